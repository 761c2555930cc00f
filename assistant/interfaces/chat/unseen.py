"""After "I do not see this": one optional line for what was there instead, kept masked with the case."""

from __future__ import annotations

import streamlit as st

from assistant.domain.case import Unseen
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.chat import actions
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit

LONGEST = 120  # characters


def draw(services: Services, visit: Visit, version: int, unseen: Unseen, say: Words) -> None:
    """Draw the field, or what was said."""
    if unseen.saw:
        st.caption(say("unseen_kept", saw=as_code(unseen.saw)))
        return
    key = f"unseen_{unseen.step_id}"
    with st.form(f"{key}_form", border=False):
        field, button = st.columns([4, 1], vertical_alignment="bottom")
        field.text_input(say("unseen_ask"), key=key, max_chars=LONGEST, autocomplete="off")
        button.form_submit_button(
            say("unseen_keep"), key="unseen_keep", on_click=_said, args=(services, visit, version, unseen.step_id, key)
        )


def _said(services: Services, visit: Visit, version: int, step_id: str, key: str) -> None:
    label = str(st.session_state.get(key) or "").strip()
    if label:
        actions.saw(services, visit, version, step_id, label)
