"""What Streamlit's theme cannot say: one column's width, the input at the lower edge, line height of Japanese."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import streamlit as st

MARKUP = f"<style>{Path(__file__).with_name('style.css').read_text(encoding='utf-8')}</style>"


IN_PAGE = Event()  # set by a launcher whose page holds the style from the start


def draw() -> None:
    """Add the page's own style, unless the page holds it already."""
    if not IN_PAGE.is_set():
        st.html(MARKUP)
