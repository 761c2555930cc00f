"""Groups: tickets of one trouble together; look once, approve a reply for each."""

from __future__ import annotations

from hashlib import sha256

import streamlit as st

from assistant.domain.desk.ticket import Verdict
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.desk.face import DeskFace, DeskVisit
from assistant.interfaces.desk.queue import age, subject_of, title_of

SHOWN = 50


def draw(face: DeskFace, here: DeskVisit, say: Words) -> None:
    """Draw the groups; one that is folded is not sent, one that was open is open after a look at its ticket."""
    found = face.desk.groups()
    st.caption(say("groups_intro"))
    if not found:
        st.info(say("groups_none"))
    for group in found[:SHOWN]:
        key = group.key
        place = sha256(repr(key).encode()).hexdigest()[:16]
        verdict = Verdict(key.category, key.cause_id, key.grade, key.project_id, key.model)
        title = say("group_label", count=len(group.ticket_ids), title=title_of(verdict, say))
        about = " · ".join(as_code(one) for one in (key.project_id, key.model) if one)
        box = st.expander(f"{title} {about}", expanded=place in here.unfolded, key=f"group_{place}", on_change="rerun")
        here.unfolded.discard(place)
        if box.open:
            here.unfolded.add(place)
            with box:
                for ticket in face.desk.tickets(group.ticket_ids[:SHOWN]):
                    told = f"{age(ticket.updated, say)} · {say(f'state_{ticket.state}')}"
                    st.button(
                        f"#{ticket.known_as} {as_code(subject_of(ticket, say)[:80])} {told}",
                        key=f"grouped_{ticket.id}",
                        type="tertiary",
                        on_click=open_ticket,
                        args=(ticket.id,),
                    )


def open_ticket(ticket_id: int) -> None:
    """Go to a ticket."""
    st.query_params["ticket"] = str(ticket_id)
