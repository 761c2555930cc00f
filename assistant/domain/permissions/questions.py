"""Questions about an organization's policies, answered from one reading of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain.evidence import PolicyMode
from assistant.domain.knowledge import ModelTable
from assistant.domain.models import retirement_of, shutdown_date, siblings
from assistant.domain.permissions.organization import Row, cell
from assistant.domain.permissions.policy import permits


@dataclass(frozen=True, slots=True)
class Refusal:
    """A project whose policy refuses a model; `sibling` is the model's alias or snapshot that it lets through."""

    row: Row
    sibling: str | None = None


@dataclass(frozen=True, slots=True)
class Refusals:
    """The projects that refuse a model, and those of which that cannot be told."""

    refused: tuple[Refusal, ...]
    not_known: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """A listed id that is shut down by a day, with the projects that list it."""

    model: str
    date: str  # YYYY-MM-DD
    ended: bool  # already on the day of today
    replacement: str | None
    unsure: bool  # whether the replacement is
    allowing: tuple[Row, ...]
    denying: tuple[Row, ...]


def who_refuses(rows: Iterable[Row], model: str, table: ModelTable) -> Refusals:
    """Return the projects whose calls of this exact id get 403."""
    return _refusals(rows, model, table, frozenset(PolicyMode))


def allow_lists_without(rows: Iterable[Row], model: str, table: ModelTable) -> Refusals:
    """Return the projects with an allow list that lacks this exact id, as a new model's."""
    return _refusals(rows, model, table, frozenset({PolicyMode.ALLOW_LIST}))


def listed_ends(rows: Sequence[Row], table: ModelTable, by: str, today: str) -> tuple[Ending, ...]:
    """Return the listed ids whose announced last day is at most `by`, the first to end first; days are YYYY-MM-DD."""
    named: dict[str, list[Row]] = {}
    for row in rows:
        for model in dict.fromkeys(row.policy.model_ids if row.policy else ()):
            named.setdefault(model, []).append(row)
    dated = ((model, shutdown_date(model, table), listing) for model, listing in named.items())
    found = [_ending(model, date, listing, table, today) for model, date, listing in dated if date and date <= by]
    return tuple(sorted(found, key=lambda one: (one.date, one.model)))


def _refusals(rows: Iterable[Row], model: str, table: ModelTable, modes: frozenset[PolicyMode]) -> Refusals:
    known = list(rows)
    refused = (
        one for one in known if cell(one, model) == "blocked" and one.policy is not None and one.policy.mode in modes
    )
    unseen = tuple(one for one in known if one.policy is None)
    return Refusals(tuple(Refusal(one, _sibling(one, model, table)) for one in refused), unseen)


def _sibling(row: Row, model: str, table: ModelTable) -> str | None:
    """Return the model's alias or snapshot that an allow list names."""
    if row.policy is None or row.policy.mode is not PolicyMode.ALLOW_LIST:
        return None
    of_model = (one for one in row.policy.model_ids if siblings(model, one, table))
    return next((one for one in of_model if permits(row.policy, one)), None)


def _ending(model: str, date: str, listing: Sequence[Row], table: ModelTable, today: str) -> Ending:
    announced = retirement_of(model, table)
    by_mode = {
        mode: tuple(one for one in listing if one.policy is not None and one.policy.mode is mode) for mode in PolicyMode
    }
    return Ending(
        model, date, date <= today,
        announced.replacement if announced else None, bool(announced and announced.unsure),
        by_mode[PolicyMode.ALLOW_LIST], by_mode[PolicyMode.DENY_LIST],
    )  # fmt: skip
