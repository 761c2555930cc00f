"""How many cases and tickets there are, of what, and what became of them; counted one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from statistics import median
from typing import Literal, NamedTuple, get_args

from assistant.domain.desk.ticket import State
from assistant.domain.lead.figure import Ending, Proof
from assistant.domain.text import Language

Origin = Literal["chat", "ticket"]
ORIGINS: tuple[Origin, ...] = get_args(Origin)
Outcome = Literal["call", "paste", "unconfirmed", "handed_over", "open"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
Field = Literal["cause", "model", "project", "language"]
FIELDS: tuple[Field, ...] = get_args(Field)
# Upper ends of the classes of the time to a proof, in seconds; the last class is open.
CLASSES: tuple[tuple[str, float], ...] = (
    ("10min", 600), ("1h", 3600), ("8h", 28_800), ("1d", 86_400), ("1w", 604_800), ("more", float("inf")),
)  # fmt: skip
MOST_WEEKS = 520
TRENDS = 5  # causes that are told apart week by week


class Counted(NamedTuple):
    """One case of the chat, or one ticket, as it is counted; times are UTC, ISO 8601."""

    origin: Origin
    at: str
    language: Language
    category: str
    cause_id: str | None
    project_id: str | None
    model: str | None
    proof: Proof | None
    proved: str | None
    ending: Ending | None
    state: State | None  # of a ticket


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a field, None where it is not known, with its cases of the chat and its tickets."""

    value: str | None
    chat: int
    ticket: int

    @property
    def all(self) -> int:
        """Both together."""
        return self.chat + self.ticket


