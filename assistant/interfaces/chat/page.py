"""The chat page: header aside, everything from the first screen to the receipt, in one column."""

from __future__ import annotations

from typing import Any

import streamlit as st

from assistant.domain.case import Case
from assistant.domain.masking.mask import mask
from assistant.domain.view.render import View
from assistant.domain.view.words import Words
from assistant.interfaces import live, pulse
from assistant.interfaces.access import allowed
from assistant.interfaces.chat import (
    actions,
    announced,
    checks,
    first,
    frame,
    next_part,
    pasted,
    resuming,
    verdict,
)
from assistant.interfaces.chat.permission import way
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit, words

INPUT = "chat"
PUT_BACK = 100_000  # characters


@st.fragment(key=frame.CHAT)
def draw(services: Services, visit: Visit) -> None:
    """Draw the page; a fragment, so that a click draws neither the bar above it nor the navigation again."""
    if not allowed(services, "chat"):
        st.rerun()
    visit.frame = None
    resuming.resumed(services, visit)
    pulse.draw(visit)
    if visit.whole:
        visit.whole = False
        st.rerun()
    say = words(services, visit)
    if visit.case is None:
        first.draw(services, visit, say)
        live.tell(visit.said, visit.part, visit.place)
    else:
        _case(services, visit, visit.case, say)
    if visit.case is None or visit.case.guide_id is None:
        kept = say("kept_note", place=services.place) if services.one_person else say("kept_note_hosted")
        st.caption(f"{kept}  \n{say('footer') if visit.case is None else say('case_link_note')}")
    _composer(services, visit, say)
    visit.frame = frame.frame_of(services, visit)


def _composer(services: Services, visit: Visit, say: Words) -> None:
    """Draw the input, above it what is said once; pinned by style: Streamlit's own pins scroll past what is new."""
    with st.container(key="composer", gap="small"):
        visit.untold()
        if visit.notice:
            st.info(announced.notice(visit, visit.notice, say))
        st.chat_input(
            say("chat_placeholder_guide" if visit.case and visit.case.guide_id else "chat_placeholder"),
            key=INPUT,
            accept_file=True,
            file_type=None,
            max_upload_size=2,
            on_submit=_submitted,
            args=(services, visit),
        )


def _submitted(services: Services, visit: Visit) -> None:
    value: Any = st.session_state[INPUT]
    visit.notice = None
    text = value if isinstance(value, str) else pasted.text_of(value, visit)
    if text is not None and not actions.said(services, visit, text) and text.strip() and len(text) <= PUT_BACK:
        st.session_state[INPUT] = mask(text).text  # what was not taken stands in the input again


def _case(services: Services, visit: Visit, case: Case, say: Words) -> None:
    view = frame.view_of(services, visit, case)
    if view.practice and visit.practice is None:
        first.draw_gone(services, visit, say)
    pasted.draw_masked(view, say)
    if view.step is None and visit.job is None and visit.change is None and not visit.asking:
        verdict.draw(services, visit, view, say, lambda: _begin(services, visit, view, say))
    else:
        verdict.draw_folded(services, visit, view, say)
    folded = visit.change is not None or visit.asking or bool(case.changes or case.requests)
    checks.draw_findings(view, say, folded=folded)
    if view.note:
        st.info(view.note)
    if visit.change is not None or visit.asking or case.changes or case.requests:
        way.draw_panels(services, visit, view, case, say)
    next_part.draw(services, visit, say)
    _foot(services, visit, say)


def _begin(services: Services, visit: Visit, view: View, say: Words) -> None:
    """Draw the two ways on from a verdict."""
    if visit.consent or view.receipt or visit.change is not None or visit.asking:
        return
    with st.container(horizontal=True):
        st.button(
            say("go_to_steps"),
            key="go_to_steps",
            type="primary",
            on_click=actions.started_guide,
            args=(services, visit, view.version, view.verdict.guide_id),
        )
        if services.engine.checkable(visit.case):
            st.button(say("check_live"), key="check_live", on_click=checks.open_panel, args=(visit,))
        if view.wanted is not None and visit.case is not None:
            way.draw_ways(visit, visit.case, view.wanted, say, ask=True)


def _foot(services: Services, visit: Visit, say: Words) -> None:
    with st.container(horizontal=True, key="foot"):
        st.button(say("new_case"), key="new_case", type="tertiary", on_click=resuming.show, args=(visit, None))
        box = st.popover(say("case_delete"), key="case_delete", type="tertiary", on_change="rerun")
        if box.open:
            box.markdown(say("case_delete_confirm"))
            box.button(say("case_delete_yes"), key="case_delete_yes", on_click=actions.deleted, args=(services, visit))
