"""Draws what came of a change: what was read afterwards, its record, and the ways on."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assistant.domain.permissions.planned import Changed
from assistant.domain.view.words import Words
from assistant.interfaces.change.decided import draw_told
from assistant.interfaces.change.difference import ids_shown
from assistant.interfaces.change.hand import Hand
from assistant.interfaces.change.said import changes_said, notice_said, policy_said
from assistant.interfaces.copyable import copyable
from assistant.interfaces.times import local

GOOD = ("applied", "nothing")


def draw(hand: Hand, done: Changed, say: Words, key: str, first: Callable[[], None] | None = None) -> None:
    """Draw an outcome and what can be done now; `first` draws a button of the place's own before the others."""
    draw_told(_told(done, say), done.reason, done.message, say, good=done.result in GOOD)
    for one in done.notices:
        if one not in done.planned.notices:
            st.info(notice_said(one, say))
    if done.result == "applied" and done.planned.difference:
        st.markdown(changes_said(done.planned.difference, say))
    st.markdown(f"**{say('change_now')}**: {policy_said(done.after, say)}")
    if done.result not in GOOD and done.after is not None and done.after.model_ids:
        st.code(ids_shown(done.after, say), language=None, wrap_lines=True)
    _ids(done, say, key)
    with st.container(horizontal=True):
        if first is not None:
            first()
        if done.record and done.planned.action != "undo" and done.result in ("applied", "unknown"):
            _undo(hand, done.record, say, key)
        if done.result not in GOOD and hand.repeatable(done.planned):
            again, plan = say("change_again"), done.planned
            st.button(again, key=f"{key}_again", type="primary", on_click=hand.again, args=(plan,))
        st.button(say("change_close"), key=f"{key}_close", type="tertiary", on_click=hand.close)


def _undo(hand: Hand, record_id: str, say: Words, key: str) -> None:
    """Draw the way back: one click, guarded as the change itself is."""
    st.button(
        say("change_undo"), key=f"{key}_undo_{record_id}", help=say("change_undo_help"),
        on_click=hand.undo, args=(record_id,),
    )  # fmt: skip


def name(done: Changed) -> str:
    """Return the id in wording.yaml of what came of a change."""
    undone = done.planned.action == "undo" and done.result == "applied"
    return "change_result_undone" if undone else f"change_result_{done.result}"


def _told(done: Changed, say: Words) -> list[str]:
    told = [f"**{say(name(done))}**"]
    told += [say("change_read")] if done.result == "applied" else []
    return [*told, *([say("change_until_stands", time=local(done.grant.until))] if done.grant else [])]


def _ids(done: Changed, say: Words, key: str) -> None:
    rows = [(say("change_record"), done.record, "")] if done.record else []
    rows += [(say("receipt_request"), one, "") for one in done.request_ids[-1:]]
    if rows:
        copyable(f"{key}_ids", rows, say)
