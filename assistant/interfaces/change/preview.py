"""Draws a change before it is made: before, after, who is affected, what goes out, how it is undone."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from assistant.domain.permissions.planned import Planned
from assistant.domain.permissions.policy import NO_POLICY
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.change import decided, difference, forms, sibling, unsafe, until
from assistant.interfaces.change.hand import Hand
from assistant.interfaces.change.said import models_said, notice_said


def draw(hand: Hand, planned: Planned, say: Words, key: str) -> None:
    """Draw a plan and what can be done with it; of one that is decided already, why."""
    st.markdown(f"### {say(f'change_preview_{planned.action}')}")
    if hand.change.note:
        st.warning(say(hand.change.note))
    for one in planned.notices:
        st.warning(notice_said(one, say))
    if planned.timed:
        st.info(say("change_until_permanent"))
        until.choose(say, key)
        _buttons(hand, planned, say, key)
    elif planned.result is not None:
        decided.draw(hand, planned, say, key)
    else:
        _planned(hand, planned, say, key)


def _planned(hand: Hand, planned: Planned, say: Words, key: str) -> None:
    difference.draw(planned, say, in_words=not planned.opening.unsafe)
    if planned.opening.unsafe:
        unsafe.draw_opening(planned, say)
    st.markdown("\n".join(f"- {line}" for line in _meaning(planned, say)))
    if planned.action == "allow":
        sibling.draw(hand, planned, say, key)
    forms.draw(planned, say, key)
    st.checkbox(
        say("change_terraform"), hand.change.terraform, key=f"{key}_terraform", on_change=_in_terraform,
        args=(hand, f"{key}_terraform"),
    )  # fmt: skip
    if hand.change.terraform:
        forms.draw_terraform(planned, say)
    else:
        _fields(planned, say, key)
    _buttons(hand, planned, say, key)
    if planned.action == "allow" and not hand.change.terraform:
        unsafe.draw(hand, say, key)


def _fields(planned: Planned, say: Words, key: str) -> None:
    if planned.action == "allow":
        until.choose(say, key)
    if planned.opening.unsafe:
        unsafe.name_field(planned, say, key)


def _meaning(planned: Planned, say: Words) -> list[str]:
    opens = planned.opening
    told = (("opens", () if opens.unsafe else opens.opens), ("closes", opens.closes))
    request = f"{'DELETE' if planned.after == NO_POLICY else 'POST'} {forms.address(planned)}"
    return [
        *(say(f"change_{name}", models=models_said(ids, say)) for name, ids in told if ids),
        say.shown("change_affects", project_id=planned.project_id),
        say("change_undo_how"),
        say("change_window"),
        say("change_sends", request=as_code(request)),
    ]


def _buttons(hand: Hand, planned: Planned, say: Words, key: str) -> None:
    kind: Literal["primary", "secondary"] = "secondary" if planned.opening.unsafe else "primary"
    with st.container(horizontal=True):
        if not hand.change.terraform:
            st.button(_label(planned, say), key=f"{key}_apply", type=kind, on_click=_apply, args=(hand, planned, key))
        st.button(say("change_cancel"), key=f"{key}_cancel", on_click=hand.close)


def _label(planned: Planned, say: Words) -> str:
    """Return what the button does, in words: which ids, on which list."""
    if planned.timed:
        return say("change_apply_until")
    change, mode = planned.difference, planned.after.mode if planned.after else None
    if mode is None:
        return say("change_apply_remove")
    models = change.adds or change.takes_off
    named = as_code(models[0]) if len(models) == 1 else say("change_several", count=len(models))
    return say(f"change_apply_{'adds' if change.adds else 'takes_off'}_{mode.value}", models=named)


def _apply(hand: Hand, planned: Planned, key: str) -> None:
    """Make the change with what is typed at the click, or say what is wrong with it."""
    typed = str(st.session_state.get(f"{key}_name") or "").strip()
    moment = until.chosen(key) if planned.action == "allow" else None
    if planned.opening.unsafe and typed != planned.project_name:
        hand.change.note = "change_why_wrong_name"
    elif moment == "":
        hand.change.note = "change_until_bad"
    else:
        hand.apply(planned, moment, typed or None)


def _in_terraform(hand: Hand, key: str) -> None:
    hand.change.terraform = bool(st.session_state[key])
