"""The ways on from a ticket of a group that is not approved now."""

from __future__ import annotations

import streamlit as st

from assistant.domain.desk.ticket import Ticket
from assistant.domain.view.words import Words
from assistant.interfaces.desk.group.work import Work
from assistant.interfaces.desk.groups import open_ticket


def ways_on(work: Work, one: Ticket, say: Words) -> None:
    """Draw them: later, or on a screen of its own."""
    st.button(say("group_later"), key=f"group_later_{one.id}", on_click=work.leave, args=(one.id,))
    st.button(say("group_open"), key=f"group_ticket_{one.id}", type="tertiary", on_click=open_ticket, args=(one.id,))
