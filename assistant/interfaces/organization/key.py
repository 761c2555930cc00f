"""The page's own field for an Admin key, or a practice organization in its place."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import streamlit as st

from assistant.domain.probing.key_input import taken
from assistant.domain.view.words import Words
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit


def draw(services: Services, visit: Visit, say: Words) -> None:
    """Draw the field; its widget key changes with every take, so that a taken value leaves the page."""
    with st.container(key="organization_key"):
        _draw(services, visit, say)


def _draw(services: Services, visit: Visit, say: Words) -> None:
    st.markdown(say("organization_key_needed"))
    with st.form(f"organization_key_{visit.nonce}", border=False):
        st.text_input(say("key_admin_label"), type="password", key=_field(visit.nonce), autocomplete="off")
        host = urlsplit(visit.keys.base_url).netloc
        st.caption(f"{say.shown('keys_sent_to', host=host)}  \n{say('keys_memory')}")
        st.form_submit_button(
            say("key_take"), key=f"organization_take_{visit.nonce}", type="primary", on_click=_take, args=(visit,)
        )
    st.button(say("practise"), key="organization_practise", on_click=_practise, args=(services, visit))


def _take(visit: Visit) -> None:
    """Move what was typed into this session's memory, and the field off the page."""
    typed = str(st.session_state.pop(_field(visit.nonce), "") or "")
    visit.nonce += 1
    result = taken("", typed)
    visit.tell(result.note)
    visit.keys = replace(visit.keys, admin=result.admin or visit.keys.admin)
    visit.whole = True


def _practise(services: Services, visit: Visit) -> None:
    with visit.lock:
        if visit.practice is None:
            visit.practice = services.new_practice()
            visit.whole = True


def _field(nonce: int) -> str:
    return f"secret_admin_page_{nonce}"
