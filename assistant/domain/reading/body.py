"""Code and type of an error: of the innermost API body around or behind its sentence, else from a line that labels them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.reading.pairs import Pair, Pairs, is_none
from assistant.domain.reading.source import unwrapped
from assistant.domain.reading.values import Value

_OF_BODY = frozenset({"type", "code", "param", "errorcode"})
_REACH = 4_000
_TYPE = r"[a-z_]{3,40}_error|insufficient_quota|billing_not_active|request_forbidden|access_terminated"
_TYPE_AND_CODE = re.compile(rf"(?<![A-Za-z_])(?P<type>{_TYPE})[.:] ?(?P<code>[a-z][a-z0-9]*(?:_[a-z0-9]+)+)(?![A-Za-z0-9_])|HTTP \d{{3}} ?\((?P<only>{_TYPE})\)")
_TYPE_BEFORE = re.compile(rf"(?<![A-Za-z_\"'])(?P<type>{_TYPE}): $")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]{1,80}")
_CODE_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+|(?:[A-Z][a-z]+){2,6}")
_NOT_API = re.compile(r"ERR_|E[A-Z]{4,}|[A-Z0-9_]+$")


@dataclass(frozen=True, slots=True)
class Body:
    """What an error's body states; `numeric` is a code that is a number, which is the status and no code."""

    code: Value | None = None
    type: Value | None = None
    numeric: Value | None = None
    group: int = -1


def body_of(seen: str, pairs: Pairs, hits: list[tuple[int, int]], low: int, high: int, known: frozenset[str]) -> Body:
    """Return the body that belongs to an error whose sentences stand at `hits`."""
    group = _innermost(pairs, hits)
    if group is None:
        group = _nearest(pairs, hits, low, high)
    if group is not None:
        code = pairs.of(group, "code", "errorcode")
        type_ = pairs.of(group, "type", "errortype")
        return Body(_value(code, _NAME), _value(type_, _NAME), _number(code) or _number(pairs.of(group, "status", "statuscode")), group)
    return _labelled(seen, pairs, hits, low, high, known)


def _innermost(pairs: Pairs, hits: list[tuple[int, int]]) -> int | None:
    """Return the innermost braces around a sentence that state a code or a type; those with the most keys among the sentences."""
    best: tuple[int, int] | None = None
    for start, _ in hits:
        for depth, group in enumerate(pairs.enclosing(start)):
            keys = pairs.keys(group)
            if keys & _OF_BODY or (depth == 0 and "message" in keys and len(keys) <= 3):
                score = len(keys & (_OF_BODY | {"message"}))
                if best is None or score > best[0]:
                    best = (score, group)
                break
    return best[1] if best else None


def _nearest(pairs: Pairs, hits: list[tuple[int, int]], low: int, high: int) -> int | None:
    """Return the nearest braces beside the sentences that look like an API body."""
    first, last = hits[0][0], hits[-1][1]
    found = []
    for at, group in enumerate(pairs.groups):
        keys = pairs.keys(at)
        if not low <= group.start < high or not keys & {"code", "type"} or not keys & {"message", "param", "status", "error", "type"}:
            continue
        distance = group.start - last if group.start >= last else 2 * max(0, first - min(group.end, first))
        if distance <= _REACH:
            found.append((distance - 500 * ("message" in keys) - 500 * ("param" in keys), at))
    return min(found)[1] if found else None


def _labelled(seen: str, pairs: Pairs, hits: list[tuple[int, int]], low: int, high: int, known: frozenset[str]) -> Body:
    """Return code and type from lines such as `code: x`, `(invalid_request_error: x)` or `type: message (code: x)`."""
    first = hits[0][0] if hits else low
    code, type_ = _printed(seen, max(low, first - _REACH), min(high, first + _REACH))
    numeric = None
    before = _TYPE_BEFORE.search(seen[max(low, first - 60) : first])
    if before and not type_:
        at = max(low, first - 60) + before.start("type")
        type_ = Value(before["type"], at, at + len(before["type"]))
    for pair in pairs.all:
        if not low <= pair.start < high or pair.group >= 0 and pairs.keys(pair.group) & {"message"} == set() and len(pairs.keys(pair.group)) > 8:
            continue
        if seen[pair.end : pair.end + 1] in ("\n", " ") and pair.key != "error" and (whole := _completed(seen, pair, known)):
            code = Value(whole) if pair.key in ("code", "errorcode") else code
        named = pair.value in known and not re.fullmatch(_TYPE, pair.value) if pair.key == "error" else pair.value in known or _is_code(pair.value)
        if pair.key in ("code", "errorcode", "error") and not code and named:
            code = Value(pair.value, pair.start, pair.end)
        if pair.key in ("type", "errortype") and not type_ and (pair.value in known or re.fullmatch(_TYPE, pair.value)):
            type_ = Value(pair.value, pair.start, pair.end)
        if pair.key == "code" and pair.value.isdigit():
            numeric = Value(pair.value, pair.start, pair.end)
    return Body(code, type_, numeric)


def _completed(seen: str, pair: Pair, known: frozenset[str]) -> str | None:
    """Return a known name that a line break has cut, or None."""
    rest = unwrapped(seen[pair.end : pair.end + 80]) if re.match(r"[ \t|]*\n", seen[pair.end : pair.end + 80]) else ""
    run = re.match(r"[A-Za-z0-9_]+", rest)
    whole = pair.value + run[0] if run else ""
    return whole if whole in known else None


def _printed(seen: str, low: int, high: int) -> tuple[Value | None, Value | None]:
    """Return code and type as client libraries print them in one phrase, wraps inside of it taken out."""
    for found in _TYPE_AND_CODE.finditer(seen, low, high):
        code = Value(found["code"], *found.span("code")) if found["code"] else None
        return code, Value(found["type"] or found["only"], *found.span("type" if found["type"] else "only"))
    for found in _TYPE_AND_CODE.finditer(unwrapped(seen[low:high])):
        return Value(found["code"]) if found["code"] else None, Value(found["type"] or found["only"])
    return None, None


def _is_code(value: str) -> bool:
    """Tell whether a value can be an API's code and not a system's or a library's."""
    return _CODE_NAME.fullmatch(value) is not None and not _NOT_API.match(value)


def _value(pair: Pair | None, pattern: re.Pattern[str]) -> Value | None:
    """Return a pair's value, if it is a name."""
    if not pair or is_none(pair.value) or not pattern.fullmatch(_joined(pair.value)):
        return None
    value = _joined(pair.value)
    return Value(value, pair.start, pair.end) if pair.end - pair.start == len(value) else Value(value)


def _joined(value: str) -> str:
    """Return a value with a wrap inside of it taken out."""
    return re.sub(r"\s*\n[\s>|]*", "", value)


def _number(pair: Pair | None) -> Value | None:
    """Return a pair's value, if it is a number of three digits."""
    return Value(pair.value, pair.start, pair.end) if pair and re.fullmatch(r"[1-5][0-9]{2}", pair.value) else None
