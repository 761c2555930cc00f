"""Draws the first screen: what to do, and three ways to begin without a paste at hand."""

from __future__ import annotations

import streamlit as st

from assistant.domain.people.role import may
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.access import current, may_open
from assistant.interfaces.chat import actions, resuming
from assistant.interfaces.services import Services
from assistant.interfaces.times import local
from assistant.interfaces.visit import Visit

EXAMPLE = "project_model_access"
LONGEST_TITLE = 60
FEW = 4  # recent cases shown at first


def draw(services: Services, visit: Visit, say: Words) -> None:
    """Draw the first screen."""
    st.header(say("tagline_paste"), anchor=False)
    st.markdown(say("tagline_guide"))
    st.caption(say("tagline_what"))
    with st.container(horizontal=True):
        st.button(say("try_example"), key="try_example", on_click=_example, args=(services, visit))
        st.button(say("practise"), key="practise", on_click=practise, args=(services, visit))
        st.button(say("open_catalogue"), key="open_catalogue", on_click=_catalogue)
    if st.session_state.pop("go_catalogue", False):
        st.switch_page(st.session_state["pages"]["catalogue"])
    if "desk" in st.session_state["pages"]:
        st.page_link(st.session_state["pages"]["desk"], label=say("desk_open"))
    if may(current(services).role, "chat"):
        _recent(services, visit, say)


def _example(services: Services, visit: Visit) -> None:
    paste = services.engine.knowledge.causes[EXAMPLE].examples[0].paste
    if actions.begun(services, visit, paste):
        visit.tell("example_note")


def practise(services: Services, visit: Visit) -> None:
    """Start a practice organization for this session and open the case of its refused call."""
    with visit.lock:
        visit.practice = visit.practice or services.new_practice()
        actions.begun(services, visit, visit.practice.paste(), practice=True)
    visit.whole = True


def draw_gone(services: Services, visit: Visit, say: Words) -> None:
    """Say that a practice case has lost its organization, and offer a new one."""
    st.info(say("case_practice_gone"))
    st.button(say("practice_start"), key="practice_again", on_click=_practise_again, args=(services, visit))


def _practise_again(services: Services, visit: Visit) -> None:
    with visit.lock:
        if visit.practice is None:
            visit.case = None
            practise(services, visit)


def _catalogue() -> None:
    st.session_state["go_catalogue"] = True


def _recent(services: Services, visit: Visit, say: Words) -> None:
    cases = resuming.recent(services, visit)
    if not cases:
        return
    with st.container(key="recent"):
        st.caption(say("cases_title"))
        shown = cases if visit.all_recent else cases[:FEW]
        for one in shown:
            mark = f" · {say('case_practice')}" if one.practice else ""
            st.button(
                f"{local(one.updated)}{mark}  {as_code(one.title[:LONGEST_TITLE] or '…')}",
                key=f"case_{one.id}",
                type="tertiary",
                on_click=_open,
                args=(services, visit, one.id),
            )
        if len(shown) < len(cases):
            st.button(say("cases_more"), key="cases_more", type="tertiary", on_click=_all_recent, args=(visit,))


def _all_recent(visit: Visit) -> None:
    visit.all_recent = True


def _open(services: Services, visit: Visit, case_id: str) -> None:
    case = services.engine.load(case_id)
    resuming.show(visit, case if case is not None and may_open(services, case) else None)
    resuming.practised(services, visit)
    visit.tell("case_resumed")
