"""The model that failed where an error is only retold: not one that works, was replaced, or is permitted instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.domain.reading.facts.model_name import names_in
from assistant.domain.reading.facts.values import Value
from assistant.domain.reading.people.prose import Words, said_at, says

_STOP = re.compile(r"[,;:\u3001\u3002\uff0c\uff01\uff1f!?\n()\uff08\uff09]|\.\s|\s[-\u2013\u2014]\s")
_STATUS = re.compile(r"(?<!\w)[45]\d\d(?!\w)", re.ASCII)
_BEFORE, _BEHIND = 40, 60  # characters around names in which people say how these do


@dataclass(frozen=True, slots=True)
class _Group:
    """Names of which the same is said, and the text of their clause around them in small letters."""

    names: tuple[tuple[int, int], ...]
    before: str
    behind: str
    right_before: str  # also where it is said of other names


def model_told(seen: str, start: int, end: int, words: Words, request: Value | None) -> Value | None:
    """Return the model that failed: the one that the retelling names, else the request, else the rest of the text."""
    groups = list(_groups(seen, words))
    failing = [one for one in groups if not _is_spared(one, words)]
    spared = {seen[first:last] for one in groups if _is_spared(one, words) for first, last in one.names}
    inside = [one for one in failing if start <= one.names[0][0] < end]
    named = _values(seen, inside)
    if len(named) > 1 and request and request.text in named:
        return request
    if len(named) > 1:
        named = _values(seen, (one for one in inside if _is_asked_for(one, words)))
        return _only(named)
    if named:
        return _only(named)
    if request and request.text not in spared:
        return request
    others = _values(seen, failing)
    left = {name: value for name, value in others.items() if name not in spared} or others or _values(seen, groups)
    return _only(left)


def _only(named: dict[str, Value]) -> Value | None:
    return next(iter(named.values())) if len(named) == 1 else None


def _values(seen: str, groups: Iterable[_Group]) -> dict[str, Value]:
    return {seen[first:last]: Value(seen[first:last], first, last) for one in groups for first, last in one.names}


def _groups(seen: str, words: Words) -> Iterator[_Group]:
    """Yield the names of models in a text, those together of which the same is said."""
    joining = words.get("joining", ())
    gathered: list[list[tuple[int, int]]] = []
    for one in names_in(seen):
        if gathered and seen[gathered[-1][-1][1] : one[0]].strip().lower() in joining:
            gathered[-1].append(one)
        else:
            gathered.append([one])
    for at, names in enumerate(gathered):
        low = gathered[at - 1][-1][1] if at else 0
        high = gathered[at + 1][0][0] if at + 1 < len(gathered) else len(seen)
        before = seen[max(low, names[0][0] - _BEFORE) : names[0][0]].lower()
        shared = at > 0 and low > names[0][0] - _BEFORE and not _STOP.search(before)  # said of the names before
        behind = seen[names[-1][1] : min(high, names[-1][1] + _BEHIND)].lower()
        own = "" if shared else _clause_end(before, words)
        yield _Group(tuple(names), own, _clause_start(behind, words), before)


def _clause_start(behind: str, words: Words) -> str:
    """Return what stands behind names up to the end of their clause."""
    stop = _STOP.search(behind)
    cut = behind[: stop.start()] if stop else behind
    contrast = says(cut, words.get("contrast", ()))
    return cut if contrast < 0 else cut[:contrast]


def _clause_end(before: str, words: Words) -> str:
    """Return what stands before names from the beginning of their clause on."""
    cut = before[max((found.end() for found in _STOP.finditer(before)), default=0) :]
    ends = [at + len(one) for one in words.get("contrast", ()) if (at := said_at(cut, one)) >= 0]
    return cut[max(ends, default=0) :]


def _is_spared(group: _Group, words: Words) -> bool:
    """Tell whether names are of models that work, were replaced, or are permitted instead of the one asked for."""
    before, behind = group.right_before.rstrip(" \"'`\u300c"), group.behind.lstrip(" \"'`\u300d")
    if _ends_with(before, words.get("replaced_before", ())) or behind.startswith(words.get("replaced_behind", ())):
        return True
    if _ends_with(before, words.get("sole", ())) and not behind.strip(" \"'`.\u300d"):
        return True
    return behind.startswith(words.get("sole_behind", ())) or _is_fine(group.before + "\0" + group.behind, words)


def _is_asked_for(group: _Group, words: Words) -> bool:
    """Tell whether names are said to have been asked for."""
    before, behind = group.right_before.rstrip(" \"'`\u300c"), group.behind.lstrip(" \"'`\u300d")
    return _ends_with(before, words.get("asked_before", ())) or behind.startswith(words.get("asked_behind", ()))


def _ends_with(before: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether a clause ends with one of the phrases."""
    return any(before.endswith(one) and said_at(before, one, len(before) - len(one)) >= 0 for one in phrases)


def _is_fine(clause: str, words: Words) -> bool:
    """Tell whether a clause says that something works, and not that it does not."""
    fine, blemish = words.get("fine", ()), words.get("blemish", ())
    spoilt = says(clause, tuple(one for one in blemish if " " in one)) >= 0 or _STATUS.search(clause)
    if spoilt or says(clause, fine) < 0:
        return False
    for phrase in sorted(fine, key=len, reverse=True):
        clause = clause.replace(phrase, " ")
    return says(clause, blemish) < 0
