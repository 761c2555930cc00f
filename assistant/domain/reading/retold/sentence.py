"""Errors that people retell in their own words: a cause's concepts in one sentence, or in two side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.reading.facts.provider import only_vendor_said
from assistant.domain.reading.people.prose import says
from assistant.domain.reading.people.said import said_in
from assistant.domain.reading.retold.heard import Sentence
from assistant.domain.reading.retold.retellings import Retellings
from assistant.domain.reading.retold.telling import NAME, OURS, STATUS, TOLD, Said, Telling, fits

_REACH = 2  # sentences on either side of one that retells an error and does not say that it came
_LENT = frozenset({"model", "key"})  # what it may take from a sentence beside it that only has a status
_MUCH = 7  # weight of what is told without a word of saying, beside a status


@dataclass(frozen=True, slots=True)
class Retold:
    """What retells an error: the cause, where it stands, and how plainly it says that the error came."""

    cause: int | None  # None: an error of something that no cause names
    start: int
    end: int
    told: bool  # by a word of saying
    named: bool  # by its status, or a word that names it
    weight: int
    alone: bool  # in one sentence
    matched: bool  # its signal asks for a status that stands in it
    lately: bool  # it tells what happens to those who write it
    ours: bool  # a model's name is in the text, or what only services for models have

    @property
    def heard(self) -> bool:
        """Tell whether people's words say that the error came."""
        return self.told or self.named

    def is_joined(self) -> bool:
        """Tell whether two sentences together say enough: what came back, or what a status beside it stands for."""
        return self.told or (self.named and (self.matched or self.weight >= _MUCH))


def retold_at(seen: str, retellings: Retellings) -> Retold | None:
    """Return what retells an error most plainly, the last of several; None where nothing does."""
    said = said_in(seen, retellings)
    around = frozenset(name for name, phrases in retellings.anywhere.items() if said and says(seen, phrases) >= 0)
    ours = any(one.names or OURS in one.spans for one in said)
    found = (one for at in range(len(said)) for one in _at(said, at, around, retellings, ours))
    return max(
        found, key=lambda one: (one.cause is not None, one.heard, one.alone, one.weight, one.start), default=None
    )


def vendor_told(seen: str) -> str | None:
    """Return the one vendor that people name as who answered, where it is not OpenAI."""
    low = seen.lower()
    if "azure" in low and ("azure openai" in low or "openai" not in low):
        return "azure"
    return only_vendor_said(seen, 0, len(seen))


def _at(
    said: Sequence[Sentence], at: int, around: frozenset[str], retellings: Retellings, ours: bool
) -> Iterator[Retold]:
    """Yield what a sentence retells, by itself or together with one near it that says that something came."""
    own = said[at]
    if own.supposed:
        return
    alone = _retold([own], around, retellings, ours)
    if alone:
        yield alone
    if alone and alone.heard and alone.cause is not None:
        return
    reach = _REACH if alone else 1
    for beside in (*said[max(0, at - reach) : at], *said[at + 1 : at + 1 + reach]):
        if own.told or not beside.supposed:
            together = _retold([own, beside], around, retellings, ours)
            if together and together.is_joined():
                yield together


def _retold(both: Sequence[Sentence], around: frozenset[str], retellings: Retellings, ours: bool) -> Retold | None:
    """Return what the first of one or two sentences retells."""
    own, told = both[0], any(one.told for one in both)
    statuses = frozenset(status for one in both for status in one.statuses)
    marks = {STATUS: bool(statuses), TOLD: told, NAME: any(one.names for one in both)}
    held = frozenset(name for name, holds in marks.items() if holds).union(*(one.spans for one in both))
    said = Said(own.spans, held, around, statuses, own.low)
    fitting = [
        one
        for name in held
        for one in retellings.tellings.get(name, ())
        if fits(one, said) and (told or one.held - _LENT <= own.spans.keys() | marks.keys())
    ]
    if not fitting:
        return None
    best = max(fitting, key=lambda one: (one.cause is not None, _weight(one, statuses), -(one.cause or 0)))
    return Retold(
        cause=best.cause,
        start=min(one.start for one in both),
        end=max(one.end for one in both),
        told=told,
        named=any(one.named for one in both),
        weight=_weight(best, statuses),
        alone=len(both) == 1,
        matched=not statuses.isdisjoint(best.statuses),
        lately="lately" in own.spans,
        ours=ours,
    )


def _weight(telling: Telling, statuses: frozenset[int]) -> int:
    """Return how much a telling says; a status that it asks for adds to it."""
    return telling.weight + bool(statuses & set(telling.statuses))
