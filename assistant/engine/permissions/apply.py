"""Makes a planned change: under the project's lock, recorded before the write and after it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace

from assistant.domain.evidence import Policy
from assistant.domain.permissions.grant import Grant
from assistant.domain.permissions.planned import Changed, Notice, Planned
from assistant.domain.permissions.policy import alike, policy_hash
from assistant.domain.permissions.record import ChangeRecord, NotKept, Reason, Result
from assistant.engine.permissions import temporary
from assistant.engine.permissions.holding import Held, holding
from assistant.engine.permissions.ports import Admin, Changes, World
from assistant.engine.permissions.write import Written, write


def new_id(kind: str) -> str:
    """Return a new id that a person can type."""
    return f"{kind}_{secrets.token_hex(6)}"


def ended(planned: Planned, result: Result, reason: Reason | None) -> Changed:
    """Return the outcome of a plan that nothing was written for."""
    return Changed(
        planned, result, reason, planned.before,
        notices=planned.notices, request_ids=planned.request_ids, message=planned.message,
    )  # fmt: skip


def apply(planned: Planned, until: str | None, admin: Admin, changes: Callable[[], Changes], world: World) -> Changed:
    """Make the change, and whatever it means for what was permitted until a time; every outcome is a value."""
    decided = planned.result is not None
    if decided and planned.reason != "already_permitted":
        return ended(planned, planned.result or "nothing", planned.reason)
    try:
        kept = changes()
        if decided and not temporary.concerned(kept.grants(planned.project_id, ended=True), planned):
            return ended(planned, "nothing", planned.reason)
        with holding(kept, world, planned.base_url, planned.project_id) as held:
            if held is None:
                return ended(planned, "refused", "busy")
            if decided:
                return _nothing(planned, until, admin, kept)
            return change(planned, until, admin, kept, held)
    except (NotKept, OSError):  # what cannot be recorded is not changed
        return ended(planned, "failed", "not_recorded")


def change(planned: Planned, until: str | None, admin: Admin, changes: Changes, held: Held) -> Changed:
    """Make the change of a project that is held; raises only when the record could not be stored, before any write."""
    after = planned.after if planned.after is not None else planned.before
    if planned.before is None or after is None:
        return ended(planned, "failed", "unreadable")
    record = _record(planned, planned.before, after, held.world)
    grant = temporary.grant_for(planned, record.id, until, new_id("grant")) if until else None
    changes.add(record, grant)
    try:
        written = write(planned, after, admin, held)
    except Exception:  # noqa: BLE001 - whatever broke may have broken after the request left
        written = Written("unknown", "not_read_again", None)
    notices = (*planned.notices, *_keep(record, written, planned, grant, changes, held.world))
    return Changed(
        planned, written.result, written.reason, written.after, record.id,
        grant if written.result in ("applied", "unknown") else None,
        notices, (*planned.request_ids, *written.request_ids), written.message,
    )  # fmt: skip


def _keep(
    record: ChangeRecord, written: Written, planned: Planned, grant: Grant | None, changes: Changes, world: World
) -> tuple[Notice, ...]:
    """Store what came of a change; a database that fails now changes nothing about the outcome."""
    done = replace(
        record, result=written.result, reason=written.reason, found=written.after,
        request_ids=(*planned.request_ids, *written.request_ids), finished=world.now(),
    )  # fmt: skip
    try:
        changes.finish(done)
        if grant is not None and written.result not in ("applied", "unknown"):
            changes.save_grants((replace(grant, ended=world.now()),))
        if written.result == "applied" and written.after is not None and planned.action != "put_back":
            return temporary.after(planned, written.after, grant, changes)
    except (NotKept, OSError):
        return (Notice("not_recorded"),)
    return ()


def _nothing(planned: Planned, until: str | None, admin: Admin, changes: Changes) -> Changed:
    """Permit for good, or until another time, what a grant has permitted already."""
    now = admin.policy(planned.project_id)
    if now.policy is None or planned.before is None or not alike(now.policy, planned.before):
        return replace(ended(planned, "stale", "changed_since"), after=now.policy)
    grant = temporary.grant_for(planned, None, until, new_id("grant")) if until else None
    if grant is not None:
        changes.save_grants((grant,))
        return replace(ended(planned, "nothing", planned.reason), grant=grant)
    notices = temporary.after(planned, now.policy, None, changes)
    return replace(ended(planned, "nothing", planned.reason), notices=(*planned.notices, *notices))


def _record(planned: Planned, before: Policy, after: Policy, world: World) -> ChangeRecord:
    return ChangeRecord(
        new_id("chg"), world.now(), world.who, planned.base_url, planned.project_id, planned.action,
        before, after, policy_hash(before), undoes=planned.undoes,
    )  # fmt: skip
