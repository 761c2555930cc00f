"""What a click or a line of text does: one engine call, its result kept, nothing drawn."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import streamlit as st

from assistant.domain.case import Case
from assistant.domain.evidence import Finding
from assistant.domain.probing.keys import Keys
from assistant.domain.report import FactName
from assistant.interfaces.access import allowed, may_open, owner
from assistant.interfaces.chat.frame import redraw
from assistant.interfaces.limits import What
from assistant.interfaces.mishap import recorded
from assistant.interfaces.services import CaseLine, Services
from assistant.interfaces.visit import CASE, Job, Visit, case_id, keys_for

LARGEST = 1_100_000  # characters
TRIES = 5
P = ParamSpec("P")
R = TypeVar("R")


def kept(action: Callable[Concatenate[Services, Visit, P], R]) -> Callable[Concatenate[Services, Visit, P], R | None]:
    """Make a failure of an action, such as a database that is away, a notice: the page stays as it was.

    Nothing is done for whoever must be logged in and is not any more.
    """

    @wraps(action)
    def run(services: Services, visit: Visit, *args: P.args, **named: P.kwargs) -> R | None:
        if not allowed(services, "chat"):
            visit.whole = True  # the login has ended: the whole page says so
            return None
        try:
            return action(services, visit, *args, **named)
        except Exception as error:  # noqa: BLE001 - whatever it was, the reader is told the same
            visit.reference = recorded(error)
            visit.tell("failed_notice")
            return None

    return cast("Callable[Concatenate[Services, Visit, P], R | None]", run)


def redrawn(
    action: Callable[Concatenate[Services, Visit, P], object],
) -> Callable[Concatenate[Services, Visit, P], None]:
    """Make a click in what comes next draw the rest of the chat too, where it has changed that."""

    @wraps(action)
    def run(services: Services, visit: Visit, *args: P.args, **named: P.kwargs) -> None:
        action(services, visit, *args, **named)
        redraw(services, visit)

    return cast("Callable[Concatenate[Services, Visit, P], None]", run)


def show(visit: Visit, case: Case | None) -> None:
    """Make a case the page's own and put its link into the address bar."""
    visit.case = case
    visit.link = "set"
    visit.consent = False
    visit.job = None
    visit.change, visit.asking, visit.watch, visit.awaits = None, False, None, False
    if case is None:
        st.query_params.pop(CASE, None)
    else:
        st.query_params[CASE] = case.id


def took(services: Services, visit: Visit, changed: Case | None) -> None:
    """Keep a changed case; when the change came too late, the newest state instead."""
    if changed is not None:
        visit.case = changed
        return
    found = services.engine.load(visit.case.id) if visit.case else None
    if found is not None and visit.case is not None and found.version != visit.case.version + 1:
        visit.tell("case_changed")
    visit.case = found


def within(services: Services, visit: Visit, what: What) -> bool:
    """Count a paste or a check of this visitor; False with a notice when there were too many."""
    if services.limits is None:
        return True
    visit.wait = services.limits.wait(owner(services) or st.context.ip_address or "unknown", what)
    if visit.wait:
        visit.tell(f"limited_{what}")
    return not visit.wait


def opened(services: Services, visit: Visit, text: str, *, practice: bool = False) -> bool:
    """Open a case of a pasted text, or say why not."""
    if not _acceptable(services, visit, text):
        return False
    case = services.engine.open(text, practice=practice, owner=owner(services))
    if visit.practice is not None and practice:
        services.practices.keep(case.id, visit.practice)
    show(visit, case)
    visit.said = ""
    return True


def _acceptable(services: Services, visit: Visit, text: str) -> bool:
    """Tell whether a text is to be read; False after a notice when it is empty, too long, or one too many."""
    if not text.strip():
        visit.tell("paste_empty")
    elif len(text) > LARGEST:
        visit.tell("paste_too_large")
    else:
        return within(services, visit, "pastes")
    return False


