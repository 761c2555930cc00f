"""Groups: tickets of one trouble together, the largest first; each is worked through on a screen of its own."""

from __future__ import annotations

import math

import streamlit as st

from assistant.domain.desk.grouping import Group
from assistant.domain.text import LANGUAGES, as_code
from assistant.domain.view.words import Words
from assistant.interfaces.chat.verdict import COLOURS, SHAPES
from assistant.interfaces.desk.face import DeskFace
from assistant.interfaces.desk.queue import title_of

SHOWN = 20  # groups on a page


def draw(face: DeskFace, say: Words) -> None:
    """Draw a page of the groups."""
    found = face.grouped.groups()
    st.caption(say("groups_intro"))
    if not found:
        st.info(say("groups_none"))
    pages = math.ceil(len(found) / SHOWN)
    at = min(int(st.session_state.get("groups_page", 0)), max(0, pages - 1))
    for number, group in enumerate(found[at * SHOWN : (at + 1) * SHOWN]):
        with st.container(border=True, key=f"group_{number}"):
            _group(group, number, say)
    if pages > 1:
        with st.container(horizontal=True, vertical_alignment="center", key="groups_pages"):
            st.button(say("desk_previous"), key="groups_previous", disabled=at == 0, on_click=_turn, args=(at - 1,))
            st.caption(say("desk_page", page=at + 1, pages=pages))
            st.button(say("desk_next"), key="groups_next", disabled=at + 1 >= pages, on_click=_turn, args=(at + 1,))


def _group(group: Group, number: int, say: Words) -> None:
    key = group.key
    grade = f":{COLOURS[key.grade]}-badge[{SHAPES[key.grade]} {say(f'grade_{key.grade}')}]"
    st.markdown(f"**{title_of(key.verdict, say)}** {grade}")
    counts = [
        f"{say(f'language_{one}')} {say('desk_count', count=group.languages[one])}"
        for one in LANGUAGES
        if one in group.languages
    ]
    told = [*(as_code(one) for one in (key.project_id, key.model) if one), *counts]
    st.markdown(f":small[{' · '.join(told)}]")
    st.button(say("group_work", count=group.count), key=f"group_open_{number}", on_click=open_group, args=(key.digest,))


def _turn(page: int) -> None:
    st.session_state["groups_page"] = page


def open_group(digest: str) -> None:
    """Go to a group."""
    st.query_params["group"] = digest


def open_ticket(ticket_id: int) -> None:
    """Go to a ticket."""
    st.query_params["ticket"] = str(ticket_id)
