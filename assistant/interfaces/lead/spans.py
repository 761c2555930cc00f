"""The choice of a span of days, in the reader's zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import streamlit as st

from assistant.domain.lead.span import Span, span
from assistant.domain.view.words import Words
from assistant.interfaces.times import zone

WEEKS = {"4w": 4, "12w": 12, "52w": 52}
CHOICES = ("4w", "12w", "52w", "all", "other")
BEGINNING = date(2000, 1, 1)


def choose(say: Words) -> Span | None:
    """Draw the choice and return the span, None while what is typed is no date."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="lead_span_row"):
        chosen = st.selectbox(
            say("lead_span"),
            CHOICES,
            index=1,
            key="lead_span",
            format_func=lambda one: say(f"lead_span_{one}"),
            width=220,
        )
        today = datetime.now(zone()).date()
        if chosen != "other":
            return span(today - timedelta(days=7 * WEEKS[chosen] - 1) if chosen in WEEKS else BEGINNING, today, zone())
        typed = [
            st.text_input(say(label), value=day.isoformat(), key=label, max_chars=10, autocomplete="off", width=180)
            for label, day in (("lead_first", today - timedelta(days=27)), ("lead_last", today))
        ]
    try:
        first, last = (date.fromisoformat(str(one).strip()) for one in typed)
    except ValueError:
        st.warning(say("lead_no_date"))
        return None
    return span(max(first, BEGINNING), max(last, BEGINNING), zone())
