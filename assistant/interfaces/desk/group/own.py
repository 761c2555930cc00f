"""The draft of the ticket at hand, made of the shared one, and its approval in a person's name."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from assistant.domain.desk.draft import SavedDraft
from assistant.domain.desk.reply import ReplyAsked
from assistant.domain.desk.shared_letter import strange
from assistant.domain.desk.states import may_hold
from assistant.domain.desk.ticket import Ticket
from assistant.domain.view.words import Words
from assistant.engine.desk.desk import Opened
from assistant.interfaces.desk import area, draft, send, ticket
from assistant.interfaces.desk.face import DeskFace, DeskVisit
from assistant.interfaces.desk.group import shared
from assistant.interfaces.desk.group.ways_on import ways_on
from assistant.interfaces.desk.group.work import Work


def draw(face: DeskFace, here: DeskVisit, work: Work, opened: Opened, say: Words) -> None:
    """Draw the shared draft of this ticket's language, then the ticket's own with its approval."""
    one = opened.ticket
    asked = shared.depends(face, work, one, say)
    base, edited = shared.draw(face, work, one, asked, say)
    linked = replace(asked, link=ticket.link_of(face, opened)) if asked.link else asked
    mine = face.grouped.own(base, edited, one, opened.case, linked)
    st.subheader(say("group_own"), anchor=False)
    if mine.differs:
        st.info(say("group_differs"))
    seen = here.seen_of(one.id, len(opened.messages))
    key = f"group_own_{one.id}_{shared.short(mine.text)}"
    area.begin(key, mine.text)
    st.text_area(say("draft_text"), key=key, height=shared.HEIGHT, label_visibility="collapsed")
    missing = strange(edited)
    if missing:
        st.error(say("group_strange", names=" ".join(missing)))
    with st.container(horizontal=True):
        st.button(
            say("group_approve"),
            key=f"group_approve_{one.id}",  # a second click never reaches the next ticket
            type="primary",
            disabled=bool(missing) or not may_hold(one.holder, face.who),
            on_click=_approve,
            args=(face, here, work, one, asked, key, seen),
        )
        ways_on(work, one, say)
    st.caption(say("group_note" if send.can_send(face, one) else "draft_note"))


def _approve(face: DeskFace, here: DeskVisit, work: Work, one: Ticket, asked: ReplyAsked, key: str, seen: int) -> None:
    """Approve this ticket's own text in the person's name; what stops it stays at hand and is shown."""
    kept = SavedDraft("", face.who, asked.register, asked.language, area.text_of(key), seen, "saved")
    changed = face.desk.approve(one.id, one.version, face.who, kept)
    draft.tell(here, changed, "changed_approved")
    if changed.refused == "new_message" and changed.ticket is not None:
        here.shows(changed.ticket)
    if changed.refused is None:
        here.tell("group_approved", number=one.known_as)
        work.approve(one)
