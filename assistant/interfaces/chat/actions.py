"""What a click or a line of text does to a case: one engine call, its result kept, nothing drawn."""

from __future__ import annotations

from assistant.domain.case import Case
from assistant.domain.report import FactName
from assistant.interfaces.access import owner
from assistant.interfaces.chat.kept import kept, redrawn, took, within
from assistant.interfaces.chat.resuming import show
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit

LARGEST = 1_100_000  # characters
TRIES = 5


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
