"""Figures as a table that is its own chart: a bar beside every number, and the CSV of all of it."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from assistant.domain.view.words import Words
from assistant.interfaces.csv_text import csv_bytes

# Of the parts of a bar, in their order: told apart without red and green, and at 3 : 1 on a light and on a dark page.
COLOURS = {
    "one": "#2a8a9b",
    "two": "#b7791f",
    "three": "#8a6fb0",
    "four": "#c05a72",
    "five": "#5b7fbf",
    "six": "#7f898b",
}
STYLE = "".join(f":is(.lead-bars, .lead-legend) i.{kind} {{background: {colour};}}" for kind, colour in COLOURS.items())
SHORT = 12  # characters that stand in one line


@dataclass(frozen=True, slots=True)
class Row:
    """A label, what the bar shows in parts, and the cells beside it; all of it is set as text."""

    label: str
    parts: Sequence[int]
    cells: Sequence[str]
    code: bool = False  # the label is an id


def bars(headings: Sequence[str], rows: Sequence[Row], caption: str) -> None:
    """Draw rows; the longest bar is as wide as its column."""
    longest = max((sum(row.parts) for row in rows), default=0) or 1
    head = "".join(f'<th role="columnheader" scope="col"{_long(one)}>{html.escape(one)}</th>' for one in headings)
    body = "".join(_row(headings, row, longest) for row in rows)
    st.html(
        f'<table class="lead-bars" role="table" aria-label="{html.escape(caption)}">'
        f'<thead role="rowgroup"><tr role="row">{head}<th role="columnheader" aria-hidden="true"></th></tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def legend(labels: Sequence[str]) -> None:
    """Draw which colour is which."""
    marks = "".join(
        f'<span><i class="{kind}"></i>{html.escape(label)}</span>' for kind, label in zip(COLOURS, labels, strict=False)
    )
    st.html(f'<p class="lead-legend">{marks}</p>')


def heading(
    title: str, name: str, header: Sequence[str], rows: Callable[[], Iterable[Sequence[Any]]], say: Words
) -> None:
    """Draw a heading with the way to its CSV, which is written when it is asked for."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(title, anchor=False, width="content")
        st.download_button(
            say("lead_csv"),
            data=lambda: csv_bytes(header, rows()),
            file_name=f"{name}.csv",
            mime="text/csv",
            key=f"csv_{name}",
            type="tertiary",
            icon=":material/download:",
            on_click="ignore",
        )


def _long(heading: str) -> str:
    return ' class="long"' if len(heading) > SHORT else ""


def _row(headings: Sequence[str], row: Row, longest: int) -> str:
    label = html.escape(row.label)
    first = f"<code>{label}</code>" if row.code else label
    cells = "".join(
        f'<td role="cell" class="{"text" if len(one) > SHORT else "short"}" data-label="{html.escape(name)}">'
        f"{html.escape(one)}</td>"
        for name, one in zip(headings[1:], row.cells, strict=True)
    )
    drawn = "".join(
        f'<i class="{kind}" style="width:{100 * part / longest:.2f}%"></i>'
        for kind, part in zip(COLOURS, row.parts, strict=False)
        if part
    )
    return (
        f'<tr role="row"><th role="rowheader" scope="row">{first}</th>{cells}'
        f'<td role="cell" class="bar" aria-hidden="true">{drawn}</td></tr>'
    )
