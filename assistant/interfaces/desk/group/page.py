"""The screen of a group: how far it is, the ticket at hand beside its draft, what waits and what was approved."""

from __future__ import annotations

import streamlit as st

from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.desk.face import DeskFace, DeskVisit
from assistant.interfaces.desk.group import at_hand, lists, work
from assistant.interfaces.visit import Visit


def draw(visit: Visit, face: DeskFace, here: DeskVisit, digest: str, say: Words) -> None:
    """Draw a group at the ticket that is next."""
    st.button(f"← {say('group_back')}", key="group_back", type="tertiary", on_click=work.end)
    found = work.current(face, digest)
    members = face.grouped.members(found.key) if found is not None else []
    if found is None or (not members and found.current is None):
        st.info(say("group_done", count=len(found.done) if found else 0))
    else:
        st.header(say("group_heading"), anchor=False)
        about = " · ".join(as_code(one) for one in (found.key.project_id, found.key.model) if one)
        st.markdown(f"{say('group_progress', left=len(members), done=len(found.done))} {about}")
        found.choose(members, face.who)
        if found.current is not None:
            at_hand.draw(visit, face, here, found, members, say)
        lists.waiting(found, members, face.who, say)
    if found is not None and found.done:
        lists.approved(found, say)
