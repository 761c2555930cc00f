"""A button that saves a text as a file; made in the browser, so that no file of anybody's lies on the server."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_STYLE = """
button{font:inherit;font-family:var(--st-font);font-size:.875rem;cursor:pointer;min-height:2.5rem;padding:.25rem .75rem;
 color:var(--st-text-color);background:var(--st-background-color);border:1px solid var(--st-border-color);
 border-radius:var(--st-button-radius);line-height:1.6}
button:hover{border-color:var(--st-primary-color);color:var(--st-link-color)}
button:focus-visible{outline:2px solid var(--st-primary-color);outline-offset:1px}
"""
_SCRIPT = Path(__file__).with_name("draft.js").read_text(encoding="utf-8")

_button = st.components.v2.component("draft", html="<button type=button></button>", css=_STYLE, js=_SCRIPT)


def draft(key: str, label: str, text: str, name: str, kind: str) -> None:
    """Draw the button; `kind` is the file's media type."""
    _button(key=key, data=[{"label": label, "text": text, "name": name, "type": kind}], width="content")
