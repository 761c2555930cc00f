"""Draws the wide way apart: the removal of the whole list, looked at before it is offered."""

from __future__ import annotations

import streamlit as st

from assistant.domain.permissions.planned import Planned
from assistant.domain.view.words import Words
from assistant.interfaces.change.hand import Hand
from assistant.interfaces.change.said import models_said, plain


def draw(hand: Hand, say: Words, key: str) -> None:
    """Draw the fold with the way to see what a removal would open."""
    box = st.expander(say("change_unsafe"), key=f"{key}_unsafe", on_change="rerun")
    if box.open:
        with box:
            st.markdown(say("change_unsafe_note"))
            st.button(say("change_unsafe_look"), key=f"{key}_remove", on_click=hand.remove)


def draw_opening(planned: Planned, say: Words) -> None:
    """Draw what an unsafe change opens, and how many."""
    opens = planned.opening
    known = "change_unsafe_opens" if opens.models_known else "change_unsafe_opens_listed"
    future = f"  \n{say('change_unsafe_future')}" if opens.future else ""
    st.warning(say(known, count=len(opens.opens)) + future)
    if opens.opens:
        st.markdown(models_said(opens.opens, say))


def name_field(planned: Planned, say: Words, key: str) -> None:
    """Draw the field in which the project's name is typed."""
    label = say("change_name", name=plain(planned.project_name or planned.project_id))
    st.text_input(label, key=f"{key}_name", max_chars=300, autocomplete="off")
