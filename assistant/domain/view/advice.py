"""What can be called now: models that this key lists, and those whose call went through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.domain.case import Case
from assistant.domain.evidence import Finding, Found
from assistant.domain.knowledge import ModelTable
from assistant.domain.models import known_ids, near_names, nearest, retirement_of, to_try

State = Literal["works", "refused", "untried"]
MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Advised:
    """A listed model, and whether a call of it was made and went through."""

    model: str
    state: State


@dataclass(frozen=True, slots=True)
class Advice:
    """Only models that `works` are recommended; `to_try` are the at most three that a click would call."""

    models: tuple[Advised, ...]
    more: int
    to_try: tuple[str, ...]
    near: tuple[str, ...]  # ids that a mistyped one may have meant
    replacement: str | None  # of a model with an announced end
    replacement_unsure: bool
    ends: str | None  # the announced day of the model's end, YYYY-MM-DD
    ended: bool


def advice(case: Case, table: ModelTable, today: str) -> Advice | None:
    """Return the advice of a case; None when neither a list nor a replacement is known."""
    model = case.value("model")
    ending = retirement_of(model, table) if model else None
    listed = _listed(case)
    near = _near(model, listed, table)
    if not listed and not near and (ending is None or ending.replacement is None):
        return None
    tried = {one.model or "": one for one in case.tried}
    known = sorted(nearest(model or "", listed, table) if listed else (), key=lambda one: one not in tried)
    untried = tuple(one for one in to_try(model or "", listed, table) if one not in tried) if listed else ()
    return Advice(
        models=tuple(Advised(one, _state(tried.get(one))) for one in known[:MOST_SHOWN]),
        more=max(0, len(known) - MOST_SHOWN),
        to_try=() if tried else untried,
        near=near,
        replacement=ending.replacement if ending else None,
        replacement_unsure=bool(ending and ending.unsure),
        ends=ending.date if ending else None,
        ended=bool(ending and ending.date <= today),
    )


def _near(model: str | None, listed: tuple[str, ...], table: ModelTable) -> tuple[str, ...]:
    """Return the ids that a name may have been meant for: of the key's list, or without one of the known names."""
    known = listed or known_ids(table)
    return near_names(model, known) if model and model not in known else ()


def _listed(case: Case) -> tuple[str, ...]:
    lists = [one for one in case.findings if one.probe == "models_list" and one.found is Found.OK]
    return tuple(one.id for one in lists[-1].listed) if lists else ()


def _state(finding: Finding | None) -> State:
    if finding is None or finding.found is Found.SKIPPED:
        return "untried"
    return "works" if finding.found is Found.OK else "refused"
