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
    ("sess-", "session_token", 16),
    ("ek_", "ephemeral_key", 16),
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
    ("eyJ", "jwt", 16),
)

# What may stand between two characters of a key that a terminal, a mail program or a frame has broken.
BREAK = r"[ \t]*[\\|]?[ \t]*\r?\n(?:[ \t]*[>|#]){0,6}[ \t]*"

_LABEL = (
    r"(?:ocp-apim-subscription-key|x-api-key|x-goog-api-key|api[-_ .]?key|apikey|access[-_]?key(?:[-_]?id)?|secret[-_]?key"
    r"|account[-_]?key|subscription[-_]?key|private[-_]?key|signing[-_]?key|encryption[-_]?key|master[-_]?key|virtual[-_]?key"
    r"|(?<=[a-z0-9][-_])key|openai[-_]?key|(?:auth|access|refresh|id|bearer|session|bot|csrf|github|gh|hf|api|secret|client)[-_]?token"
    r"|(?<=[a-z0-9][-_])token|token|client[-_]?secret|secret|credential|authorization)"
)
LABELLED = re.compile(
    rf"(?<![a-z0-9])(?P<name>[a-z0-9_.-]{{0,40}}?{_LABEL})[\"'`\]\\]{{0,6}}[ \t\x00]*(?::=|=>|[:=])[ \t\x00]*(?P<open>[\"'`\\\x00\[]{{0,6}})",
    re.IGNORECASE,
)
PASSWORD = re.compile(
    r"(?<![a-z0-9])[a-z0-9_.-]{0,40}?(?:password|passwd|passphrase|pwd|passcode|\u30d1\u30b9\u30ef\u30fc\u30c9)"
    r"[\"'`\]\\]{0,6}[ \t\x00]*(?::=|=>|[:=])[ \t\x00]*(?P<open>[\"'`\\\x00]{0,6})",
    re.IGNORECASE,
)
LABEL_WORDS = ("key", "token", "secret", "credential", "authorization", "pass", "pwd", "\u30d1\u30b9")
VALUE = re.compile(r"[A-Za-z0-9_\-+/=.~!@#$%^&*:?\x00]+")
PASSWORD_VALUE = re.compile(r"[^\s\"'`,;<>\\]+")
BEARER = re.compile(r"\bbearer[\s\x00]{1,8}(?:\\?\r?\n[ \t>|]{0,8})?(?P<value>[A-Za-z0-9._~+/=\-\x00]{8,})", re.IGNORECASE)
BASIC = re.compile(r"\bbasic[\s\x00]{1,8}(?P<value>[A-Za-z0-9+/_\-\x00]{8,}={0,2})", re.IGNORECASE)
COOKIE = re.compile(
    r"(?<![a-z])(?:set-)?cookie2?[\"'`\]\\]{0,6}[ \t\x00]{0,8}(?::|=>|=)[ \t\x00\[\n]{0,12}(?P<open>[\"'`\\\x00\[]{0,6})", re.IGNORECASE
)
COOKIE_PAIR = re.compile(
    r"(?:__cf_bm|_cfuvid|cf_clearance|__cflb|(?:__Secure-|__Host-)[A-Za-z0-9_.\-]{1,60}|session(?:id|_id|_token)?|connect\.sid|JSESSIONID|PHPSESSID)"
    r"=(?P<value>[A-Za-z0-9._~+/%:\-]{8,}=*)"
)
URL_PASSWORD = re.compile(r"[a-z][a-z0-9+.\-]{1,20}://[^\s/:@\"'`]{0,100}:(?P<value>[^\s/@\"'`]{1,200})@", re.IGNORECASE)
CURL_USER = re.compile(r"(?:^|\s)(?:-u|--user)[ =][\"']?[^\s:\"'@]{0,80}:(?P<value>[^\s\"'\\]{1,200})")
PEM_START = re.compile(r"-----\s?BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?\s?-----")
PEM_END = re.compile(r"-----\s?END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?\s?-----")
AZURE_SIGNED = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{20,80}(?:JQQJ99|AAAAC|AAAB)[A-Za-z0-9]{6,40}ACO[A-Z][A-Za-z0-9]{2,10}(?![A-Za-z0-9])")
AZURE_VALUE = re.compile(r"[0-9a-f]{32}|[A-Za-z0-9]{84}")
SLACK_HOOK = re.compile(r"hooks\.slack\.com/(?:services|workflows)/(?P<value>[A-Za-z0-9/]{16,})")

_PLACEHOLDER = re.compile(
    r"x{6,}|\*{2,}|\.{3}|\u2026|<[^>]{0,60}>?|\{[^}]{0,60}|\$\{?[A-Za-z_]|%[sv(]|^(?:your|my|the|some|insert|enter|replace|paste|put|change)[-_ ]?"
    r"|your[-_]|[-_]here$|example|placeholder|redacted|removed|hidden|masked|dummy|changeme|^(?:undefined|null|none|nil|true|false|empty|string|required|missing)$",
    re.IGNORECASE,
)
_KNOWN = re.compile(r"(?:proj_|org-|req_|resp_|user-|key_|chatcmpl-|gpt-|o[134]-|text-|https?:|/|os\.|process\.|config|settings|env\.|self\.|[a-z_]+\.[a-z_]+\(?$)")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


def is_placeholder(value: str) -> bool:
    """Tell whether a value only holds the place of a secret, or is one that was masked already."""
    return not value or value.startswith("[masked:") or _PLACEHOLDER.search(value) is not None or len(set(value.lower())) < 4


def looks_random(value: str) -> bool:
    """Tell whether a run of characters could have come from a generator: not words, not an identifier."""
    letters = sum(map(str.isalpha, value))
    digits = sum(map(str.isdigit, value))
    mixed = re.search(r"[a-z0-9][A-Z]", value) is not None and re.search(r"[A-Z]", value) is not None
    return (letters > 0 and digits > 0) or (mixed and re.search(r"[A-Z]{2}|[A-Z][a-z]?[A-Z]|[a-z][A-Z]", value) is not None)


def looks_secret(value: str) -> bool:
    """Tell whether an unmarked value behind a secret's label is one: long enough, random, no known id or name."""
    if len(value) < 12 or is_placeholder(value) or _KNOWN.match(value) or _UUID.fullmatch(value):
        return len(value) >= 12 and bool(_UUID.fullmatch(value)) and False
    return looks_random(value)
