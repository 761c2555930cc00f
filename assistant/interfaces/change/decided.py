"""Draws a plan that there is nothing to write for, and why; with the ways on from a name that nobody sees."""

from __future__ import annotations

import streamlit as st

from assistant.domain.permissions.planned import Planned
from assistant.domain.permissions.record import Reason
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.change.hand import Hand
from assistant.interfaces.change.said import policy_said, why_said


def draw(hand: Hand, planned: Planned, say: Words, key: str) -> None:
    """Draw why nothing is to be written, how the list stands, and what can be done."""
    told = say(f"change_plan_{planned.result}")
    draw_told([f"**{told}**"], planned.reason, planned.message, say, good=planned.result == "nothing")
    if planned.before is not None:
        st.markdown(f"**{say('change_now')}**: {policy_said(planned.before, say)}")
    with st.container(horizontal=True):
        for near in dict.fromkeys(one for notice in planned.notices for one in notice.near):
            st.button(
                say("change_use_near", model=as_code(near)), key=f"{key}_near_{near}", type="primary",
                on_click=hand.allow, args=(_instead(planned, near),),
            )  # fmt: skip
        if planned.reason == "unseen_model":
            st.button(say("change_anyway"), key=f"{key}_anyway", on_click=hand.allow, args=(planned.wanted, True))
        elif planned.result != "nothing":
            st.button(say("change_again"), key=f"{key}_again", on_click=hand.again, args=(planned,))
        st.button(say("change_close"), key=f"{key}_close", type="tertiary", on_click=hand.close)


def draw_told(told: list[str], reason: Reason | None, message: str | None, say: Words, *, good: bool) -> None:
    """Draw a result with its reason; a server's own words are shown as text."""
    lines = [*told, *([why_said(reason, say)] if reason else [])]
    (st.success if good else st.warning)("  \n".join(lines))
    if message and not good:
        st.caption(say("result_server_says"))
        st.code(message, language=None, wrap_lines=True)


def _instead(planned: Planned, near: str) -> tuple[str, ...]:
    """Return the wanted ids with the unseen one that `near` stands for replaced by it."""
    meant = next((notice.models[0] for notice in planned.notices if near in notice.near and notice.models), None)
    return tuple(near if one == meant else one for one in planned.wanted)
