"""What a click in the panel of a permission does: one job in the background, its outcome kept, nothing drawn."""

from __future__ import annotations

from contextlib import suppress

from assistant.domain.permissions.made import Made
from assistant.domain.permissions.planned import Changed, Planned
from assistant.domain.probing.keys import Keys
from assistant.interfaces.change.change import Change, Doing, Job
from assistant.interfaces.change.hand import Hand, Work
from assistant.interfaces.chat.kept import within
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit


def opened(visit: Visit, change: Change) -> None:
    """Open the panel; nothing is read yet."""
    with visit.lock:
        if visit.change is None or visit.change.job is None:
            visit.change = change
            visit.asking = False


def closed(visit: Visit) -> None:
    """Close the panel; a job under way goes on to its end and is stored."""
    visit.change = None


def hand(services: Services, visit: Visit, change: Change, keys: Keys) -> Hand:
    """Return the clicks of a change with this visitor's Admin key."""

    def begin(doing: Doing, work: Work) -> bool:
        def start() -> Job | None:
            if not keys.admin or keys.base_url != change.base_url or not within(services, visit, "probes"):
                return None
            permissions = services.permissions(keys)  # here, as the session's own thread alone knows in whose name
            return services.jobs.submit(lambda: _made(services, change, work(permissions)))

        return change.begin(doing, start)

    return Hand(change, begin, lambda: closed(visit))


def taken(services: Services, visit: Visit, change: Change) -> None:
    """Show the case as a change has left it."""
    if change.changed is not None and visit.case is not None and visit.case.id == change.case_id:
        visit.case = services.engine.load(visit.case.id)


def _made(services: Services, change: Change, done: Planned | Changed) -> Planned | Changed:
    """Take a change into its case and its request, whether or not the page is still there to see it."""
    if isinstance(done, Planned) or done.result != "applied" or done.record is None or done.after is None:
        return done
    read = next(reversed(done.request_ids), None)
    made = Made(done.record, change.base_url, change.project_id, done.after, read, done.planned.undoes)
    if change.case_id is not None:
        with suppress(Exception):  # the list is changed and recorded: what fails now must not hide that
            services.engine.changed(change.case_id, made)
    if change.approval_id is not None and done.planned.undoes is None:
        with suppress(Exception):
            services.approvals().approve(change.approval_id, "app", record=done.record)
    return done
