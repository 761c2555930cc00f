"""What a click in the panel of a permission does: one job in the background, its outcome kept, nothing drawn."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain.permissions.made import Made
from assistant.domain.permissions.planned import Changed, Planned
from assistant.domain.probing.keys import Keys
from assistant.interfaces.chat.actions import within
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Change, Visit

if TYPE_CHECKING:  # it is made in the background
    from assistant.engine.permissions import Permissions


@dataclass(frozen=True, slots=True)
class Removed:
    """The plan of a removal, kept apart from the plan that is the default."""

    plan: Planned


def opened(visit: Visit, change: Change) -> None:
    """Open the panel; nothing is read yet."""
    with visit.lock:
        if visit.change is None or visit.change.job is None:
            visit.change = change
            visit.asking = False


def closed(visit: Visit) -> None:
    """Close the panel; a job under way goes on to its end and is stored."""
    visit.change = None


def planned(services: Services, visit: Visit, keys: Keys, models: tuple[str, ...], *, unknown: bool = False) -> None:
    """Read the list and plan the smallest edit for these exact ids; with `unknown` also ids that nobody sees."""
    change = visit.change
    if change is None:
        return

    def work(permissions: Permissions) -> Planned:
        return permissions.plan_allow(change.project_id, models, allow_unknown=unknown)

    if _begun(services, visit, keys, work):
        change.models, change.planned, change.removal, change.changed = models, None, None, None


def applied(services: Services, visit: Visit, keys: Keys) -> None:
    """Make the change that is shown; a second click finds it under way or made, and writes nothing."""
    change = visit.change
    if change is None or change.planned is None or change.changed is not None or change.terraform:
        return
    plan = change.planned
    _begun(services, visit, keys, lambda permissions: _made(services, change, permissions.apply(plan)))


def removal_planned(services: Services, visit: Visit, keys: Keys) -> None:
    """Look at what the removal of the whole list would open."""
    change = visit.change
    if change is not None:
        _begun(services, visit, keys, lambda permissions: Removed(permissions.plan_remove(change.project_id)))


def removed(services: Services, visit: Visit, keys: Keys, name: str) -> None:
    """Remove the whole list, with the project's name as it was typed."""
    change = visit.change
    if change is None or change.removal is None or change.changed is not None or change.terraform:
        return
    plan = change.removal

    def work(permissions: Permissions) -> Changed:
        return _made(services, change, permissions.apply(plan, confirm_name=name.strip()))

    _begun(services, visit, keys, work)


def undone(services: Services, visit: Visit, keys: Keys, record_id: str) -> None:
    """Go back to the list before a recorded change, unless somebody has changed it since."""
    change = visit.change
    if change is None or (change.changed is not None and change.changed.planned.undoes == record_id):
        return

    def work(permissions: Permissions) -> Changed:
        return _made(services, change, permissions.apply(permissions.plan_undo(record_id)))

    _begun(services, visit, keys, work)


def kept_in_terraform(visit: Visit, kept: bool) -> None:
    """Take the user's word that the list is kept in Terraform, or not."""
    if visit.change is not None:
        visit.change.terraform = kept


def finished(services: Services, visit: Visit) -> bool:
    """Tell whether the panel's job has ended, and take its outcome in."""
    change = visit.change
    with visit.lock:
        if change is None or change.job is None or not change.job.done():
            return False
        job, change.job = change.job, None
    if job.exception() is not None:
        change.failed = True
        return True
    outcome = job.result()
    if isinstance(outcome, Removed):
        change.removal = outcome.plan
    elif isinstance(outcome, Changed):
        change.changed = outcome
        if visit.case is not None and visit.case.id == change.case_id:
            visit.case = services.engine.load(change.case_id)
    else:
        change.planned = outcome
    return True


def _begun(services: Services, visit: Visit, keys: Keys, work: Callable[[Permissions], object]) -> bool:
    with visit.lock:
        change = visit.change
        if change is None or change.job is not None or not keys.admin or keys.base_url != change.base_url:
            return False
        if not within(services, visit, "probes"):
            return False
        change.failed = False
        permissions = services.permissions(keys)  # here, as the session's own thread alone knows in whose name
        change.job = services.jobs.submit(lambda: work(permissions))
    return True


def _made(services: Services, change: Change, done: Changed) -> Changed:
    """Take a change into its case and its request, whether or not the page is still there to see it."""
    if done.result == "applied" and done.record is not None and done.after is not None:
        read = next(reversed(done.request_ids), None)
        made = Made(done.record, change.base_url, change.project_id, done.after, read, done.planned.undoes)
        with suppress(Exception):  # the list is changed and recorded: what fails now must not hide that
            services.engine.changed(change.case_id, made)
        if change.approval_id is not None and done.planned.undoes is None:
            with suppress(Exception):
                services.approvals().approve(change.approval_id, "app", record=done.record)
    return done
