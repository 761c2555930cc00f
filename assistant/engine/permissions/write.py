"""One write: the policy is read again just before it and just after it, and the outcome is what was read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.domain.evidence import Found, Policy
from assistant.domain.permissions.edit import in_order_of
from assistant.domain.permissions.planned import Planned
from assistant.domain.permissions.policy import alike
from assistant.domain.permissions.record import Reason, Result
from assistant.domain.permissions.seen import PolicySeen, WriteSeen
from assistant.engine.permissions.holding import Held
from assistant.engine.permissions.ports import Admin

PAUSES = (0.0, 0.3, 0.7, 1.5)  # before each reading after a write that does not show yet
REFUSED: frozenset[Reason] = frozenset(
    {"wrong_project", "unknown_mode", "bad_key", "server_refused", "limited", "bad_id"}
)


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a write; `after` is the policy as last read, None where it could not be read."""

    result: Result
    reason: Reason | None
    after: Policy | None
    request_ids: tuple[str, ...] = ()
    message: str | None = None


def result_of(reason: Reason) -> Result:
    """Return what a read that gave a reason instead of a policy makes of a change."""
    return "refused" if reason in REFUSED else "failed"


def write(planned: Planned, after: Policy, admin: Admin, held: Held) -> Written:
    """Read again, write once, read again; the moment between the first two is as short as it can be."""
    now = admin.policy(planned.project_id)
    if now.policy is not None and not _same(now.policy, planned.before):
        return Written("stale", "changed_since", now.policy, now.request_ids)
    if now.policy is None or now.reason is not None:
        reason = now.reason or "unreadable"
        return Written(result_of(reason), reason, None, now.request_ids, now.last.message)
    if held.late:
        return Written("failed", "took_too_long", now.policy, now.request_ids)
    if now.policy != planned.before and after.mode is now.policy.mode:
        after = in_order_of(after, now.policy)
    wrote = admin.write(planned.project_id, after)
    if wrote.fate == "not_sent":
        return Written("failed", "not_sent", now.policy, now.request_ids, wrote.finding.message)
    settled = _settled(planned.project_id, now.policy, after, wrote, admin, held)
    ids = (*now.request_ids, *((wrote.finding.request_id,) if wrote.finding.request_id else ()), *settled.request_ids)
    return replace(settled, request_ids=ids, message=wrote.finding.message)


def _same(now: Policy, planned: Policy | None) -> bool:
    """Tell whether a list means what was planned from; a server may give its ids in another order each time."""
    return planned is not None and alike(now, planned)


def _settled(project_id: str, before: Policy, after: Policy, wrote: WriteSeen, admin: Admin, held: Held) -> Written:
    """Read until the policy shows what was intended, or something that neither was nor was intended."""
    ids: tuple[str, ...] = ()
    seen: PolicySeen | None = None
    for pause in PAUSES:
        if pause:
            held.world.sleep(pause)
        seen = admin.policy(project_id)
        ids += seen.request_ids
        if seen.policy is not None and alike(seen.policy, after):  # whatever was answered: it holds
            return Written("applied", None, seen.policy, ids)
        if wrote.fate == "refused":
            return Written("refused", _refusal(wrote), seen.policy, ids)
        if seen.policy is None:
            return Written("unknown", "not_read_again", None, ids)
        if not alike(seen.policy, before):
            return Written("failed", "changed_by_other", seen.policy, ids)
    return Written("failed", _why_not(wrote), seen.policy if seen else None, ids)


def _refusal(wrote: WriteSeen) -> Reason:
    if wrote.finding.found is Found.BAD_KEY:
        return "bad_key"
    return "limited" if wrote.finding.found is Found.LIMITED else "server_refused"


def _why_not(wrote: WriteSeen) -> Reason:
    """Return why a write that may have been made shows no trace."""
    if wrote.fate == "accepted":
        return "not_kept"
    return "server_error" if wrote.finding.status is not None else "unreachable"
