"""How people retell an error: the concepts that a sentence must hold, close together, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.domain.cause import Signal
from assistant.domain.reading.retold.lexicon import Spans

STATUS, TOLD, NAME = "status", "told", "name"  # held where a status, a word of saying, or a model's name stands
BROAD = "broad"  # a list of concepts.yaml: which concepts say little by themselves
FAILURES = "failures"  # another: what fails whatever it is, written as `in_words`
OURS = "ours"  # a concept that no signal names: what only services for models have
_WITHOUT, _ANYWHERE, _NEAR = "without", "anywhere", "near"
_MARKS = frozenset({STATUS, TOLD, NAME})
_MUCH, _LITTLE = 4, 1  # what a concept says
_REACH = 40  # width between two concepts that stand near each other; a wide character counts as two
_WIDE = "\u2e7f"


@dataclass(frozen=True, slots=True)
class Telling:
    """One signal in people's words, taken apart; `last` must stand in the sentence itself, others also beside it."""

    cause: int | None  # None: of something that no cause names
    statuses: tuple[int, ...]
    held: frozenset[str]
    near: tuple[tuple[str, str], ...]
    without: frozenset[str]
    anywhere: frozenset[str]
    last: str
    weight: int


def named_in(item: str) -> tuple[str, ...]:
    """Return the concepts that one item of `in_words` names: `a`, `a near b`, `without a`, `anywhere a`."""
    return tuple(word for word in item.split() if word not in (_WITHOUT, _ANYWHERE, _NEAR, *_MARKS))


def telling_of(cause: int | None, signal: Signal, broad: Sequence[str]) -> Telling:
    """Take a signal's `in_words` apart; its provider must be named anywhere."""
    held: list[str] = []
    near: list[tuple[str, str]] = []
    without: list[str] = []
    anywhere: list[str] = list(signal.provider)
    for item in signal.in_words:
        first, *rest = item.split()
        if first == _WITHOUT:
            without += rest
        elif first == _ANYWHERE:
            anywhere += rest
        else:
            names = [first, *rest[1::2]]
            held += names
            near += pairwise(names)
    said = {*held, *anywhere} - _MARKS
    weight = sum(_LITTLE if name in broad else _MUCH for name in said) + bool(near)
    last = next(name for name in reversed(held) if name not in _MARKS)
    return Telling(
        cause, signal.status, frozenset(held), tuple(near), frozenset(without), frozenset(anywhere), last, weight
    )


def by_rarest(tellings: Sequence[Telling]) -> dict[str, tuple[Telling, ...]]:
    """Group tellings by the concept of theirs that the fewest hold, so that few are tried on a sentence."""
    counted: dict[str, int] = {}
    for one in tellings:
        for name in one.held:
            counted[name] = counted.get(name, 0) + 1
    groups: dict[str, list[Telling]] = {}
    for one in tellings:
        groups.setdefault(min(one.held - _MARKS, key=lambda name: (counted[name], name)), []).append(one)
    return {name: tuple(group) for name, group in groups.items()}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as tellings look at it, alone or with one beside it."""

    own: Spans  # its own concepts
    held: frozenset[str]  # those of the one beside it as well, and marks
    around: frozenset[str]  # what is named anywhere in the text
    statuses: frozenset[int]
    low: str


def fits(telling: Telling, said: Said) -> bool:
    """Tell whether a sentence retells it."""
    if telling.last not in said.own or not telling.held <= said.held or telling.without & said.held:
        return False
    if telling.statuses and said.statuses and said.statuses.isdisjoint(telling.statuses):
        return False
    if not telling.anywhere <= said.around:
        return False
    return all(_is_near(said.own.get(one, ()), said.own.get(other, ()), said.low) for one, other in telling.near)


def _is_near(ones: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]], low: str) -> bool:
    """Tell whether two concepts stand close to each other anywhere in a sentence."""
    return any(_width(low, *sorted((one, other))) <= _REACH for one in ones for other in others)


def _width(low: str, first: tuple[int, int], second: tuple[int, int]) -> int:
    """Return how wide the words between two places are."""
    gap = second[0] - first[1]
    if gap <= 0 or gap > _REACH:
        return gap
    return gap + sum(sign > _WIDE for sign in low[first[1] : second[0]])
