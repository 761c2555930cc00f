"""The end of a permission as it is chosen on a page: a stretch of time, or a moment in the reader's zone."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from assistant.domain.permissions.until import until
from assistant.domain.view.words import Words
from assistant.interfaces.times import in_zone

CHOICES = ("none", "1h", "8h", "1d", "3d", "1w", "other")


def choose(say: Words, key: str) -> None:
    """Draw the choice, and the field for another moment."""
    chosen = st.selectbox(
        say("change_until"), CHOICES, key=f"{key}_until", format_func=lambda one: say(f"change_until_{one}")
    )
    if chosen == "other":
        st.text_input(say("change_until_text"), key=f"{key}_moment", max_chars=40, autocomplete="off")
    if chosen != "none":
        st.caption(say("change_until_note"))


def chosen(key: str) -> str | None:
    """Return the moment in UTC as it stands at the click; None for no end, "" for one that cannot be."""
    choice = st.session_state.get(f"{key}_until", "none")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    if choice == "none":
        return None
    if choice != "other":
        return until(str(choice), now) or ""
    typed = str(st.session_state.get(f"{key}_moment") or "").strip()
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return ""
    return until(in_zone(moment).isoformat(), now) or ""