@kept
def begun(services: Services, visit: Visit, text: str, *, practice: bool = False) -> bool:
    """Open a case from a button of the first screen; a second click finds the case open and opens none."""
    with visit.lock:
        if visit.case is None:
            opened(services, visit, text, practice=practice)
            return True
    return False


@kept
def said(services: Services, visit: Visit, text: str) -> bool:
    """Take a line or a paste from the chat input; two that come at once are both kept, one after the other.

    False when nothing came of it; the notice says why.
    """
    with visit.lock:
        case = visit.case
        if case is None:
            return opened(services, visit, text)
        if _acceptable(services, visit, text):
            took(services, visit, _said(services, case, text))
            return True
    return False


def _said(services: Services, case: Case, text: str) -> Case | None:
    """Say a text to the newest state of a case: what was typed is not lost because another tab was quicker."""
    latest: Case | None = case
    for _ in range(TRIES):
        changed = services.engine.say(case.id, latest.version, text) if latest else None
        if latest is None or changed is not None:
            return changed
        latest = services.engine.load(case.id)
    return None


@redrawn
@kept
def answered(services: Services, visit: Visit, version: int, step_id: str, answer: str) -> None:
    """Answer a step of the guide."""
    if visit.case:
        took(services, visit, services.engine.answer(visit.case.id, version, step_id, answer))


@redrawn
@kept
def saw(services: Services, visit: Visit, version: int, step_id: str, label: str) -> None:
    """Keep what was to be seen instead of what a step speaks of."""
    if visit.case:
        took(services, visit, services.engine.saw(visit.case.id, version, step_id, label))


@kept
def went_back(services: Services, visit: Visit, version: int, step_id: str | None = None) -> None:
    """Take back the last answer, or go back to an answered step."""
    if visit.case is None:
        return
    engine, case = services.engine, visit.case
    changed = engine.back(case.id, version) if step_id is None else engine.back_to(case.id, version, step_id)
    took(services, visit, changed)


@kept
def started_guide(services: Services, visit: Visit, version: int, guide_id: str) -> None:
    """Begin a guide."""
    if visit.case:
        took(services, visit, services.engine.start_guide(visit.case.id, version, guide_id))


@kept
def corrected(services: Services, visit: Visit, version: int, corrections: dict[FactName, str]) -> None:
    """Take corrected facts."""
    if visit.case:
        took(services, visit, services.engine.correct(visit.case.id, version, corrections))


@kept
def deleted(services: Services, visit: Visit) -> None:
    """Delete the case that is shown."""
    if visit.case and services.engine.delete(visit.case.id):
        visit.tell("case_deleted")
    show(visit, None)


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


@kept
def resumed(services: Services, visit: Visit) -> None:
    """Load the case that the address bar names, unless it is the one at hand."""
    if visit.link == "set":
        visit.link = "sent"
        return
    wanted = case_id()
    if wanted is None and visit.case is not None and visit.link == "sent":
        return  # this message left before the link had reached the browser
    visit.link = "heard"
    if wanted is None or visit.case is None or visit.case.id != wanted:
        visit.case = services.engine.load(wanted) if wanted else None
        if visit.case is not None and not may_open(services, visit.case):
            visit.case = None
            visit.tell("case_not_yours")
            visit.told = math.inf  # it stands until something else is said: the page has nothing else to show
            st.query_params.pop(CASE, None)
        practised(services, visit)
    if visit.case is None and CASE in st.query_params:
        visit.tell("case_not_found")
        st.query_params.pop(CASE, None)


def practised(services: Services, visit: Visit) -> None:
    """Take a practice case's organization up again, as after a reload."""
    if visit.case is None or not visit.case.practice:
        return
    practice = services.practices.of(visit.case.id)
    visit.whole = practice is not visit.practice
    visit.practice = practice


@kept
def recent(services: Services, _: Visit) -> Sequence[CaseLine]:
    """Return one person's newest cases."""
    return services.recent(owner(services))
