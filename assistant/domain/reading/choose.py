"""Which cause an error speaks of: its sentence decides, then code and type, then the status alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.domain.cause import Signal
from assistant.domain.reading.templates import Template, Templates

GENERIC = "unknown"  # provider of a cause whose words any program may print


@dataclass(frozen=True, slots=True)
class Stated:
    """What the text states about one error, apart from its sentence."""

    status: str | None = None
    code: str | None = None  # also a code that is a number
    type: str | None = None
    provider: str | None = None  # only where something names it


@dataclass(frozen=True, slots=True)
class Choice:
    """The cause chosen, how sure the text is, and the causes that the same signs speak for."""

    cause: int
    grade: Literal["reported", "possible"]
    rivals: tuple[int, ...] = ()
    template: Template | None = None
    retold: bool = False  # in people's own words


def by_sentence(candidates: Iterable[Template], stated: Stated) -> Template | None:
    """Return the heaviest sentence that holds with its other clauses; of equals the one with more, or a provider."""
    fitting = [template for template in candidates if holds(template.signal, stated)]
    return max(fitting, key=lambda one: (one.weight, _clauses(one.signal), bool(one.signal.provider)), default=None)


def by_clauses(stated: Stated, templates: Templates) -> Choice | None:
    """Return the cause that code, type or status speak for, or None."""
    scored = [(_score(signal), index) for index, signal in templates.clauses if holds(signal, stated)]
    if not scored:
        return None
    best = max(score for score, _ in scored)
    first, *others = dict.fromkeys(index for score, index in scored if score == best)
    sharing = [index for index in templates.sharing.get(stated.code or "", ()) if index != first]
    sure = best >= _score(Signal(code=("x",))) and not others and not sharing
    return Choice(first, "reported" if sure else "possible", tuple(dict.fromkeys((*sharing, *others))))


def holds(signal: Signal, stated: Stated) -> bool:
    """Tell whether every clause of a signal besides its sentence holds."""
    return (
        (not signal.status or (stated.status is not None and int(stated.status) in signal.status))
        and (not signal.code or stated.code in signal.code)
        and (not signal.type or stated.type in signal.type)
        and (not signal.provider or stated.provider in signal.provider)
    )


def _clauses(signal: Signal) -> int:
    """Return how many clauses a signal states besides its sentence."""
    return sum(map(bool, (signal.status, signal.code, signal.type, signal.provider)))


def _score(signal: Signal) -> int:
    """Return how much a signal without a sentence says: a code most, a status least."""
    return 8 * bool(signal.code) + 4 * bool(signal.type) + 2 * bool(signal.status) + bool(signal.provider)
