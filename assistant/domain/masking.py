"""Masking: every secret in a text is replaced before anything else looks at it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.domain import secret_kinds as kinds_of
from assistant.domain.plain import FILL, plain

Span = tuple[int, int, str]  # start, end, kind
_ASCII_LOWER = {code: code + 32 for code in range(65, 91)}
_JOINT = rf"(?:{FILL}{{1,24}}|[ \t]{{0,200}}\\?\r?\n(?:[ \t]{{0,40}}[>|#*]){{0,6}}[ \t]{{0,200}})?"


def _prefix_pattern() -> re.Pattern[str]:
    """Return one pattern for all prefixes, each allowed to be broken between any two of its characters."""
    prefixes = [prefix for prefix, _, _ in kinds_of.KEY_PREFIXES]
    broken = "|".join(_JOINT.join(map(re.escape, prefix)) for prefix in prefixes)
    return re.compile(
        f"(?<![A-Za-z0-9])(?=[{''.join(sorted({prefix[0] for prefix in prefixes}))}])(?:{broken}){_JOINT}"
    )


_PREFIX = _prefix_pattern()
_ROWS = {row[0]: row for row in kinds_of.KEY_PREFIXES}
_UNMISTAKABLE = ("sk-proj-", "sk-svcacct-", "sk-admin-", "sk-ant-", "sk-or-v1-", "github_pat_")
_JUNK = re.compile(rf"[{FILL}\s\\>|#*]+")
_ASSIGNMENT = re.compile(r"[A-Za-z_][\w.-]{1,60}=[^=]")
_WORD = re.compile(r"[A-Za-z]?[a-z]+|[A-Z_]+")
_OTHERS = (
    (kinds_of.COOKIE_NAMES, kinds_of.COOKIE_PAIR, "cookie"),
    (("://",), kinds_of.URL_PASSWORD, "url_password"),
    ((" -u", "--user", "--proxy-user"), kinds_of.CURL_USER, "password"),
    (("hooks.slack.com",), kinds_of.SLACK_HOOK, "other_vendor_key"),
)
_MARKED = re.compile(r"\[masked:[a-z0-9_]+\]")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without its secrets, and the kinds of secrets that were in it, in the order of the text.

    `seen` is the text as `plain` returns it; empty when it was not computed.
    """

    text: str
    kinds: tuple[str, ...] = ()
    seen: str = field(default="", repr=False, compare=False)


def mask(text: str) -> Masked:
    """Replace every secret by a tag such as `[masked:openai_project_key]`; masking twice changes nothing more."""
    found: dict[str, None] = {}
    seen = plain(text)
    for _ in range(4):
        spans = _merged(_spans(seen))
        if not spans:
            break
        found |= dict.fromkeys(kind for _, _, kind in spans)
        text, seen = _replaced(text, spans), _replaced(seen, spans)
    return Masked(text, tuple(found), seen)


def _replaced(text: str, spans: list[Span]) -> str:
    """Return the text with a tag in the place of every span."""
    pieces: list[str] = []
    last = 0
    for start, end, kind in spans:
        pieces += (text[last:start], f"[masked:{kind}]")
        last = end
    return "".join(pieces) + text[last:]


def _merged(spans: Iterator[Span]) -> list[Span]:
    """Return spans in order; of those that overlap the first stays, as long as all of them together."""
    merged: list[Span] = []
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), merged[-1][2])
        else:
            merged.append((start, end, kind))
    return merged


def _spans(seen: str) -> Iterator[Span]:
    """Yield every secret's place in the text, tags of an earlier masking left alone."""
    low = seen.lower() if seen.isascii() else seen.translate(_ASCII_LOWER)
    tags = [found.span() for found in _MARKED.finditer(seen)] if "[masked:" in seen else []
    for start, end, kind in _all_spans(seen, low):
        while end > start and seen[end - 1] == FILL:
            end -= 1
        at = bisect_left(tags, (start, start))
        touches = (at < len(tags) and tags[at][0] < end) or (at and tags[at - 1][1] > start)
        if end > start and not touches:
            yield start, end, kind


