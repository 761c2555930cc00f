"""Live checks in the background: started by a click, taken in when they have ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.domain.case import Case
from assistant.domain.evidence import Finding
from assistant.domain.probing.keys import Keys
from assistant.interfaces.chat.kept import kept, within
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Job, Visit, keys_for


@kept
def checked(services: Services, visit: Visit, version: int, *, call: bool) -> None:
    """Start a live check in the background; a second click finds the case claimed and sends nothing."""

    def run(case: Case, keys: Keys, on_finding: Callable[[Finding], None]) -> Any:
        return services.engine.probe(case.id, version, keys, call=call, on_finding=on_finding)

    _start(services, visit, run)


@kept
def tried(services: Services, visit: Visit, version: int, models: tuple[str, ...]) -> None:
    """Try other models in the background."""

    def run(case: Case, keys: Keys, on_finding: Callable[[Finding], None]) -> Any:
        return services.engine.try_models(case.id, version, models, keys, on_finding)

    _start(services, visit, run)


def _start(services: Services, visit: Visit, run: Callable[[Case, Keys, Callable[[Finding], None]], Any]) -> None:
    with visit.lock:
        case = visit.case
        if case is None or visit.job is not None or not within(services, visit, "probes"):
            return
        visit.consent = False
        found: list[Finding] = []
        visit.job = Job(case.id, services.jobs.submit(run, case, keys_for(visit, case), found.append), found)


def finished(services: Services, visit: Visit) -> bool:
    """Tell whether the check under way has ended, and take its result in."""
    job = visit.job
    if job is None or not job.future.done():
        return False
    visit.job = None
    if job.future.exception() is not None:
        visit.tell("check_interrupted")
    visit.case = services.engine.load(job.case_id)
    visit.said = "announce_checked"
    return True
