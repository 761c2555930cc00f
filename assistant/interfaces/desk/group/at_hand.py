"""The ticket at hand: what it says and what the verdict is, beside the draft that is its own."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.domain.desk.ticket import Ticket
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.desk import ticket
from assistant.interfaces.desk.face import DeskFace, DeskVisit
from assistant.interfaces.desk.group import own
from assistant.interfaces.desk.group.ways_on import ways_on
from assistant.interfaces.desk.group.work import Work
from assistant.interfaces.desk.queue import age, subject_of
from assistant.interfaces.visit import Visit


def draw(visit: Visit, face: DeskFace, here: DeskVisit, work: Work, members: Sequence[Ticket], say: Words) -> None:
    """Draw it; one that has left the group in the meantime is told and shown."""
    at = work.current or 0
    opened = face.desk.open(at, visit.language, visit.base_url, None if at in here.viewed else face.who)
    if opened is None:
        st.info(say("ticket_gone"))
        st.button(say("group_later"), key=f"group_later_{at}", on_click=work.leave, args=(at,))
        return
    here.viewed.add(at)
    left, right = st.columns([5, 6], gap="large")
    with left:
        _head(opened.ticket, say)
        ticket.text(opened, say)
        ticket.verdict(opened, say)
    with right:
        if any(one.id == at for one in members):
            own.draw(face, here, work, opened, say)
        else:
            st.warning(say("group_left"))
            ways_on(work, opened.ticket, say)


def _head(one: Ticket, say: Words) -> None:
    st.subheader(say("ticket_heading", number=one.known_as), anchor=False)
    with st.container(key="ticket_subject"):
        st.text(subject_of(one, say))
    told = [one.customer or "", say(f"language_{one.language}"), age(one.updated, say)]
    told.append(say("ticket_held", who=one.holder) if one.holder else "")
    st.markdown(" · ".join(as_code(word) for word in told if word))