def _all_spans(seen: str, low: str) -> Iterator[Span]:
    """Yield the spans that each way of looking finds."""
    yield from _prefixed(seen)
    yield from _labelled(seen, low)
    if "bearer" in low:
        yield from _schemes(seen, low, kinds_of.BEARER, "bearer_token")
    if "basic" in low:
        yield from _schemes(seen, low, kinds_of.BASIC, "password")
    if "PRIVATE KEY" in seen:
        yield from _private_keys(seen)
    if kinds_of.AZURE_MARK in seen:
        yield from _azure_keys(seen)
    for marks, pattern, kind in _OTHERS:
        if not any(mark in seen for mark in marks):
            continue
        for found in pattern.finditer(seen):
            if not kinds_of.is_placeholder(found["value"]) or (
                kind == "url_password" and found["value"][0] not in "<{$[*"
            ):
                yield *found.span("value"), kind


def _prefixed(seen: str) -> Iterator[Span]:
    """Yield the keys that their first characters give away."""
    at = 0
    while found := _PREFIX.search(seen, at):
        span = _key(seen, found.start(), found.end(), _ROWS[_JUNK.sub("", found[0])])
        at = max(found.end(), span[1] if span else 0)
        if span:
            yield span
    for prefix in _UNMISTAKABLE:  # these also count in the middle of a word, where a blank before them was lost
        at = -1
        while (at := seen.find(prefix, at + 1)) >= 0:
            if at and seen[at - 1].isalnum() and (span := _key(seen, at, at + len(prefix), _ROWS[prefix])):
                yield span
                at = span[1]


def _key(seen: str, start: int, at: int, row: tuple[str, str, int]) -> Span | None:
    """Return the span of a key whose body begins at `at`, or None when it is no key."""
    prefix, kind, least = row
    run = kinds_of.DOTTED_RUN if kind == "jwt" else kinds_of.RUN
    end = gather(seen, at, run, start, prefix)
    body = "".join(run.findall(seen[at : min(end, at + 400)])).replace(FILL, "")
    real = len(body) >= least and not kinds_of.is_prefixed_placeholder(body) and _fits(kind, prefix, body)
    return (start, end, kind) if real else None


def _fits(kind: str, prefix: str, body: str) -> bool:
    """Tell whether a body fits a prefix that is short enough to be a word's beginning."""
    if kind == "jwt":
        return "." in body or len(body) >= 40
    if prefix in ("AKIA", "ASIA"):
        return body[:16].isalnum() and body[:16] == body[:16].upper()
    return prefix.startswith("sk") or kinds_of.looks_random(body)


def gather(seen: str, at: int, run: re.Pattern[str], began: int, prefix: str = "") -> int:
    """Return where a value ends that may be broken over several lines."""
    found = run.match(seen, at)
    end = found.end() if found else at
    quote = seen[began - 1] if began and seen[began - 1] in "\"'`" else ""
    for _ in range(40):
        joint = kinds_of.BREAK.match(seen, end)
        part = run.match(seen, joint.end()) if joint else None
        if not joint or not part:
            break
        known = prefix + seen[at : min(end, at + 400)].replace(FILL, "")
        if not joint["joined"] and not _goes_on(seen, part, quote, end - (seen.rfind("\n", 0, end) + 1), known):
            break
        end = part.end()
    return end


def _goes_on(seen: str, part: re.Match[str], quote: str, width: int, known: str) -> bool:
    """Tell whether the first run of the next line still belongs to the value that the line before ended with."""
    piece = part[0].replace(FILL, "")
    after = seen[part.end() : part.end() + 2].lstrip(" ")[:1] or "\n"
    head, mark, tail = known.partition("T3BlbkFJ")
    if mark and len(tail) >= len(head.split("-", 2)[-1]) > 10:
        return False
    if kinds_of.is_known(piece) or (not quote and (after in "=:(" or _ASSIGNMENT.match(piece))):
        return False
    end = seen[part.end() : part.end() + 1]
    ends = end in ("", "\n", "\r", '"', "'", "`", ",", "}", ")", "|", "\\", "<", "]")
    if (quote and ends) or end in ('"', "'", "`"):
        return True
    if kinds_of.looks_random(piece) and (len(piece) >= 5 or ends):
        return True
    return ends and width >= 40 and (len(piece) < 5 or width >= 60 or not _WORD.fullmatch(piece))


