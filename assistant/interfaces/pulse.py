"""Draws the page again where it shows something as under way that has ended."""

from __future__ import annotations

import streamlit as st

from assistant.interfaces.visit import Visit

EVERY = 2.0


def draw(visit: Visit) -> None:
    """Look now and then, from the first work of a visit on, whether the screen tells what is the case.

    A run that ends a wait can lose its messages to a timer's tick that arrives at the same moment; the timers of the
    parts that it no longer drew are then refused, and nothing else would ever draw the page again.
    """
    visit.pulses = visit.pulses or visit.under_way
    if not visit.pulses:
        return
    with st.container(key="pulse"):
        drawing = True

        @st.fragment(run_every=EVERY if visit.under_way else None)
        def beat() -> None:
            if not drawing and not visit.under_way:
                st.rerun()

        beat()
        drawing = False
