"""Columns in an order, such as weeks, drawn by Vega, and the same figures as a table below them.

Streamlit's own charts bring pandas into the process, a second and ninety megabytes of it, and so do figures that stand
at the top of a Vega-Lite specification: those within a layer go to the browser as they are, and load nothing here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from assistant.domain.view.words import Words
from assistant.interfaces.lead.table import COLOURS, Row, bars, legend

HEIGHT = 300
WHOLE_DATES = 52  # columns behind which a day alone tells no week


@dataclass(frozen=True, slots=True)
class Columns:
    """What is drawn: labels in their order, parts that stand one upon the other, and their counts, part by part."""

    title: str
    axis: str
    labels: Sequence[str]
    parts: Sequence[str]
    counts: Sequence[Sequence[int]]
    dated: bool = False  # labels are days, YYYY-MM-DD

    @property
    def rows(self) -> list[tuple[str, list[int]]]:
        """The labels, each with its count of every part."""
        return [(label, [part[at] for part in self.counts]) for at, label in enumerate(self.labels)]


def columns(key: str, shown: Columns, say: Words) -> None:
    """Draw columns; the table, which whoever sees no chart reads, is a fold below them."""
    said = say("list_separator").join(f"{label} {sum(counts)}" for label, counts in shown.rows)
    legend(shown.parts)
    with st.container(key=f"chart_{key}"):
        st.vega_lite_chart(_specification(shown, say), alt=f"{shown.title}: {said}", height=HEIGHT, width="stretch")
    box = st.expander(say("lead_table"), key=f"table_{key}", on_change="rerun")
    if box.open:
        with box:
            rows = [Row(label, counts, [f"{count:,}" for count in counts]) for label, counts in shown.rows]
            bars([shown.axis, *shown.parts], rows, shown.title)


def _specification(shown: Columns, say: Words) -> dict[str, Any]:
    values = [
        {"label": label, "part": part, "count": count, "at": at}
        for label, counts in shown.rows
        for at, (part, count) in enumerate(zip(shown.parts, counts, strict=True))
    ]
    colours = list(COLOURS.values())[: len(shown.parts)]
    layer = {
        "data": {"values": values},
        "mark": {"type": "bar", "cornerRadius": 0},
        "encoding": {
            "x": {
                "field": "label",
                "type": "ordinal",
                "sort": None,
                "axis": {"title": shown.axis, "labelAngle": 0, "labelOverlap": "greedy", **_days(shown)},
            },
            "y": {"field": "count", "type": "quantitative", "axis": {"title": say("lead_came"), "tickMinStep": 1}},
            "color": {
                "field": "at",
                "type": "ordinal",
                "scale": {"domain": list(range(len(colours))), "range": colours},
                "legend": None,
            },
            "order": {"field": "at", "type": "quantitative"},
            "tooltip": [
                {"field": "label", "type": "nominal", "title": shown.axis},
                {"field": "part", "type": "nominal", "title": say("lead_part")},
                {"field": "count", "type": "quantitative", "format": ",", "title": say("lead_came")},
            ],
        },
    }
    return {"layer": [layer]}


def _days(shown: Columns) -> dict[str, Any]:
    """Return how days are written below the columns: without their year, where that tells them all apart."""
    if not shown.dated:
        return {}
    return {"labelExpr": f"slice(datum.value, {5 if len(shown.labels) <= WHOLE_DATES else 0})"}
