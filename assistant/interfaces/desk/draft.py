"""The draft of a ticket: written for a register, edited, saved, approved in a person's name."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import partial
from typing import Any, cast

import streamlit as st

from assistant.domain.desk.draft import SavedDraft
from assistant.domain.desk.reply import ReplyAsked
from assistant.domain.text import LANGUAGES, Language
from assistant.domain.view.words import Words
from assistant.engine.desk.desk import Changed, Opened
from assistant.interfaces.desk import area, macros, reword, send
from assistant.interfaces.desk.face import DeskFace, DeskVisit
from assistant.interfaces.times import local

REGISTERS = {"ja": ("customer", "polite", "memo"), "en": ("customer", "memo")}
ROLES = ("unknown", "owner", "member")
LISTS = ("unknown", "allow_list", "deny_list", "no_list")
HEIGHT = 420


def draw(face: DeskFace, here: DeskVisit, opened: Opened, link: str, say: Words) -> None:
    """Draw the draft with what it depends on; what was saved stays until it is written anew."""
    ticket = opened.ticket
    st.subheader(say("draft_title"), anchor=False)
    asked = _asked(face, opened, link, say)
    seen = here.seen_of(ticket.id, len(opened.messages))
    anew = here.drawn.get(ticket.id, 0)
    saved = opened.saved if anew == 0 else None
    reply = face.desk.reply(ticket, opened.case, asked)
    text = saved.text if saved else reply.body
    parts = asdict(asked) if saved is None else {"saved": saved.at}
    key = f"draft_{ticket.id}_{anew}_{hash(tuple(parts.items()))}"
    with st.container(key="draft_subject"):
        st.text(reply.subject)
    if saved is not None and opened.outdated:
        st.warning(say("draft_outdated"))
    area.begin(key, text)
    reword.settle(face, key, say)
    st.text_area(say("draft_text"), key=key, height=HEIGHT, label_visibility="collapsed")
    area.draw_mark(key, say)
    arguments = (face, here, opened, asked, key, seen)
    with st.container(horizontal=True):
        st.button(say("draft_approve"), key="draft_approve", type="primary", on_click=_approve, args=arguments)
        st.button(say("draft_save"), key="draft_save", on_click=_save, args=arguments)
        if saved is not None:
            st.button(say("draft_again"), key="draft_again", type="tertiary", on_click=_again, args=(here, ticket.id))
    st.caption(say("send_note" if send.can_send(face, ticket) else "draft_note"))
    reword.draw(face, opened, asked, key, say)
    macros.draw(face, opened, asked, key, say)
    if saved is not None and saved.state == "approved":
        st.success(say("draft_approved", who=saved.approver or "", at=local(saved.approved)))
        with st.container(key="approved_text"):
            st.caption(say("draft_copy"))
            st.code(saved.text, language=None, wrap_lines=True)
    kept = replace(asked, register=cast("Any", saved.register)) if saved else asked  # what is saved stays what it was
    send.draw(face, here, ticket, reply.subject, partial(_draft, face, kept, key, seen), say)


def _asked(face: DeskFace, opened: Opened, link: str, say: Words) -> ReplyAsked:
    ticket = opened.ticket
    left, middle, right = st.columns(3)
    language = choice(
        left, "draft_language", f"draft_language_{ticket.id}", LANGUAGES, "language", say, ticket.language
    )
    register = choice(
        middle, "draft_register", f"draft_register_{ticket.id}_{language}", REGISTERS[language], "register", say
    )
    role = choice(right, "draft_role", f"draft_role_{ticket.id}", ROLES, "role", say)
    below = list(st.columns(3))
    kind = "unknown"
    if ticket.verdict.cause_id == "project_model_access":
        kind = choice(below.pop(0), "draft_list", f"draft_list_{ticket.id}", LISTS, "list", say)
    agent = below[0].text_input(say("draft_agent"), face.agent, key="draft_agent", max_chars=100)
    signature = below[1].text_input(say("draft_signature"), face.signature, key="draft_signature", max_chars=200)
    return ReplyAsked(
        cast("Language", language), cast("Any", register), agent, signature, cast("Any", role), cast("Any", kind), link
    )


def choice(
    place: Any, label: str, key: str, options: tuple[str, ...], words: str, say: Words, default: str | None = None
) -> str:
    """Draw one choice of what a draft depends on."""
    index = options.index(default) if default in options else 0
    chosen = place.selectbox(say(label), options, index=index, key=key, format_func=lambda one: say(f"{words}_{one}"))
    return str(chosen)


def _draft(face: DeskFace, asked: ReplyAsked, key: str, seen: int) -> SavedDraft:
    text = str(st.session_state.get(key) or "")
    return SavedDraft("", face.who, asked.register, asked.language, text, seen, "saved")


def _save(face: DeskFace, here: DeskVisit, opened: Opened, asked: ReplyAsked, key: str, seen: int) -> None:
    ticket = opened.ticket
    changed = face.desk.save(ticket.id, ticket.version, face.who, _draft(face, asked, key, seen))
    tell(here, changed, "draft_saved")
    if changed.refused is None:
        here.drawn[ticket.id] = 0


def _approve(face: DeskFace, here: DeskVisit, opened: Opened, asked: ReplyAsked, key: str, seen: int) -> None:
    ticket = opened.ticket
    changed = face.desk.approve(ticket.id, ticket.version, face.who, _draft(face, asked, key, seen))
    tell(here, changed, "changed_approved")
    if changed.refused == "new_message" and changed.ticket is not None:
        here.shows(changed.ticket)
    if changed.refused is None:
        here.drawn[ticket.id] = 0


def _again(here: DeskVisit, ticket_id: int) -> None:
    here.drawn[ticket_id] = here.drawn.get(ticket_id, 0) + 1


def tell(here: DeskVisit, changed: Changed, done: str) -> None:
    """Say what came of a change."""
    holder = (changed.ticket.holder if changed.ticket else None) or ""
    here.tell(f"changed_{changed.refused}" if changed.refused else done, who=holder)
