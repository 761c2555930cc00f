"""Corrections by the user: facts like any other, and they win over what was read."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.case import Case
from assistant.domain.report import ErrorReport, Fact


def corrected(case: Case) -> ErrorReport:
    """Return the report with the user's corrections in place of what was read."""
    kept = tuple(fact for fact in case.report.facts if fact.name not in case.corrections)
    given = tuple(Fact(name, value) for name, value in case.corrections.items() if value)
    return replace(case.report, facts=kept + given)
