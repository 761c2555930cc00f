"""What Streamlit's theme cannot say: one column's width, the input at the lower edge, line height of Japanese."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

MARKUP = f"<style>{Path(__file__).with_name('style.css').read_text(encoding='utf-8')}</style>"


def draw() -> None:
    """Add the page's own style, for a launcher whose first page does not hold it already."""
    st.html(MARKUP)
