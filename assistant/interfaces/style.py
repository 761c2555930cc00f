"""What Streamlit's theme cannot say: one column's width, quiet lists, line height of Japanese."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.domain.text import Language

_STYLE = """
<style>
.block-container {max-width: 46rem; padding-top: 1.25rem; padding-bottom: 1rem;}
.stAppHeader {height: 0; min-height: 0;}
h3 {padding-top: 0 !important; line-height: 1.4 !important;}
.st-key-past button, .st-key-recent button {min-height: 1.6rem; text-align: left;}
.st-key-recent [data-testid="stText"] {overflow: hidden; text-overflow: ellipsis; white-space: nowrap;}
@media (max-width: 640px) {.block-container {padding-left: .8rem; padding-right: .8rem;}}
</style>
"""
_JAPANESE = "<style>.stMarkdown, .stCaption, .stButton {line-height: 1.7; letter-spacing: 0;}</style>"


def draw(language: Language) -> None:
    """Add the page's own style; nothing of a user stands in it."""
    st.html(_STYLE + (_JAPANESE if language == "ja" else ""))


def icon() -> str:
    """Return the page's icon as a local file; a Material icon would be fetched from elsewhere."""
    return str(Path(__file__).with_name("icon.png"))
