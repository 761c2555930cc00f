"""How much of the chat is drawn again: all of it, or only what comes next, as most answers change nothing else."""

from __future__ import annotations

import streamlit as st

from assistant.domain.case import Case
from assistant.domain.view.render import View
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit, base_url_for

CHAT, NEXT = "chat_part", "next_part"  # keys of the two fragments


def view_of(services: Services, visit: Visit, case: Case) -> View:
    """Return what a case shows, derived anew when what it is derived from is another."""
    made_of = (visit.language, base_url_for(visit, case), services.today())
    if visit.viewed is None or visit.viewed[0] is not case or visit.viewed[1] != made_of:
        visit.viewed = (case, made_of, services.engine.view(case, visit.language, base_url_for(visit, case)))
    return visit.viewed[2]


def frame_of(services: Services, visit: Visit) -> tuple[object, ...] | None:
    """Return what stands around what comes next; as long as it is the same, it need not be drawn again."""
    case = visit.case
    if case is None:
        return None
    view = view_of(services, visit, case)
    bare = view.step is not None and not (
        visit.unfolded or visit.consent or visit.asking or visit.change or case.changes or case.requests
    )
    version = None if bare and not visit.under_way else case.version  # what else is drawn acts on a version
    said = (visit.notice, visit.file, visit.reference, view.note)
    return (
        visit.language,
        case.id,
        version,
        view.practice,
        view.pasted,
        view.masked,
        view.verdict,
        view.findings,
        said,
    )


def redraw(services: Services, visit: Visit) -> None:
    """Have all of the chat drawn where a click in what comes next has changed more than that; for callbacks alone."""
    visit.untold()
    if visit.frame is None or visit.frame != frame_of(services, visit):
        st.rerun(CHAT)
