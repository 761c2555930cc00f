"""A plain table whose cells are texts: everything is escaped, and on a phone one row is one block."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st


def draw(headings: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> None:
    """Draw a table; the first cell of a row is its heading."""
    head = "".join(f'<th role="columnheader" scope="col">{html.escape(one)}</th>' for one in headings)
    body = "".join(_row(headings, one) for one in rows)
    st.html(
        f'<table class="org-table" role="table" aria-label="{html.escape(caption)}">'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(headings: Sequence[str], cells: Sequence[str]) -> str:
    first = f'<th role="rowheader" scope="row">{html.escape(cells[0])}</th>'
    rest = "".join(
        f'<td role="cell" data-label="{html.escape(label)}">{html.escape(one)}</td>'
        for label, one in zip(headings[1:], cells[1:], strict=True)
    )
    return f'<tr role="row">{first}{rest}</tr>'
