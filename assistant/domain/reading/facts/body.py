"""Code and type of an error: of the innermost body around or beside its sentence, else from a line that labels them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.reading.facts.values import Value
from assistant.domain.reading.text.flat import KEYS
from assistant.domain.reading.text.pairs import Pair, Pairs, is_none
from assistant.domain.reading.text.printed import bracketed, printed

_OF_BODY = frozenset({"type", "code", "param", "errorcode"})
_REACH = 4_000
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]{1,80}")
_RECORD = frozenset({"error", "message", "event", "log", "exception", "object"})  # what a log's own records are called
_RECORDED = frozenset(  # beside these a type is the record's own
    {"level", "logger", "component", "service", "severity", "timestamp", "time", "ts", "name", "event"}
)
_API_TYPE = re.compile(r"[a-z]+(?:_[a-z]+)+|[A-Z]\w*(?:Error|Exception)|none|null", re.IGNORECASE)
_EVENT = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")  # the type of an event on a socket or in a stream, the client's own too
_ERROR_LIKE = re.compile(r"\w*(?:[Ee]rror|[Ee]xception)")
_BESIDE_TYPE = frozenset({"message", "param", "status", "error", "code"})
_CLASS = re.compile(r"(?:[A-Za-z_]\w*[.:]{1,2})*[A-Z]\w*(?:Error|Exception)")


@dataclass(frozen=True, slots=True)
class Body:
    """What an error's body states; `numeric` is a code that is a number, which is the status and no code."""

    code: Value | None = None
    type: Value | None = None
    numeric: Value | None = None
    group: int = -1
    is_flat: bool = False  # it is a message under `error` or `detail` and nothing more


def body_of(seen: str, pairs: Pairs, hits: list[tuple[int, int]], low: int, high: int, known: frozenset[str]) -> Body:
    """Return the body that belongs to an error whose sentences stand at `hits`."""
    group = _innermost(pairs, hits)
    if group is None:
        group = _nearest(pairs, hits, low, high, known)
    if group is not None:
        code = pairs.of(group, "code", "errorcode")
        type_ = pairs.of(group, *(_keys(pairs, group) & {"type"}), "errortype") or _of_envelope(pairs, group, known)
        return Body(
            _value(code, _NAME),
            _value(type_, _NAME),
            _number(code) or _number(pairs.of(group, "status", "statuscode")),
            group,
            any(_is_flat(pairs, group, start) for start, _ in hits),
        )
    stated, kind, numeric = printed(seen, pairs, hits[0][0] if hits else low, (low, high), known)
    return Body(stated or (bracketed(seen, hits[0][0], hits[-1][1], known) if hits else None), kind, numeric)


def _innermost(pairs: Pairs, hits: list[tuple[int, int]]) -> int | None:
    """Return the innermost braces around a sentence that state a code or a type; of several the fullest."""
    best: tuple[int, int] | None = None
    for start, _ in hits:
        for depth, group in enumerate(pairs.enclosing(start)):
            keys = _keys(pairs, group)
            alone = depth == 0 and (("message" in keys and len(keys) <= 3) or _is_flat(pairs, group, start))
            if keys & _OF_BODY or alone:
                score = len(keys & (_OF_BODY | {"message"}))
                if best is None or score > best[0] or (score == best[0] and _inside(pairs, group, best[1])):
                    best = (score, group)
                break
    return best[1] if best else None


def _inside(pairs: Pairs, inner: int, outer: int) -> bool:
    """Tell whether braces stand inside of others."""
    return pairs.groups[outer].start < pairs.groups[inner].start < pairs.groups[outer].end


def _is_flat(pairs: Pairs, group: int, place: int) -> bool:
    """Tell whether a place stands in the text that braces give as their whole error."""
    if _keys(pairs, group) & (_OF_BODY | {"message"}):
        return False
    before = [pair for pair in pairs.all if pair.group == group and pair.quoted and pair.start <= place]
    return bool(before) and before[-1].key in KEYS


def _of_envelope(pairs: Pairs, group: int, known: frozenset[str]) -> Pair | None:
    """Return the known type that stands beside the error object and not in it."""
    start, parent = pairs.groups[group].start, pairs.groups[group].parent
    around = [pair for pair in pairs.all if pair.group == parent] if parent >= 0 else []
    if not any(pair.key == "error" and pair.start == start for pair in around):
        return None
    return next((pair for pair in around if pair.key == "type" and pair.value in known), None)


def _nearest(pairs: Pairs, hits: list[tuple[int, int]], low: int, high: int, known: frozenset[str]) -> int | None:
    """Return the nearest braces beside the sentences that look like an API body."""
    first, last = hits[0][0], hits[-1][1]
    found = []
    for at, group in enumerate(pairs.groups):
        keys = _keys(pairs, at)
        if (
            not low <= group.start < high
            or not keys & {"code", "type"}
            or not keys & {"message", "param", "status", "error", "type"}
            or not (keys & _BESIDE_TYPE or _is_error(pairs.of(at, "type"), known))
        ):
            continue
        distance = group.start - last if group.start >= last else 2 * max(0, first - min(group.end, first))
        if distance <= _REACH:
            found.append((distance - 500 * ("message" in keys) - 500 * ("param" in keys), at))
    return min(found)[1] if found else None


def _is_error(type_: Pair | None, known: frozenset[str]) -> bool:
    """Tell whether a type that nothing stands beside is an error's."""
    return type_ is not None and (type_.value in known or _ERROR_LIKE.fullmatch(type_.value) is not None)


def _value(pair: Pair | None, pattern: re.Pattern[str]) -> Value | None:
    """Return a pair's value, if it is a name."""
    if not pair or is_none(pair.value) or not pattern.fullmatch(_joined(pair.value)):
        return None
    value = _joined(pair.value)
    if not pair.quoted and any(none.startswith(value.lower()) for none in ("none", "null")):
        return None  # a wrap has cut it
    return Value(value, pair.start, pair.end) if pair.end - pair.start == len(value) else Value(value)


def _keys(pairs: Pairs, group: int) -> set[str]:
    """Return the keys right inside of braces, but for a type that is a record's or an exception's and not the API's."""
    keys, type_ = pairs.keys(group), pairs.of(group, "type")
    if not type_:
        return keys
    foreign = (
        type_.value.lower() in _RECORD
        or (_CLASS.fullmatch(type_.value) and "code" not in keys)
        or _EVENT.fullmatch(type_.value)
    )
    recorded = keys & _RECORDED and not keys & {"code", "param"} and not _API_TYPE.fullmatch(type_.value)
    return keys - {"type"} if foreign or recorded else keys


def _joined(value: str) -> str:
    """Return a value with a wrap inside of it taken out."""
    return re.sub(r"\s*\n[\s>|]*", "", value)


def _number(pair: Pair | None) -> Value | None:
    """Return a pair's value, if it is a number of three digits."""
    return Value(pair.value, pair.start, pair.end) if pair and re.fullmatch(r"[1-5][0-9]{2}", pair.value) else None
