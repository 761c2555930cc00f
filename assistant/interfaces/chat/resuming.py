"""Which case the page shows: the one that a click opens, that the address bar names, or one's own recent ones."""

from __future__ import annotations

import math
from collections.abc import Sequence

import streamlit as st

from assistant.domain.case import Case
from assistant.interfaces.access import may_open, owner
from assistant.interfaces.chat.kept import kept
from assistant.interfaces.services import CaseLine, Services
from assistant.interfaces.visit import CASE, Visit, case_id


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
