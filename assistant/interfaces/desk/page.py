"""The desk's page: one ticket where the address names one, else the queue or its groups, with tickets in above."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.domain.view.words import Words
from assistant.interfaces.desk import group, groups, intake, queue, ticket
from assistant.interfaces.desk.face import DeskFace, DeskVisit, current, group_digest, ticket_id
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit, words

VIEWS = ("queue", "groups")
STYLE = f"<style>{Path(__file__).with_name('desk.css').read_text(encoding='utf-8')}</style>"


def draw(services: Services, visit: Visit, face: DeskFace) -> None:
    """Draw the page."""
    say, here = words(services, visit), current()
    st.html(STYLE)
    with st.container(key="desk"):
        asked = ticket_id()
        if asked is not None:
            _notice(here, say)
            ticket.draw(visit, face, here, asked, say)
            return
        of_group = group_digest()
        if of_group is not None:
            _notice(here, say)
            group.draw(visit, face, here, of_group, say)
            return
        here.at_hand = None  # what is opened from here is shown as it then is
        with st.container(horizontal=True):
            pages = st.session_state["pages"]
            st.page_link(pages["chat"], label=f"← {say('go_home')}", width="stretch")
            for name in ("lead", "audit"):
                if name in pages:
                    st.page_link(pages[name], label=say(f"{name}_open"))
        st.header(say("title_desk"), anchor=False)
        _notice(here, say)
        intake.draw(face, here, say)
        shown = st.segmented_control(
            say("desk_views"),
            VIEWS,
            key="desk_view",
            default="queue",
            required=True,
            persist_state="page",
            format_func=lambda one: say(f"desk_{one}"),
            label_visibility="collapsed",
        )
        if shown == "groups":
            groups.draw(face, say)
        else:
            queue.draw(face, here, say)


def _notice(here: DeskVisit, say: Words) -> None:
    if here.notice:
        st.info(say(here.notice, **here.notice_values))
        here.notice = None
