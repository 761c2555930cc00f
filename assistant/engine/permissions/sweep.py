"""Puts back what was permitted until a time that has come: the edit, not the list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import replace

from assistant.domain.permissions.grant import Ending, Grant, PutBack, ending, handed_over, put_back
from assistant.domain.permissions.planned import Changed, Planned, Swept
from assistant.domain.permissions.record import NotKept, Reason, Result
from assistant.engine.permissions.apply import change
from assistant.engine.permissions.holding import Held, holding
from assistant.engine.permissions.plan import begun
from assistant.engine.permissions.ports import Admin, Changes, World


def sweep(
    now: str,
    admin: Admin,
    changes: Callable[[], Changes],
    world: World,
    project_ids: Collection[str] | None = None,
) -> tuple[Swept, ...]:
    """Put back what is due at a time, project by project; what this key cannot see is left and said.

    `project_ids` are the only ones that are looked at, and these at this key's host alone; None: all.
    """
    kept = changes()
    due = [one for one in kept.grants() if one.until <= now]
    if project_ids is not None:
        due = [one for one in due if one.base_url == admin.base_url and one.project_id in project_ids]
    places = dict.fromkeys((one.base_url, one.project_id) for one in due)
    return tuple(_noted(*place, now, admin, kept, world) for place in places)


def _noted(base_url: str, project_id: str, now: str, admin: Admin, changes: Changes, world: World) -> Swept:
    """Sweep one project; where it was left, note that for those who look."""
    swept = _swept(base_url, project_id, now, admin, changes, world)
    if swept.left:
        left = Ending("", world.now(), True, swept.result, swept.reason, record_id=swept.record)
        with suppress(NotKept, OSError):
            changes.save_endings(replace(left, grant_id=one) for one in swept.grants)
    return swept


def _swept(base_url: str, project_id: str, now: str, admin: Admin, changes: Changes, world: World) -> Swept:
    due, _ = _grants(changes, base_url, project_id, now)
    if base_url != admin.base_url:
        return _left(project_id, due, "nothing", "other_host")
    try:
        with holding(changes, world, base_url, project_id) as held:
            if held is None:
                return _left(project_id, due, "refused", "busy")
            due, live = _grants(changes, base_url, project_id, now)  # as they are now that nobody else changes them
            return _of_project(project_id, due, live, admin, changes, held)
    except NotKept:
        return _left(project_id, due, "failed", "not_recorded")


def _of_project(
    project_id: str, due: list[Grant], live: list[Grant], admin: Admin, changes: Changes, held: Held
) -> Swept:
    plan = begun(admin, "put_back", project_id)
    if plan.before is None or plan.result is not None:
        other_organization = plan.reason == "wrong_project"
        return _left(project_id, due, "nothing" if other_organization else plan.result or "failed", plan.reason)
    back = put_back(plan.before, due, live)
    done: Changed | None = None
    if back.after != plan.before:
        done = change(replace(plan, after=back.after), None, admin, changes, held)
    if done is not None and done.result != "applied":
        return replace(_left(project_id, due, done.result, done.reason), record=done.record)
    with suppress(NotKept):  # the next sweep finds the ids gone already, and ends the grants
        _end(due, live, back, changes, held.world)
        at, record, result = held.world.now(), done.record if done else None, done.result if done else "nothing"
        changes.save_endings([ending(one, back, result, record, at) for one in due])
    return _told(project_id, due, back, "applied" if done else "nothing", done.record if done else None)


def due_plan(project_id: str, now: str, admin: Admin, changes: Changes) -> tuple[Planned, PutBack | None]:
    """Return what a sweep would do to a project, for a page that shows what is due; nothing is written."""
    due, live = _grants(changes, admin.base_url, project_id, now)
    plan = begun(admin, "put_back", project_id)
    if plan.before is None or plan.result is not None:
        return plan, None
    back = put_back(plan.before, due, live)
    return replace(plan, after=back.after), back


def _grants(changes: Changes, base_url: str, project_id: str, now: str) -> tuple[list[Grant], list[Grant]]:
    """Return the grants of a project that are due, and those that live on."""
    of_host = [one for one in changes.grants(project_id) if one.base_url == base_url]
    return [one for one in of_host if one.until <= now], [one for one in of_host if one.until > now]


def _end(due: Sequence[Grant], live: list[Grant], back: PutBack, changes: Changes, world: World) -> None:
    """Mark grants as ended; ids that another needs are its own from now on."""
    heirs = {one.id: one for one in live}
    for grant in due:
        heirs |= {one.id: one for one in handed_over(grant, back.needed, list(heirs.values()))}
    changed = [one for one in heirs.values() if one not in live]
    changes.save_grants((*changed, *(replace(one, ended=world.now()) for one in due)))


def _left(project_id: str, due: Sequence[Grant], result: Result, reason: Reason | None) -> Swept:
    return Swept(project_id, tuple(one.id for one in due), True, result, reason)


def _told(project_id: str, due: Sequence[Grant], back: PutBack, result: Result, record: str | None) -> Swept:
    ids = tuple(one.id for one in due)
    return Swept(project_id, ids, False, result, None, back.undone, back.needed, back.changed, record)
