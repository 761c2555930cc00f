"""How secrets look: the prefixes of keys, the labels before unmarked values, and what is only a placeholder."""

from __future__ import annotations

import re

KEY_PREFIXES: tuple[tuple[str, str, int], ...] = (  # prefix, kind, how many characters at least follow
    ("sk-proj-", "openai_project_key", 16),
    ("sk-svcacct-", "openai_service_account_key", 16),
    ("sk-admin-", "openai_admin_key", 16),
    ("sk-ant-", "other_vendor_key", 16),
    ("sk-or-v1-", "other_vendor_key", 16),
    ("sk-", "openai_key", 16),
    ("sess-", "bearer_token", 16),
    ("ek_", "openai_key", 16),
    ("gsk_", "other_vendor_key", 16),
    ("xai-", "other_vendor_key", 16),
    ("AIza", "other_vendor_key", 24),
    ("AQ.", "other_vendor_key", 20),
    ("ya29.", "other_vendor_key", 16),
    ("r8_", "other_vendor_key", 16),
    ("hf_", "other_vendor_key", 16),
    ("pplx-", "other_vendor_key", 16),
    ("nvapi-", "other_vendor_key", 16),
    ("tgp_v1_", "other_vendor_key", 16),
    ("sk_live_", "other_vendor_key", 16),
    ("rk_live_", "other_vendor_key", 16),
    ("ghp_", "other_vendor_key", 16),
    ("gho_", "other_vendor_key", 16),
    ("ghu_", "other_vendor_key", 16),
    ("ghs_", "other_vendor_key", 16),
    ("ghr_", "other_vendor_key", 16),
    ("github_pat_", "other_vendor_key", 16),
    ("glpat-", "other_vendor_key", 16),
    ("npm_", "other_vendor_key", 24),
    ("xoxb-", "other_vendor_key", 10),
    ("xoxp-", "other_vendor_key", 10),
    ("xoxa-", "other_vendor_key", 10),
    ("xoxr-", "other_vendor_key", 10),
    ("xoxs-", "other_vendor_key", 10),
    ("xapp-", "other_vendor_key", 10),
    ("AKIA", "other_vendor_key", 16),
    ("ASIA", "other_vendor_key", 16),
    ("lsv2_", "other_vendor_key", 16),
    ("pcsk_", "other_vendor_key", 16),
    ("tvly-", "other_vendor_key", 16),
    ("csk-", "other_vendor_key", 16),
    ("jina_", "other_vendor_key", 16),
    ("pypi-", "other_vendor_key", 24),
    ("SG.", "other_vendor_key", 16),
    ("dckr_pat_", "other_vendor_key", 16),
    ("glsa_", "other_vendor_key", 16),
    ("hvs.", "other_vendor_key", 16),
    ("whsec_", "other_vendor_key", 16),
    ("eyJ", "jwt", 16),
)

# What may stand between two characters of a key that a terminal, a mail program, a frame or a program text has broken.
BREAK = re.compile(
    r"(?P<joined>[\"'][ \t]*[+.&]?[ \t]*\\?\r?\n[ \t]*[+.&]?[ \t]*[\"']|[\"'][ \t]{0,4}\+[ \t]{0,4}[\"'])"
    r"|[ \t\x00]{0,200}[\\|]?[ \t\x00]{0,8}\r?\n(?:[ \t\x00]{0,40}[>|#*]){0,6}[ \t\x00]{0,200}"
    r"(?:[\w.-]{1,40}[ \t]{1,8}\|[ \t]{1,4}|\[?\d{1,5}(?:[\]:.)]{1,2}[ \t]|\t|  )[ \t]{0,4})?"
)

_PASSWORD_JA = "\x00{0,5}".join("\u30d1\u30b9\u30ef\u30fc\u30c9")  # each character may have been an escape