def _labelled(seen: str, low: str) -> Iterator[Span]:
    """Yield the values behind a label: keys, tokens, passwords, cookies, headers."""
    last = 0
    for found in kinds_of.LABEL.finditer(low):
        if found.start() < last:
            continue
        word = kinds_of.LABEL_WORD.match(found[0])
        stop = found.start() + (word.end() if word else 0)
        name = low[max(0, found.start() - 40) : stop]
        name = re.split(r"[^\w.\- ]", name)[-1].strip()
        at = found.end()
        for span in _labelled_value(seen, at, name, found["open"]):
            last = span[1]
            yield span


def _labelled_value(seen: str, at: int, name: str, opened: str) -> Iterator[Span]:
    """Yield the value behind one label, if it is a secret."""
    if re.search(r"cookie2?$", name):
        quote = next((mark for mark in opened if mark in "\"'`"), "")
        far = min(at + 8000, len(seen))
        end = min((place for mark in ("\n", quote) if mark and (place := seen.find(mark, at, far)) >= 0), default=far)
        value = seen[at:end].strip()
        if "=" in value and not kinds_of.is_placeholder(value[:400].partition("=")[2][:20]):
            yield at, end, "cookie"
        return
    if kinds_of.PASSWORD_NAME.search(name):
        found = kinds_of.PASSWORD_VALUE.match(seen, at, at + 300)
        if found and len(found[0]) >= 4 and not kinds_of.is_placeholder(found[0]) and not _is_expression(found[0]):
            yield at, found.end(), "password"
        return
    first = kinds_of.VALUE.match(seen, at)
    if not first or len(first[0]) < 8 or not kinds_of.KEY_NAME.search(name) or kinds_of.NO_SECRET_NAME.search(name):
        return
    end = gather(seen, at, kinds_of.VALUE, at)
    value = re.sub(r"\s", "", seen[at:end].replace(FILL, "")).strip(".,")
    least = 20 if name in ("key", "token") else 12
    if kinds_of.looks_secret(value, least):
        yield at, end, _label_kind(name, value)


def _label_kind(name: str, value: str) -> str:
    """Return the kind of a value by its label."""
    if "azure" in name or "ocp-apim" in name or kinds_of.AZURE_MARK in value:
        return "azure_key"
    if name.replace("_", "-").endswith("api-key") and kinds_of.AZURE_VALUE.fullmatch(value):
        return "azure_key"
    if re.search(r"(?:^|x-|x-goog-)api-key$", name):
        return "api_key_header"
    return "bearer_token" if name.endswith("authorization") else "other_vendor_key"


def _is_expression(value: str) -> bool:
    """Tell whether a password's value is program text: a call, an attribute, a type."""
    return (
        re.fullmatch(
            r"[A-Za-z_]+(?:\.[A-Za-z_]+)+\(?.{0,80}|[A-Za-z_]+\(.{0,80}|\*+|yes|no|str|required|incorrect|wrong",
            value,
            re.I,
        )
        is not None
    )


def _schemes(seen: str, low: str, pattern: re.Pattern[str], kind: str) -> Iterator[Span]:
    """Yield the credentials behind `Bearer` or `Basic`."""
    for found in pattern.finditer(low):
        end = gather(seen, found.end(), kinds_of.TOKEN, found.start())
        value = re.sub(r"\s", "", seen[found.end() : end].replace(FILL, "")).rstrip(".")
        if kinds_of.looks_secret(value) or (
            kind == "bearer_token" and len(value) >= 24 and not kinds_of.is_placeholder(value)
        ):
            yield found.end(), end, kind


def _private_keys(seen: str) -> Iterator[Span]:
    """Yield private keys in PEM form, whole or cut off."""
    last = 0
    for found in kinds_of.PEM.finditer(seen):
        if found.start() < last:
            continue
        end = kinds_of.PEM_END.search(seen, found.end(), found.end() + 20000)
        body = kinds_of.PEM_BODY.match(seen, found.end(), found.end() + 20000)
        last = end.end() if end else body.end() if body else found.end()
        yield found.start(), last, "private_key"


def _azure_keys(seen: str) -> Iterator[Span]:
    """Yield newer Azure keys, which carry a mark inside, with whatever label."""
    at = 0
    while (at := seen.find(kinds_of.AZURE_MARK, at)) >= 0:
        start = at
        while start > max(0, at - 80) and seen[start - 1].isalnum():
            start -= 1
        end = gather(seen, at, kinds_of.RUN, start)
        if end - start >= 60:
            yield start, end, "azure_key"
        at = max(end, at + 1)
