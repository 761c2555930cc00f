"""Many phrases in one text: those that it holds at all, and those whose words stand apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from assistant.domain.reading.people.prose import Words, said_at

_OPENING = re.compile(r"[a-z0-9_]+")
_CLAUSE_END = re.compile(r"[.!?;\u3002\uff01\uff1f]")
_APART = 40  # characters in which the words of one phrase stand


def occurring(text: str, words: Words) -> Words:
    """Return the words with those phrases alone that a text holds anywhere: a line is then looked at for fewer."""
    low = text.lower().replace("\u2019", "'")
    begun = {*_OPENING.findall(low), *low}
    if not low.isascii():
        begun.update(map("".join, pairwise(low)))
    return {name: tuple(_held(low, begun, _by_opening(phrases))) for name, phrases in words.items()}


def _held(low: str, begun: set[str], groups: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield the phrases that a text in small letters holds, looking only for those whose first word it has."""
    for opening in groups.keys() & begun:
        yield from (one for one in groups[opening] if one in low)


@lru_cache(maxsize=512)
def _by_opening(phrases: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Group phrases by their first word, or by their first sign, two where it is none of ASCII."""
    groups: dict[str, list[str]] = {}
    for phrase in phrases:
        opened = _OPENING.match(phrase)
        groups.setdefault(opened[0] if opened else phrase[: 1 if phrase[0].isascii() else 2], []).append(phrase)
    return {opening: tuple(grouped) for opening, grouped in groups.items()}


def says_apart(line: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether a clause of a line holds all words of one of the phrases in their order, near each other."""
    low = line.lower().replace("\u2019", "'")
    return any(_holds_apart(low, phrase.split()) for phrase in phrases)


def _holds_apart(low: str, parts: list[str]) -> bool:
    at = said_at(low, parts[0])
    for part in parts[1:]:
        behind = _CLAUSE_END.split(low[at + 1 : at + 1 + _APART], maxsplit=1)[0] if at >= 0 else ""
        found = said_at(behind, part)
        at = at + 1 + found if found >= 0 else -1
    return at >= 0