# A secret's label right before `:`, `=` or `=>`; searched in a lower-cased text.
LABEL = re.compile(
    r"(?:key|token|secret|credential|authorization|password|passwd|passphrase|passcode|pwd|cookie2?"
    rf"|{_PASSWORD_JA})"
    r"[\"'`\])\\\x00]{0,8}[ \t\x00]{0,8}(?::=|=>|[:=])[ \t\x00]{0,8}(?P<open>[\"'`\\\x00\[]{0,8})(?:bearer"
    r"|basic|token|apikey)?[ \t\x00]{0,3}"
)
# A label that a blank, a tag's end or a cell's border parts from its value: its last word and what parts them. It is
# searched in a lower-cased text; what stands before the word decides whether it is one.
PARTED_WORD = re.compile(
    r"(?:key|token|secret|passw(?:or)?d)(?:(?P<tag>>\s{0,8})|(?P<cell>[`*]{0,3}[ \t]{0,20}\|[ \t]{0,20}`?)"
    r"|(?P<flag>[ \t]{1,4}[\"']?(?!(?:flag|option|argument|parameter|field|value|is|was|and|or|for|to|in|prompt"
    r"|with)\b)))"
)
PARTED_LABEL = {  # the whole label by what parts it, looked for right before that
    "flag": re.compile(r"(?<![\w\-])--?(?P<name>(?:[a-z][a-z\-]{0,30})?(?:key|token|secret|passw(?:or)?d))$"),
    "tag": re.compile(r"<(?P<name>[a-z][\w:.\-]{0,40}(?:key|token|secret|password)|password)$"),
    "cell": re.compile(r"(?P<name>[\w\-]{0,40}(?:key|token|secret))$"),
}
PARTED_REACH = 52  # characters that a label may have
SAID_KEY = re.compile(r"(?P<name>api key) provided: ?[\"'`]?")  # what a refusal repeats of a key
NETRC = re.compile(r"login(?<=\blogin)[ \t]+\S{1,80}[ \t]+(?P<name>password)[ \t]+")
LABEL_WORD = re.compile(r"[^\W\d_]+(?:\x00+[^\W\d_]+)*2?")
KEY_NAME = re.compile(
    r"(?:^|[^a-z0-9]|api|access|secret|openai|azure|account|auth|private|subscription|master|virtual|signing"
    r"|encryption|license)key$"
    r"|(?:^|[^a-z0-9]|auth|access|refresh|bearer|session|bot|id|api|secret|client|web|user|hub|csrf)token$"
    r"|(?:^|[^a-z0-9]|client|api|app|shared|signing)secret$|credential$|^authorization$|[^a-z]authorization$"
)
NO_SECRET_NAME = re.compile(
    r"idempotency|cache|public|primary|foreign|sort|partition|hot|short|unexpected|next|page|continuation|stop"
    r"|pad|eos|bos"
)
PASSWORD_NAME = re.compile(r"(?:password|passwd|passphrase|passcode|pwd|\u30d1\u30b9\u30ef\u30fc\u30c9)$")
VALUE = re.compile(r"[A-Za-z0-9_\-+/=.~!#$%^&*\x00]+")
PASSWORD_VALUE = re.compile(r"[^\s\"'`,;<>\\)}\]\u3002\u3001]+")

BEARER = re.compile(r"(?<![a-z])bearer[ \t\x00]{0,8}(?:\\?\r?\n[ \t>|]{0,8})?(?=[a-z0-9])")
BASIC = re.compile(r"(?<![a-z])basic[ \t\x00]{1,8}(?=[a-z0-9])")
TOKEN = re.compile(r"[A-Za-z0-9._~+/=\-\x00]+")
RUN = re.compile(r"[A-Za-z0-9_\-\x00]+")
DOTTED_RUN = re.compile(r"[A-Za-z0-9_\-.=\x00]+")
KEY_RUN = re.compile(r"[A-Za-z0-9_\-\x00]{1,1500}")  # bounded: the prefix may stand in it again and again
DOTTED_KEY_RUN = re.compile(r"[A-Za-z0-9_\-.=\x00]{1,400}")

