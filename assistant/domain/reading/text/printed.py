"""Code and type of an error as a client library or a log prints them, outside of any body."""

from __future__ import annotations

import re

from assistant.domain.reading.facts.values import Value
from assistant.domain.reading.text.pairs import Pair, Pairs
from assistant.domain.reading.text.source import unwrapped

_REACH, _NEAR_BY = 4_000, 600
_TYPE = r"[a-z_]{3,40}_error|insufficient_quota|billing_not_active|request_forbidden|access_terminated"
_TYPE_AND_CODE = re.compile(
    rf"(?<![A-Za-z_])(?P<type>{_TYPE})[.:] ?(?P<code>[a-z][a-z0-9]*(?:_[a-z0-9]+)+)(?![A-Za-z0-9_])"
    rf"|HTTP \d{{3}} ?\((?P<only>{_TYPE})\)|HTTP \d{{3}} ?\(: ?(?P<bare>[A-Za-z][A-Za-z0-9_]{{2,60}})\)"
)
_TYPE_BEFORE = re.compile(rf"(?<![A-Za-z_\"'])(?P<type>{_TYPE}): $")
_CODE_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+|(?:[A-Z][a-z]+){2,6}")
_CELL = re.compile(r"[>|,;\t][ \t]{0,20}[\"'`]?(?P<code>[a-z]+(?:_[a-z]+)+)[\"'`]?(?=[ \t]{0,20}[<|,;\t])")
_LABELLED_CELL = re.compile(
    r"(?i:\b(?P<label>code|type))[*`\"]{0,3}[ \t]{0,20}(?:[|\t]|</t[hd]>\s{0,20}<td[^>]{0,80}>)"
    r"[ \t]{0,20}[\"'`]?(?P<value>[a-z]+(?:_[a-z]+)+)"
    r"|<(?i:(?:error_?)?(?P<tag>code|type))>\s{0,20}(?P<inner>[a-z]+(?:_[a-z]+)+)\s{0,20}</"
)
_ALONE = re.compile(rf"(?m)^[ \t>*\-]{{0,12}}[\"'`(]?(?P<type>{_TYPE})[\"'`)]?[ \t]*$")
_CUT_BEFORE = re.compile(r"[a-z_][ \t|]{0,20}\n[ \t>|]{0,20}$")  # a line break inside of the word that begins here
_WORD = re.compile(r"[A-Za-z_]{8,60}")
_WORD_BEFORE = re.compile(r"(?<![\w.])(?P<code>(?:[A-Z][a-z]+){2,6})[\"'`)\]]?[ :\-]{1,3}[\"'`(]?$")
_IN_BRACKETS = re.compile(r"[.\"'`]{0,3}\s{0,2}[(\[](?:[45]\d\d[ ,:/]{1,3})?(?P<code>[a-z]+(?:_[a-z]+)+)[)\]]")
_IN_BRACKETS_BEFORE = re.compile(r"[(\[][45]\d\d[ ,:/]{1,3}(?P<code>[a-z]+(?:_[a-z]+)+)[)\]][ :\-]{0,3}[\"'`]?$")
_NOT_API = re.compile(r"ERR_|E[A-Z]{4,}|[A-Z0-9_]+$")


def printed(
    seen: str, pairs: Pairs, first: int, bounds: tuple[int, int], known: frozenset[str]
) -> tuple[Value | None, Value | None, Value | None]:
    """Return code and type from lines such as `code: x`, `(invalid_request_error: x)` or `type: message (code: x)`."""
    low, high = bounds
    code, type_ = _phrase(seen, max(low, first - _REACH), min(high, first + _REACH))
    numeric = None
    before = _TYPE_BEFORE.search(seen[max(low, first - 60) : first])
    if before and not type_:
        at = max(low, first - 60) + before.start("type")
        type_ = Value(before["type"], at, at + len(before["type"]))
    for pair in pairs.all:
        if not low <= pair.start < high or _is_foreign(pairs, pair.group):
            continue
        code = code or _code(seen, pair, known)
        if pair.key in ("type", "errortype") and not type_ and (pair.value in known or re.fullmatch(_TYPE, pair.value)):
            type_ = Value(pair.value, pair.start, pair.end)
        if pair.key == "code" and len(pair.value) == 3 and pair.value.isdigit():
            numeric = Value(pair.value, pair.start, pair.end)
    code = code or _labelled(seen, first, bounds, "code", known) or _cell(seen, first, bounds, known)
    code = code or _here(seen, first, known) or _before(seen, first, known)
    return code, type_ or _labelled(seen, first, bounds, "type", known) or _type_alone(seen, first, bounds), numeric


