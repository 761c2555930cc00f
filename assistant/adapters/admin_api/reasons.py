"""Why a call of the Admin API gave nothing, as one of the reasons that a change knows."""

from __future__ import annotations

from assistant.adapters.admin_api.line import Answer
from assistant.domain.evidence import Finding, Found
from assistant.domain.permissions.record import Reason
from assistant.domain.permissions.seen import Fate

OF_THE_CONTENT = frozenset({"shape", "unreadable", "content_type", "html", "too_large", "encoding", "garbled"})
BY_FOUND: dict[Found, Reason] = {
    Found.BAD_KEY: "bad_key",
    Found.DENIED: "server_refused",
    Found.LIMITED: "limited",
    Found.CRASHED: "server_error",
    Found.MISSING: "wrong_project",
}
NOT_ANSWERED = frozenset({407, 408})  # said by the way, not by the server


def reason_of(finding: Finding) -> Reason | None:
    """Return why a call gave nothing, or None when it gave an answer."""
    if finding.found is Found.OK:
        return None
    if finding.found is Found.SKIPPED:
        return "bad_id" if finding.reason == "bad_id" else "bad_key"
    if finding.found is Found.UNREACHABLE:
        return "unreadable" if finding.reason in OF_THE_CONTENT else "unreachable"
    return BY_FOUND[finding.found]


def fate_of(answer: Answer) -> Fate:
    """Return what the answer to a write tells about the write."""
    status = answer.finding.status
    if status is None:
        return "lost" if answer.sent else "not_sent"
    if 200 <= status < 300 and answer.finding.found is not Found.DENIED:
        return "accepted"
    return "refused" if 400 <= status < 500 and status not in NOT_ANSWERED else "lost"
