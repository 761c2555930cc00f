"""The answer of a call that the user made and pasted, as a finding."""

from __future__ import annotations

from assistant.domain.evidence import Finding, Found
from assistant.domain.report import ErrorReport

BY_CATEGORY = {
    "invalid_api_key": Found.BAD_KEY,
    "network": Found.UNREACHABLE,
    "server_error": Found.CRASHED,
}
LIMITING = 429
MISSING = 404


def finding_of(report: ErrorReport, at: str) -> Finding:
    """Return a model call's finding from a pasted answer; `at` is when it was pasted."""
    last = report.errors[-1] if report.errors else None
    return Finding(
        probe="model_call",
        found=_found(report),
        status=report.status,
        code=report.value("error_code"),
        type=report.value("error_type"),
        message=last.quote if last else None,
        model=report.value("model") if report.kind == "passed" else None,
        project_id=report.value("project_id"),
        request_id=report.value("request_id"),
        at=at,
        pasted=True,
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
