"""The receipt of a proved fix: the call that failed and the same call that went through."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.case import Case
from assistant.domain.deciding.judge import passes
from assistant.domain.evidence import Finding, Found


@dataclass(frozen=True, slots=True)
class Call:
    """One side of a receipt; `at` is UTC, ISO 8601, and None for a paste that does not say."""

    passed: bool
    status: str
    code: str
    model: str
    at: str | None
    request_id: str | None
    pasted: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """Failed then, passes now."""

    project_id: str | None
    before: Call
    after: Call


def receipt(case: Case) -> Receipt | None:
    """Return the receipt, or None unless the last call of the model went through, for the project of the case."""
    calls = [one for one in case.findings if one.probe == "model_call" and one.found is not Found.SKIPPED]
    if not calls or not passes(calls[-1], case.value("project_id")):
        return None
    refused = next((one for one in reversed(calls) if one.found is not Found.OK), None)
    before = _of_finding(refused, case) if refused else _of_report(case)
    return Receipt(calls[-1].project_id or case.value("project_id"), before, _of_finding(calls[-1], case))


def _of_finding(finding: Finding, case: Case) -> Call:
    return Call(
        passed=finding.found is Found.OK,
        status=str(finding.status or ""),
        code=finding.code or "",
        model=finding.model or case.value("model") or "",
        at=finding.at,
        request_id=finding.request_id,
        pasted=finding.pasted,
    )


def _of_report(case: Case) -> Call:
    return Call(
        passed=False,
        status=case.value("http_status") or "",
        code=case.value("error_code") or "",
        model=case.value("model") or "",
        at=case.created,
        request_id=case.value("request_id"),
        pasted=True,
    )
