"""The answer of a call that the user made and pasted, as a finding."""

from __future__ import annotations

from assistant.domain.evidence import Finding, Found
from assistant.domain.knowledge import ModelTable
from assistant.domain.models import same_model
from assistant.domain.report import ErrorReport

BY_CATEGORY = {
    "invalid_api_key": Found.BAD_KEY,
    "network": Found.UNREACHABLE,
    "server_error": Found.CRASHED,
}
NATIVE = frozenset({"anthropic", "google", "ollama"})  # vendors whose answers have a shape of their own
LIMITING = 429
MISSING = 404


def finding_of(
    report: ErrorReport, at: str, asked: str | None, table: ModelTable, provider: str | None = None
) -> Finding:
    """Return a model call's finding from a pasted answer; `at` is when it was pasted.

    As with a call of ours, an answer passes when its model is the one asked for, its alias or its snapshot. One that
    has another vendor's own shape than the `provider` who refused is no answer to that call.
    """
    last = report.errors[-1] if report.errors else None
    answered = report.value("model") if report.kind == "passed" else None
    foreign = provider in NATIVE | {"openai"} and report.value("provider") in NATIVE - {provider}
    unlike = asked is not None and not same_model(asked, answered, table)
    other = report.kind == "passed" and (unlike or foreign)
    return Finding(
        probe="model_call",
        found=Found.UNREACHABLE if other else _found(report),
        status=report.status,
        code=report.value("error_code"),
        type=report.value("error_type"),
        message=last.quote if last else None,
        model=answered,
        project_id=report.value("project_id"),
        request_id=report.value("request_id"),
        at=at,
        pasted=True,
        reason="other_model" if other else None,
    )


def _found(report: ErrorReport) -> Found:
    if report.kind == "passed":
        return Found.OK
    category = report.errors[-1].category if report.errors else "other"
    if category in BY_CATEGORY:
        return BY_CATEGORY[category]
    if report.status == LIMITING or category in {"rate_limited", "insufficient_quota", "billing_limit_reached"}:
        return Found.LIMITED
    return Found.MISSING if report.status == MISSING else Found.DENIED