def _here(seen: str, first: int, known: frozenset[str]) -> Value | None:
    """Return the code that is itself all that is said of the error."""
    word = _WORD.match(seen, first)
    return Value(word[0], *word.span()) if word and word[0] in known and not word[0].endswith("_error") else None


def _before(seen: str, first: int, known: frozenset[str]) -> Value | None:
    """Return the code that stands alone right before the sentence: only one in capital letters is no word."""
    found = _WORD_BEFORE.search(seen, max(0, first - 64), first)
    return Value(found["code"], *found.span("code")) if found and found["code"] in known else None


def bracketed(seen: str, start: int, end: int, known: frozenset[str]) -> Value | None:
    """Return the code that stands in brackets right behind the sentence, or right before it with the status."""
    found = _IN_BRACKETS.match(seen, end) or _IN_BRACKETS_BEFORE.search(seen, max(0, start - 80), start)
    return Value(found["code"], *found.span("code")) if found and found["code"] in known else None


def _labelled(seen: str, first: int, bounds: tuple[int, int], label: str, known: frozenset[str]) -> Value | None:
    """Return the value of the cell or tag that is called so."""
    for found in _LABELLED_CELL.finditer(seen, max(bounds[0], first - _REACH), min(bounds[1], first + _REACH)):
        name, group = (found["label"], "value") if found["label"] else (found["tag"], "inner")
        is_type = re.fullmatch(_TYPE, found[group]) is not None
        if name.lower() == label and (found[group] in known or (is_type and label == "type")):
            return Value(found[group], *found.span(group))
    return None


def _type_alone(seen: str, first: int, bounds: tuple[int, int]) -> Value | None:
    """Return the type that stands alone in a line near the sentence."""
    found = _ALONE.search(seen, max(bounds[0], first - _NEAR_BY), min(bounds[1], first + _NEAR_BY))
    return Value(found["type"], *found.span("type")) if found else None


def _cell(seen: str, first: int, bounds: tuple[int, int], known: frozenset[str]) -> Value | None:
    """Return the code that stands alone in a cell of the sentence's own row."""
    begin = max(bounds[0], seen.rfind("\n", 0, first) + 1, first - _REACH)
    end = seen.find("\n", first)
    row = _CELL.finditer(seen, begin, min(bounds[1], end if end >= 0 else len(seen), first + _REACH))
    for found in row:
        if found["code"] in known and not re.fullmatch(_TYPE, found["code"]):
            return Value(found["code"], *found.span("code"))
    return None


def _is_foreign(pairs: Pairs, group: int) -> bool:
    """Tell whether braces hold some other object: many keys and no message."""
    keys = pairs.keys(group) if group >= 0 else set()
    return len(keys) > 8 and "message" not in keys


def _code(seen: str, pair: Pair, known: frozenset[str]) -> Value | None:
    """Return the code that a pair states, if its key and its value are those of a code."""
    if pair.key in ("code", "errorcode"):
        whole = _completed(seen, pair, known)
        if whole:
            return Value(whole)
        if pair.value in known or _is_code(pair.value):
            return Value(pair.value, pair.start, pair.end)
    if pair.key == "error" and pair.value in known and not re.fullmatch(_TYPE, pair.value):
        return Value(pair.value, pair.start, pair.end)
    return None


def _completed(seen: str, pair: Pair, known: frozenset[str]) -> str | None:
    """Return a known name that a line break has cut, or None."""
    rest = unwrapped(seen[pair.end : pair.end + 80]) if re.match(r"[ \t|]*\n", seen[pair.end : pair.end + 80]) else ""
    run = re.match(r"[A-Za-z0-9_]+", rest)
    whole = pair.value + run[0] if run else ""
    return whole if whole in known else None


def _phrase(seen: str, low: int, high: int) -> tuple[Value | None, Value | None]:
    """Return code and type as client libraries print them in one phrase, wraps inside of it taken out."""
    for found in _TYPE_AND_CODE.finditer(seen, low, high):
        if _CUT_BEFORE.search(seen, max(low, found.start() - 40), found.start()):
            continue
        return _first(found, "code", "bare"), _first(found, "type", "only")
    for found in _TYPE_AND_CODE.finditer(unwrapped(seen[low:high])):
        code, type_ = _first(found, "code", "bare"), _first(found, "type", "only")
        return Value(code.text) if code else None, Value(type_.text) if type_ else None
    return None, None


def _first(found: re.Match[str], *names: str) -> Value | None:
    """Return the group of these that matched, with its place."""
    return next((Value(found[name], *found.span(name)) for name in names if found[name]), None)


def _is_code(value: str) -> bool:
    """Tell whether a value can be an API's code and not a system's or a library's."""
    return _CODE_NAME.fullmatch(value) is not None and not _NOT_API.match(value)
