"""New tickets of the connected help desks, fetched by a button."""

from __future__ import annotations

import streamlit as st

from assistant.domain.desk.queue import Progress
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.engine.desk.intake import Taken
from assistant.interfaces.desk.face import DeskFace, DeskVisit, Import


def draw(face: DeskFace, here: DeskVisit, say: Words) -> None:
    """Draw the button with what is connected, and what is wrong with the settings."""
    for trouble in face.troubles:
        st.warning(f"{say(trouble.reason)} {as_code(trouble.said)}" if trouble.said else say(trouble.reason))
    if not face.outbox.connectors:
        return
    with st.container(key="fetch"):
        st.button(
            say("fetch_button"), key="fetch_start", disabled=here.job is not None, on_click=_start, args=(face, here)
        )
        places = ", ".join(one.place for one in face.outbox.connectors)
        st.caption(say.shown("fetch_from", places=places))


def _start(face: DeskFace, here: DeskVisit) -> None:
    """Start in the background; a second click finds it under way."""
    if here.job is not None:
        return
    seen: list[Progress] = []

    def run() -> list[tuple[str, Taken]]:
        return [(one.place, face.outbox.fetch(one, face.who, seen.append)) for one in face.outbox.connectors]

    here.job = Import(face.jobs.submit(run), seen)
    here.done = ()