COOKIE_NAMES = (
    "__cf_bm",
    "_cfuvid",
    "cf_clearance",
    "__cflb",
    "__Secure-",
    "__Host-",
    "session",
    "connect.sid",
    "JSESSIONID",
    "PHPSESSID",
)
COOKIE_PAIR = re.compile(
    r"(?:__cf_bm|_cfuvid|cf_clearance|__cflb|__(?:Secure|Host)-[A-Za-z0-9_.\-]{1,60}|session(?:id|_id|_token)?"
    r"|connect\.sid|JSESSIONID|PHPSESSID)"
    r"=(?P<value>[A-Za-z0-9._~+/%:\-]{8,})"
)
URL_PASSWORD = re.compile(r"://[^\s/:@\"'`]{0,100}:(?P<value>[^\s/@\"'`]{1,200})@")
CURL_USER = re.compile(r"\s(?:-u|--user|--proxy-user)[ =][\"']?[^\s:\"'@]{0,80}:(?P<value>[^\s\"'\\]{1,200})")
PEM = re.compile(r"-----\s?BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?\s?-----")
PEM_END = re.compile(r"-----\s?END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?\s?-----")
PEM_BODY = re.compile(r"[A-Za-z0-9+/=\s\\>|\"',:\x00-]+")
AZURE_MARK = "JQQJ99"  # stands inside every newer Azure key
AZURE_HEAD = 52  # characters before the mark
AZURE_LEAST = 60
AZURE_OLD = 32  # characters of the older kind
AZURE_VALUE = re.compile(r"[0-9a-f]{32}|[A-Za-z0-9]{84}")
SECURE_STRING = re.compile(
    r"ConvertTo-SecureString[ \t]+(?:-String[ \t]+)?\\{0,3}[\"'](?P<value>[^\s\"'$\\]{4,200})\\{0,3}[\"']"
)
SIGNATURE = re.compile(r"[?&]sig=(?P<value>[A-Za-z0-9%+/=\x00]{20,200})")
SLACK_HOOK = re.compile(r"hooks\.slack\.com/(?:services|workflows)/(?P<value>[A-Za-z0-9/]{16,200})")

_PLACEHOLDER = re.compile(
    r"x{5,}|\*{2,}|\.{3}|\u2026|<|\{|\$\{?[A-Za-z_]|%[sv(]|^(?:your|my|the|some|insert|enter|replace|paste|put|change)"
    r"|your[-_]|[-_]here|example|placeholder|redacted|removed|hidden|dummy|changeme"
    r"|^(?:undefined|null|none|nil|true|false|empty|string|required|missing)$",
    re.IGNORECASE,
)
_PREFIXED_PLACEHOLDER = re.compile(
    r"(?:^|[-_])(?:your?|my|here|key|placeholder|example|redacted)(?:[-_]|$)|^x+$|^[x_-]+$", re.IGNORECASE
)
_KNOWN = re.compile(
    r"(?:proj_|org-|req_|resp_|user-|key_|chatcmpl-|gpt-|o[134]-|claude-|gemini-|llama|text-|https?:|[/.]|os\."
    r"|process\.|config|settings"
    r"|env\.|self\.|[a-z_]+\.[a-z_.]+\(?$|\d{4}-\d\d(?!\d))"
)
_UNLIKE_WORDS = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]")


def is_placeholder(value: str) -> bool:
    """Tell whether a value only holds the place of a secret, or is one that was masked already."""
    return not value or "[masked:" in value or _PLACEHOLDER.search(value) is not None or len(set(value.lower())) < 4


def is_prefixed_placeholder(body: str) -> bool:
    """Tell whether what follows a key's prefix is words such as `your-key-here` and no key."""
    return (
        _PREFIXED_PLACEHOLDER.search(body) is not None
        and not any(map(str.isdigit, body))
        and body in (body.lower(), body.upper())
    )


def is_known(value: str) -> bool:
    """Tell whether a value is a known kind of id, a model, a path or a date, none of them secret."""
    return _KNOWN.match(value) is not None


def looks_random(value: str) -> bool:
    """Tell whether a run of characters could have come from a generator: no word and no identifier."""
    return (any(map(str.isalpha, value)) and any(map(str.isdigit, value))) or _UNLIKE_WORDS.search(value) is not None


def looks_secret(value: str, least: int = 12) -> bool:
    """Tell whether an unmarked value behind a secret's label is one: long enough, random, no known id or name."""
    return len(value) >= least and not is_placeholder(value) and not is_known(value) and looks_random(value)
