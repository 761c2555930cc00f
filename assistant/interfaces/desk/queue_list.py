"""The rows of the queue: a table whose rows are opened by a click or the keyboard, and cards where it is narrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_rows = st.components.v2.component(
    "ticket_list",
    html="<table><caption></caption><thead></thead><tbody></tbody></table>",
    css=(_HERE / "queue.css").read_text(encoding="utf-8"),
    js=(_HERE / "queue.js").read_text(encoding="utf-8"),
)
KEY = "ticket_list"


def queue_list(
    columns: Sequence[str],
    rows: Sequence[dict[str, Any]],
    caption: str,
    on_open: Callable[[int], None],
    left: int | None,
) -> None:
    """Draw rows of {"id", "cells": [{"main", "more", "mark"}]}; whatever the values hold, they are set as text.

    `left` is the ticket that the reader has just come back from: its row gets the focus.
    """

    def opened() -> None:
        chosen = st.session_state[KEY].get("open")
        if chosen is not None:
            on_open(int(chosen))

    data = {"columns": list(columns), "rows": list(rows), "caption": caption, "left": left}
    _rows(key=KEY, data=[data], on_open_change=opened)  # a bare dict would be searched for data frames, by pandas
