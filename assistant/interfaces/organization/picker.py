"""A field for one small file: like Streamlit's own, but in the reader's language."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from assistant.domain.view.words import Words

LARGEST = 1_500_000  # bytes
LIMIT = "1.5 MB"
HERE = Path(__file__)
_picker = st.components.v2.component(
    "organization_picker",
    html='<label><input type="file" accept=".csv,.json"><span></span></label>\n<p role="status"></p>',
    css=HERE.with_name("picker.css").read_text(encoding="utf-8"),
    js=HERE.with_name("picker.js").read_text(encoding="utf-8"),
)


def pick(label: str, say: Words, *, key: str, picked: Callable[[str, bytes], None]) -> None:
    """Draw the field; `picked` is called with a file's name and bytes."""

    def came() -> None:
        value = getattr(st.session_state[key], "picked", None)
        if isinstance(value, Mapping):
            try:
                data = base64.b64decode(str(value.get("data", "")), validate=True)
            except (binascii.Error, ValueError):
                data = b""
            picked(str(value.get("name", ""))[:100], data[:LARGEST])

    large = say("organization_baseline_large", limit=LIMIT)
    _picker(key=key, data=[{"label": label, "large": large, "largest": LARGEST}], on_picked_change=came)
