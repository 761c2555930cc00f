"""What one finding refuses, and the cause that its answer speaks of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.domain.deciding.diagnosis import Grade
from assistant.domain.evidence import Finding, Found, ProbeId

Classify = Callable[[int | None, str | None, str | None, str | None], str | None]
"""Status, code, type and message of an answer in; the id of the cause that they speak of out, or None."""

UNAUTHORIZED, FORBIDDEN, NOT_FOUND, TOO_MANY, CRASH = 401, 403, 404, 429, 500
OF_THE_KEY = frozenset({None, "admin_key_on_inference", "foreign_key", "invalid_api_key", "no_api_key"})
UNFIT_BODIES = frozenset({"shape", "other_model"})  # readable, and yet not the answer that was asked for


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a finding is no pass; `cause_id` None where the answer fits no cause."""

    category: str
    cause_id: str | None
    grade: Grade
    probe: ProbeId


def was_sent(finding: Finding) -> bool:
    """Tell whether a call was made, by us or by the user who pasted its answer."""
    return finding.pasted or finding.url is not None


def found_for(status: int, cause_id: str | None) -> Found:
    """Return the outcome of an answer whose HTTP status is no success; a 401 that says nothing refuses the key."""
    if status >= CRASH:
        return Found.CRASHED
    if status == UNAUTHORIZED:
        return Found.BAD_KEY if cause_id in OF_THE_KEY else Found.DENIED
    return {NOT_FOUND: Found.MISSING, TOO_MANY: Found.LIMITED}.get(status, Found.DENIED)


def refusal_of(finding: Finding, classify: Classify, categories: Mapping[str, str]) -> Refusal | None:
    """Return what a finding refuses, or None when it is a pass or was skipped."""
    if finding.found in (Found.OK, Found.SKIPPED):
        return None
    if finding.found is Found.CRASHED:
        return Refusal("server_error", "server_error", "verified", finding.probe)
    if finding.found is Found.UNREACHABLE:
        return _unreachable(finding)
    cause = classify(finding.status, finding.code, finding.type, finding.message)
    if cause is not None:
        return Refusal(categories.get(cause, cause), cause, "verified", finding.probe)
    return _unclassified(finding)


def _unreachable(finding: Finding) -> Refusal:
    if finding.reason in UNFIT_BODIES:
        return Refusal("other", None, "possible", finding.probe)
    return Refusal("network", "network", "verified", finding.probe)


def _unclassified(finding: Finding) -> Refusal:
    """Return what the status alone says."""
    if finding.found is Found.BAD_KEY:
        grade: Grade = "possible" if was_sent(finding) else "verified"
        return Refusal("invalid_api_key", "invalid_api_key", grade, finding.probe)
    if finding.found is Found.LIMITED:
        return Refusal("rate_limited", "rate_limit", "possible", finding.probe)
    if finding.status in (400, 422) and (finding.message or finding.code):
        return Refusal("bad_request_other", None, "reported", finding.probe)
    return Refusal("other", None, "unknown", finding.probe)
