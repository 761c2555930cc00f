"""How many cases and tickets: by week, cause, model, project and language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from assistant.domain.lead.numbers import FIELDS, Field, Line, Numbers
from assistant.domain.view.words import Words
from assistant.interfaces.lead import chart
from assistant.interfaces.lead.labels import cause_label, percent
from assistant.interfaces.lead.table import Row, bars, heading, legend

SHOWN = 12  # lines


def draw(found: Numbers, say: Words) -> None:
    """Draw the sums, the weeks, and what came in by each field."""
    _sums(found, say)
    weeks = [one.value or "" for one in found.weeks]
    parts = [say("lead_chat"), say("lead_ticket")]
    _weeks("week", weeks, parts, [[one.chat for one in found.weeks], [one.ticket for one in found.weeks]], say)
    causes = [say("lead_others") if one.cause is None else cause_label(one.cause, say) for one in found.trends]
    _weeks("week_cause", weeks, causes, [one.counts for one in found.trends], say)
    for name in FIELDS:
        _field(name, found.by[name], [say("lead_all"), *parts], found.all, say)


def _weeks(name: str, weeks: list[str], parts: list[str], counts: Sequence[Sequence[int]], say: Words) -> None:
    title, axis = say(f"lead_by_{name}"), say("lead_week")
    drawn = chart.Columns(title, axis, weeks, parts, counts, dated=True)
    rows = [(week, *several) for week, several in drawn.rows]
    heading(title, f"by-{name.replace('_', '-')}", [axis, *parts], lambda: rows, say)
    chart.columns(f"by_{name}", drawn, say)


def _sums(found: Numbers, say: Words) -> None:
    proved = found.outcomes["call"] + found.outcomes["paste"]
    shown = (
        ("all", found.all),
        ("chat", sum(one.chat for one in found.weeks)),
        ("ticket", sum(one.ticket for one in found.weeks)),
        ("proved", proved),
    )
    with st.container(horizontal=True, key="lead_sums"):
        for name, count in shown:
            beside = f" ({percent(count, found.all)})" if name == "proved" else ""
            st.metric(say(f"lead_{name}"), f"{count:,}{beside}", width="content")


def _field(name: Field, lines: Sequence[Line], numbers: Sequence[str], total: int, say: Words) -> None:
    title = say(f"lead_by_{name}")
    header = [say(f"lead_{name}"), *numbers, say("lead_share")]

    def rows() -> list[list[Any]]:
        return [_cells(name, one, total, say) for one in lines]

    heading(title, f"by-{name}", _with_id(name, header), rows, say)
    shown = [
        Row(
            _label(name, one.value, say),
            (one.chat, one.ticket),
            [f"{count:,}" for count in (one.all, one.chat, one.ticket)] + [percent(one.all, total)],
            code=name in ("model", "project") and one.value is not None,
        )
        for one in lines[:SHOWN]
    ]
    legend(numbers[1:])
    bars(header, shown, title)
    if len(lines) > SHOWN:
        st.caption(say("lead_first_of", shown=SHOWN, total=len(lines)))


def _label(name: Field, value: str | None, say: Words) -> str:
    if value is None:
        return say("lead_not_known")
    if name == "cause":
        return cause_label(value, say)
    return say(f"language_{value}") if name == "language" else value


def _with_id(name: Field, header: list[str]) -> list[str]:
    """Return the header of a CSV: a cause has its id beside its title."""
    return [name, *header] if name == "cause" else header


def _cells(name: Field, one: Line, total: int, say: Words) -> list[Any]:
    own = [one.value] if name == "cause" else []
    return [*own, _label(name, one.value, say), one.all, one.chat, one.ticket, percent(one.all, total)]
