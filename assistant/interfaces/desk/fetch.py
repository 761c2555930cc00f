"""New tickets of the connected help desks, fetched by a button."""

from __future__ import annotations

import streamlit as st

from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.engine.desk.intake import Taken
from assistant.interfaces.desk.face import DeskFace
from assistant.interfaces.desk.imports import Told


def draw(face: DeskFace, say: Words, *, busy: bool) -> None:
    """Draw the button with what is connected, and what is wrong with the settings; off while something comes in."""
    for trouble in face.troubles:
        st.warning(f"{say(trouble.reason)} {as_code(trouble.said)}" if trouble.said else say(trouble.reason))
    if not face.outbox.connectors:
        return
    with st.container(key="fetch"):
        st.button(say("fetch_button"), key="fetch_start", disabled=busy, on_click=_start, args=(face,))
        places = ", ".join(one.place for one in face.outbox.connectors)
        st.caption(say.shown("fetch_from", places=places))


def _start(face: DeskFace) -> None:
    connectors = face.outbox.connectors

    def work(told: Told) -> list[tuple[str, Taken]]:
        return [(one.place, face.outbox.fetch(one, face.who, told)) for one in connectors]

    face.imports.begin(face.who, [one.place for one in connectors], work)
