"""Secrets that only their label gives away: keys, tokens, passwords and cookies without a prefix of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.masking import kinds as kinds_of
from assistant.domain.masking.broken_value import gather
from assistant.domain.plain import FILL

_LONG_VALUED = frozenset({"key", "token", "secret", "credential", "authorization"})
_LONG_ENOUGH = re.compile(
    r"[A-Za-z0-9_\-+/=.~!#$%^&*\x00]{8}|[A-Za-z0-9_\-+/=.~!#$%^&*\x00]{0,7}[ \t]{0,40}[\\|]?[ \t]{0,8}\r?\n"
)
_NEXT_LINE = re.compile(r"(?:[ \t>|]{0,8}\r?\n){1,3}[ \t>|]{0,8}(?=[A-Za-z0-9_\-+/=.~]{20,400}[ \t|]{0,80}\r?(?:\n|$))")
_WIDE = 40  # characters of a line that may be a terminal's whole width
_LONG = 20  # characters that a value has at least which does not stand beside its label
Span = tuple[int, int, str]  # start, end, kind


def labelled(seen: str, low: str) -> Iterator[Span]:
    """Yield the values behind a label: keys, tokens, passwords, cookies, headers."""
    last = 0
    for found in kinds_of.LABEL.finditer(low):
        if found.start() < last:
            continue
        word = kinds_of.LABEL_WORD.match(found[0])
        if word and word[0] in _LONG_VALUED and not _LONG_ENOUGH.match(seen, found.end()):
            continue
        stop = found.start() + (word.end() if word else 0)
        name = low[max(0, found.start() - 40) : stop].replace(FILL, "")
        name = re.split(r"[^\w.\- ]", name)[-1].strip()
        at = found.end()
        for start, last, kind in _labelled_value(seen, at, name, found["open"]):
            yield start, last, "password" if found[0].rstrip().endswith("basic") else kind


def parted(seen: str, low: str) -> Iterator[Span]:
    """Yield the values behind a label that something else than a colon or an equals sign parts from them."""
    for found in kinds_of.PARTED_WORD.finditer(low):
        kind = found.lastgroup or ""
        parted_at = found.start(kind)
        label = kinds_of.PARTED_LABEL[kind].search(low, max(0, parted_at - kinds_of.PARTED_REACH), parted_at)
        if label:
            yield from _labelled_value(seen, found.end(), label["name"], "")
    for pattern in (kinds_of.SAID_KEY, kinds_of.NETRC):
        for found in pattern.finditer(low):
            yield from _labelled_value(seen, found.end(), found["name"], "")


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
    if not kinds_of.KEY_NAME.search(name) or kinds_of.NO_SECRET_NAME.search(name):
        return
    below = _NEXT_LINE.match(seen, at)
    at = below.end() if below else at
    first = kinds_of.VALUE.match(seen, at)
    parted_early = below is not None or not first or len(first[0]) < 8
    if parted_early and not below and at - seen.rfind("\n", 0, at) <= _WIDE:
        return
    end = gather(seen, at, kinds_of.VALUE, at)
    value = re.sub(r"[^!-~]|[>|\\]", "", seen[at:end]).strip(".,")
    least = _LONG if parted_early or name in ("key", "token") else 12
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
    if name.endswith("authorization"):
        return "bearer_token"
    return next((kind for prefix, kind, _ in kinds_of.KEY_PREFIXES if value.startswith(prefix)), "other_vendor_key")


def _is_expression(value: str) -> bool:
    """Tell whether a password's value is program text: a call, an attribute, a type."""
    return (
        re.fullmatch(
            r"[A-Za-z_]+(?:\.[A-Za-z_]+)+\(?.{0,80}|[A-Za-z_]+\(.{0,80}|\*+|yes|no|str|required|incorrect|wrong",
            value,
            re.IGNORECASE,
        )
        is not None
    )
