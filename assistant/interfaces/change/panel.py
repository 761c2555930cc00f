"""Draws one change as far as it has come: under way, planned, or done; the same wherever a change is made."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assistant.domain.view.words import Words
from assistant.interfaces.change import outcome, preview
from assistant.interfaces.change.change import Change
from assistant.interfaces.change.hand import Hand

EVERY = 0.3


def draw(
    hand: Hand, say: Words, key: str, *, before: Callable[[], None], first: Callable[[], None] | None = None
) -> None:
    """Draw what is done or planned; `before` draws what the place shows until something is."""
    change = hand.change
    if change.broken:
        st.warning(say("change_broken"))
    if change.changed is not None:
        outcome.draw(hand, change.changed, say, key, first)
    elif change.planned is not None and not change.broken:
        preview.draw(hand, change.planned, say, key)
    else:
        before()


def draw_waiting(change: Change, say: Words, taken: Callable[[], None]) -> None:
    """Show that something is under way until it is done; `taken` is called when its outcome was taken in."""

    @st.fragment(run_every=EVERY)
    def waiting() -> None:
        if change.finished():
            taken()
        if change.job is None:
            st.rerun()
        st.status(say("change_planning" if change.doing == "plan" else "change_applying"), state="running")

    waiting()


def said(change: Change) -> str:
    """Return the id in wording.yaml of what a screen reader hears of a change; "" for nothing new."""
    if change.broken:
        return "change_broken"
    if change.changed is not None:
        return outcome.name(change.changed)
    planned = change.planned
    if planned is None:
        return ""
    return f"change_preview_{planned.action}" if planned.result is None else f"change_plan_{planned.result}"