@dataclass(frozen=True, slots=True)
class Trend:
    """How many a cause has in each week, None for all other causes together; the weeks are those of the figures."""

    cause: str | None
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of the cases of one cause, and how long the proof took half of them, in seconds."""

    cause: str
    outcomes: dict[Outcome, int]
    median: float | None

    @property
    def all(self) -> int:
        """All of them together."""
        return sum(self.outcomes.values())


@dataclass(frozen=True, slots=True)
class Numbers:
    """The figures of a span of time; lines with the most first, weeks in their order."""

    weeks: tuple[Line, ...]  # the value is the week's Monday, YYYY-MM-DD
    trends: tuple[Trend, ...]  # the most frequent causes, then the others
    by: dict[Field, tuple[Line, ...]]
    outcomes: dict[Outcome, int]
    resolved: tuple[Resolved, ...]
    times: tuple[tuple[str, dict[Proof, int]], ...]  # by the classes of CLASSES
    median: float | None

    @property
    def all(self) -> int:
        """How many cases and tickets are counted."""
        return sum(self.outcomes.values())


def counted(rows: Iterable[Counted], zone: tzinfo) -> Numbers:
    """Count rows that come one after the other; weeks begin on Monday in the given zone."""
    alike: Counter[tuple[Origin, str, str, str | None, str | None, str, Outcome]] = Counter()
    took: dict[tuple[str, Proof], list[float]] = {}
    for one in rows:
        cause, week = one.cause_id or one.category, _week(one.at, zone)
        alike[one.origin, week, cause, one.model, one.project_id, one.language, outcome(one)] += 1
        if one.proof and one.proved:
            took.setdefault((cause, one.proof), []).append(_seconds(one.at, one.proved))
    weeks: Counter[tuple[str, Origin]] = Counter()
    of_weeks: Counter[tuple[str, str]] = Counter()
    fields: dict[Field, Counter[tuple[str | None, Origin]]] = {name: Counter() for name in FIELDS}
    outcomes: Counter[tuple[str, Outcome]] = Counter()
    for (origin, week, cause, model, project, language, became), count in alike.items():
        weeks[week, origin] += count
        of_weeks[week, cause] += count
        for name, value in zip(FIELDS, (cause, model, project, language), strict=True):
            fields[name][value, origin] += count
        outcomes[cause, became] += count
    filled = _filled(weeks)
    return Numbers(
        weeks=filled,
        trends=_trends(filled, of_weeks),
        by={name: _lines(counter) for name, counter in fields.items()},
        outcomes={name: sum(n for (_, which), n in outcomes.items() if which == name) for name in OUTCOMES},
        resolved=_resolved(outcomes, took),
        times=_times(took),
        median=_median(took.values()),
    )


def outcome(one: Counted) -> Outcome:
    """Return what became of a case: proved by a call or a paste, or said, handed over, still open."""
    if one.proof is not None:
        return one.proof
    if one.state in ("answered", "closed"):
        return "unconfirmed"
    if one.ending == "handed_over":
        return "handed_over"
    return "unconfirmed" if one.ending == "said" else "open"


def _week(at: str, zone: tzinfo) -> str:
    """Return the Monday of the week of a time, YYYY-MM-DD."""
    return _week_of_hour(at[:13], zone) or _monday(at, zone)


@lru_cache(maxsize=16_384)
def _week_of_hour(hour: str, zone: tzinfo) -> str | None:
    """Return the Monday of a whole hour, None where a week begins within it."""
    first, last = _monday(f"{hour}:00+00:00", zone), _monday(f"{hour}:59+00:00", zone)
    return first if first == last else None


def _monday(at: str, zone: tzinfo) -> str:
    day = datetime.fromisoformat(at).astimezone(zone).date()
    return (day - timedelta(days=day.weekday())).isoformat()


def _filled(weeks: Counter[tuple[str, Origin]]) -> tuple[Line, ...]:
    """Return every week from the first to the last, those without a case too."""
    if not weeks:
        return ()
    mondays = [date.fromisoformat(week) for week, _ in weeks]
    last, first = max(mondays), min(mondays)
    count = min((last - first).days // 7 + 1, MOST_WEEKS)
    shown = [(last - timedelta(weeks=back)).isoformat() for back in reversed(range(count))]
    return tuple(Line(one, weeks[one, "chat"], weeks[one, "ticket"]) for one in shown)


def _trends(weeks: Sequence[Line], counter: Counter[tuple[str, str]]) -> tuple[Trend, ...]:
    shown = [one.value or "" for one in weeks]
    sums: Counter[str] = Counter()
    for (_, cause), count in counter.items():
        sums[cause] += count
    ranked = sorted(sums, key=lambda one: (-sums[one], one))
    first, rest = ranked[:TRENDS], ranked[TRENDS:]
    found = [Trend(cause, tuple(counter[week, cause] for week in shown)) for cause in first]
    others = Trend(None, tuple(sum(counter[week, cause] for cause in rest) for week in shown))
    return (*found, others) if rest else tuple(found)


def _lines(counter: Counter[tuple[str | None, Origin]]) -> tuple[Line, ...]:
    values = {value for value, _ in counter}
    lines = (Line(value, counter[value, "chat"], counter[value, "ticket"]) for value in values)
    return tuple(sorted(lines, key=lambda one: (-one.all, one.value or "")))


def _resolved(
    outcomes: Counter[tuple[str, Outcome]], took: dict[tuple[str, Proof], list[float]]
) -> tuple[Resolved, ...]:
    causes = {cause for cause, _ in outcomes}
    found = [
        Resolved(
            cause,
            {name: outcomes[cause, name] for name in OUTCOMES},
            _median(times for (of, _), times in took.items() if of == cause),
        )
        for cause in causes
    ]
    return tuple(sorted(found, key=lambda one: (-one.all, one.cause)))


def _times(took: dict[tuple[str, Proof], list[float]]) -> tuple[tuple[str, dict[Proof, int]], ...]:
    found: dict[str, dict[Proof, int]] = {name: {"call": 0, "paste": 0} for name, _ in CLASSES}
    for (_, proof), several in took.items():
        for seconds in several:
            found[next(name for name, end in CLASSES if seconds < end)][proof] += 1
    return tuple(found.items())


def _median(several: Iterable[list[float]]) -> float | None:
    every = [seconds for one in several for seconds in one]
    return median(every) if every else None


def _seconds(since: str, until: str) -> float:
    return max(0.0, (datetime.fromisoformat(until) - datetime.fromisoformat(since)).total_seconds())
