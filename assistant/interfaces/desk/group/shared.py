"""The draft that the tickets of a group share, one for each language, and what it depends on."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, cast

import streamlit as st

from assistant.domain.desk.reply import ReplyAsked
from assistant.domain.desk.shared_letter import OWN
from assistant.domain.desk.ticket import Ticket
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.desk import area, draft
from assistant.interfaces.desk.face import DeskFace
from assistant.interfaces.desk.group.work import Work

HEIGHT = 300


def depends(face: DeskFace, work: Work, one: Ticket, say: Words) -> ReplyAsked:
    """Draw what the drafts of the whole group depend on, and return it."""
    places: Any = st.columns(3)
    registers = tuple(name for name in draft.REGISTERS[one.language] if name != "memo")
    register = registers[0]
    if len(registers) > 1:
        register = draft.choice(places[0], "draft_register", "group_register", registers, "register", say)
    role = draft.choice(places[1], "draft_role", "group_role", draft.ROLES, "role", say)
    kind = "unknown"
    if work.key.cause_id == "project_model_access":
        kind = draft.choice(places[2], "draft_list", "group_list_kind", draft.LISTS, "list", say)
    return ReplyAsked(
        one.language,
        cast("Any", register),
        face.agent,
        face.signature,
        cast("Any", role),
        cast("Any", kind),
        "{link}" if face.public_url else "",
    )


def draw(face: DeskFace, work: Work, one: Ticket, asked: ReplyAsked, say: Words) -> tuple[str, str]:
    """Draw the draft of this ticket's language; return it as it was written, and as it stands."""
    rests_on = (asked.language, asked.register, asked.role, asked.list_kind)
    if rests_on not in work.bases:
        work.bases[rests_on] = face.grouped.shared(one, asked)
    base = work.bases[rests_on]
    kept = f"group_edited_{work.key.digest}_{'_'.join(rests_on)}"
    language = say(f"language_{asked.language}")
    box = st.expander(say("group_shared", language=language), key=f"group_shared_{asked.language}", on_change="rerun")
    if box.open:
        with box:
            names = [name for name in OWN if name != "link" or asked.link]
            st.caption(f"{say('group_shared_note')} {' '.join(as_code(f'{{{name}}}') for name in names)}")
            key = f"group_text_{short(kept)}"
            area.begin(key, st.session_state.get(kept, base))
            st.text_area(say("draft_text"), key=key, height=HEIGHT, label_visibility="collapsed")
            st.session_state[kept] = area.text_of(key)
    return base, str(st.session_state.get(kept, base))


def short(text: str) -> str:
    """Return what stands for a text in a key."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
