"""The values that texts of a case may be filled with, read from its facts and the model table."""

from __future__ import annotations

import re

from assistant.domain.case import Case
from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.knowledge import Knowledge, ModelTable, Retirement
from assistant.domain.permissions.wanted import sibling_of

SCOPES = re.compile(r"\b(?:api|model)(?:\.[a-z_]+)+\b")


def values_of(case: Case, knowledge: Knowledge) -> dict[str, str]:
    """Return the known values by placeholder name; a fact that is not known is left out."""
    model = case.value("model")
    ending = retirement(knowledge.models, model)
    found = {
        "project_id": case.value("project_id"),
        "organization_id": case.value("organization_id"),
        "request_id": case.value("request_id"),
        "model": model,
        "status": case.value("http_status"),
        "code": case.value("error_code"),
        "scope": _scope(case),
        "sibling": sibling(knowledge.models, model),
        "replacement": ending.replacement if ending else None,
        "shutdown_date": ending.date if ending else None,
    }
    return {name: value for name, value in found.items() if value}


def told_of(case: Case, diagnosis: Diagnosis) -> dict[str, str]:
    """Return what messages tell beside the facts: when, where, the server's words, and how sure the verdict is."""
    said = [one.text.strip() for one in diagnosis.evidence[:1]] or [case.report.text.strip()[:400]]
    found = {"at": case.created, "endpoint": case.value("endpoint"), "message": said[0], "grade": diagnosis.grade}
    return {name: value for name, value in found.items() if value}


def retirement(models: ModelTable, model: str | None) -> Retirement | None:
    """Return the announced end of a model, or None when none is known."""
    return next((one for one in models.retirements if model in one.ids), None)


def sibling(models: ModelTable, model: str | None) -> str | None:
    """Return the snapshot of an alias, or the alias of a snapshot; the two stand apart in a project's list."""
    return sibling_of(model, models) if model else None


def _scope(case: Case) -> str | None:
    quotes = [one.quote for one in case.report.errors[-1:]] + [one.message or "" for one in case.findings[-1:]]
    scopes = [scope for quote in quotes for scope in SCOPES.findall(quote)]
    return ", ".join(dict.fromkeys(scopes)) or None
