"""How a click is carried out: its failure is a notice, its result is kept, what it changed is drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

import streamlit as st

from assistant.domain.case import Case
from assistant.interfaces.access import allowed, owner
from assistant.interfaces.chat.frame import redraw
from assistant.interfaces.limits import What
from assistant.interfaces.mishap import recorded
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit

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
