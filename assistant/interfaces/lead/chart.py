"""Columns in an order, such as weeks, and the same figures as a table below them.

Drawn as plain boxes: Streamlit's own charts would bring pandas into the process, a second and ninety megabytes of it.
"""

from __future__ import annotations

import html
import math
from collections.abc import Sequence

import streamlit as st

from assistant.domain.view.words import Words
from assistant.interfaces.lead.table import Row, bars, legend

LABELS, NARROW = 13, 6  # labels that have room below the columns, on a screen and on a phone
COUNTS = 27  # columns that have room for their sum above them

Column = tuple[str, int, int]  # a label and its two counts


def columns(
    key: str, title: str, axis: str, parts: Sequence[str], rows: Sequence[Column], say: Words, *, short: int = 0
) -> None:
    """Draw rows of a label with two counts, one upon the other; labels lose their first `short` characters."""
    legend(parts)
    highest = max((first + second for _, first, second in rows), default=0) or 1
    said = say("list_separator").join(f"{label} {first + second}" for label, first, second in rows[-LABELS:])
    drawn = "".join(_column(at, len(rows), one, highest, short) for at, one in enumerate(rows))
    crowd = " crowd" if len(rows) > COUNTS else ""
    st.html(f'<div class="lead-columns{crowd}" role="img" aria-label="{html.escape(f"{title}: {said}")}">{drawn}</div>')
    box = st.expander(say("lead_table"), key=f"table_{key}", on_change="rerun")
    if box.open:
        with box:
            bars(
                [axis, *parts],
                [Row(label, (first, second), (f"{first:,}", f"{second:,}")) for label, first, second in rows],
                title,
            )


def _column(at: int, total: int, column: Column, highest: int, short: int) -> str:
    label, first, second = column
    kind = _room(total - 1 - at, total)
    return (
        f'<div title="{html.escape(f"{label}: {first} + {second}")}"><b>{first + second or ""}</b>'
        f'<span style="height:{100 * (first + second) / highest:.2f}%">'
        f'<i class="two" style="flex:{second}"></i><i class="one" style="flex:{first}"></i></span>'
        f"<small{kind}>{html.escape(label[short:])}</small></div>"
    )


def _room(back: int, total: int) -> str:
    """Return the mark of a label that has no room everywhere; counted from the last column, which always has it."""
    if back % math.ceil(total / LABELS):
        return ' class="never"'
    return ' class="wide"' if back % math.ceil(total / NARROW) else ""
