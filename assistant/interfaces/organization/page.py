"""The organization's page: an Admin key, one reading, and what is asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces import live
from assistant.interfaces.organization import baseline, grants, key, matrix, project, questions, reading, records
from assistant.interfaces.organization.room import Room, room_of
from assistant.interfaces.services import Services
from assistant.interfaces.visit import CASE, Visit, words

STYLE = f"<style>{Path(__file__).with_name('style.css').read_text(encoding='utf-8')}</style>"
Draw = Callable[[Services, Visit, Room, Words], None]
VIEWS: Mapping[str, Draw] = {
    "matrix": matrix.draw,
    "questions": questions.draw,
    "baseline": baseline.draw,
    "grants": grants.draw,
    "records": records.draw,
}


@st.fragment
def draw(services: Services, visit: Visit) -> None:
    """Draw the page; a fragment, so that a click draws neither the bar above it nor the navigation again."""
    if visit.whole:
        visit.whole = False
        st.rerun()
    say = words(services, visit)
    room = room_of(services, visit)
    with st.container(key="organization"):
        st.html(STYLE)
        query = {CASE: visit.case.id} if visit.case else {}
        back = say("practice_back" if visit.case else "go_home")
        st.page_link(st.session_state["pages"]["chat"], label=f"← {back}", query_params=query)
        st.markdown(f"## {say('organization_title')}\n\n{say('organization_intro')}")
        _notice(visit, say)
        if room is None:
            key.draw(services, visit, say)
        else:
            _room(services, visit, room, say)
    said = say(room.said) if room is not None and room.said else ""
    part, place = project.place(room)
    live.tell(said, part, place)


def _room(services: Services, visit: Visit, room: Room, say: Words) -> None:
    if room.failed:
        st.warning(say("organization_failed"))
    if room.reading is not None:
        reading.draw_progress(room, say)
        return
    if room.seen is None:
        reading.draw_start(services, room, say)
        return
    reading.draw_status(services, room, room.seen, say)
    if room.project_id is not None:
        project.draw(services, visit, room, say)
    if not room.seen.rows:
        return
    view = st.segmented_control(
        say("organization_view_label"),
        list(VIEWS),
        default="matrix",
        key="organization_view",
        format_func=lambda one: say(f"organization_view_{one}"),
        label_visibility="collapsed",
        required=True,
    )
    VIEWS[str(view or "matrix")](services, visit, room, say)


def _notice(visit: Visit, say: Words) -> None:
    visit.untold()
    if visit.notice:
        host = as_code(urlsplit(visit.base_url).netloc)
        st.info(say(visit.notice, limit="1 MB", minutes=visit.wait, name=as_code(visit.file), host=host))
