"""What Streamlit's theme cannot say: one column's width, quiet lists, line height of Japanese."""

from __future__ import annotations

import streamlit as st

from assistant.domain.text import Language

_STYLE = """
<style>
.block-container {max-width: 46rem; padding-top: 1.25rem; padding-bottom: 0 !important;}
.stAppHeader {height: 0; min-height: 0;}
h3 {padding-top: 0 !important; line-height: 1.4 !important;}
.st-key-past button, .st-key-recent button {min-height: 1.6rem; text-align: left;}
.st-key-recent button p, .st-key-past button p {text-align: left;}
.st-key-practice_banner {border-left: 4px solid var(--st-orange-color, #b45309); padding-left: .75rem;}
.st-key-facts {column-gap: 1.25rem; row-gap: .25rem;}
.st-key-facts pre, .st-key-verdict pre {padding: .4rem 2.4rem .4rem .7rem;}
.st-key-verdict [data-testid="stExpander"] details {border-color: transparent; border-radius: 0;}
.st-key-verdict [data-testid="stExpander"] summary {padding: .15rem 0; min-height: 1.8rem;}
.st-key-verdict, .st-key-step, .st-key-receipt, .st-key-consent {scroll-margin-top: .75rem;}
[data-testid="stLayoutWrapper"]:has(> .st-key-composer) {position: sticky; bottom: 0; z-index: 5; margin-top: auto;}
.st-key-composer {padding: .5rem 0 1rem; background: var(--st-background-color);}
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] {min-height: calc(100dvh - 1.25rem);}
@media (max-width: 640px) {.block-container {padding-left: .8rem; padding-right: .8rem;}}
</style>
"""
_JAPANESE = "<style>.stMarkdown, .stCaption, .stButton {line-height: 1.7; letter-spacing: 0;}</style>"


def draw(language: Language) -> None:
    """Add the page's own style; nothing of a user stands in it."""
    st.html(_STYLE + (_JAPANESE if language == "ja" else ""))
