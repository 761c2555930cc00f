"""Where guides are left, and what was not to be seen, by step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.domain.lead.figure import Press

STILL = 24 * 3600  # seconds without a move after which a guide counts as left


@dataclass(frozen=True, slots=True)
class Walked:
    """The way that one case took through a guide; `left` when it stopped there, unproved and long enough ago."""

    guide_id: str | None
    way: tuple[str, ...]
    left: bool
    presses: tuple[Press, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of a guide: how many cases reached it, and how many were left there."""

    guide_id: str
    step_id: str
    reached: int
    left: int


@dataclass(frozen=True, slots=True)
class Missed:
    """One step at which something was not to be seen: how often, and what was there instead, the most said first."""

    guide_id: str
    step_id: str
    presses: int
    instead: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Stops:
    """Steps where guides are left and steps where something is missed, the most first."""

    left: tuple[Stop, ...]
    missed: tuple[Missed, ...]


def stops(several: Iterable[Walked]) -> Stops:
    """Count ways that come one after the other."""
    reached: Counter[tuple[str, str]] = Counter()
    left: Counter[tuple[str, str]] = Counter()
    missed: Counter[tuple[str, str]] = Counter()
    instead: dict[tuple[str, str], Counter[str]] = {}
    for one in several:
        if one.guide_id is not None:
            reached.update((one.guide_id, step) for step in one.way)
            if one.left:
                left[one.guide_id, one.way[-1]] += 1
        for press in one.presses:
            place = (press.guide_id, press.step_id)
            missed[place] += 1
            if press.saw:
                instead.setdefault(place, Counter())[press.saw] += 1
    return Stops(
        tuple(Stop(*place, reached[place], count) for place, count in _most(left)),
        tuple(Missed(*place, count, _labels(instead.get(place, Counter()))) for place, count in _most(missed)),
    )


def _most(counter: Counter[tuple[str, str]]) -> list[tuple[tuple[str, str], int]]:
    return sorted(counter.items(), key=lambda one: (-one[1], one[0]))


def _labels(said: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Return labels with their number; those that differ in case or spaces alone are one, as it is written most."""
    together: dict[str, int] = {}
    written: dict[str, str] = {}
    for label, count in sorted(said.items(), key=lambda one: (-one[1], one[0])):
        key = "".join(label.casefold().split())
        written.setdefault(key, label)
        together[key] = together.get(key, 0) + count
    found = [(written[key], count) for key, count in together.items()]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))
