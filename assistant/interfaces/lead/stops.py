"""Where guides are left, and what people did not see and saw instead, by step."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assistant.domain.knowledge import Guide
from assistant.domain.lead.stops import Missed, Stop, Stops
from assistant.domain.view.words import Words
from assistant.interfaces.lead.labels import guide_label, percent, step_label
from assistant.interfaces.lead.table import Row, bars, heading, legend

SHOWN = 20  # steps
LABELS = 5


def draw(found: Stops, guide: Callable[[str], Guide | None], say: Words) -> None:
    """Draw both lists."""

    def named(guide_id: str, step_id: str) -> str:
        return f"{guide_label(guide_id, say)}: {step_label(guide(guide_id), step_id, say)}"

    _left(found, named, say)
    _missed(found, named, say)


def _left(found: Stops, named: Callable[[str, str], str], say: Words) -> None:
    title = say("lead_left")
    header = [say("lead_step"), say("lead_left_here"), say("lead_reached"), say("lead_share")]
    heading(
        title,
        "guides-left",
        ["guide", "step", *header],
        lambda: (
            (*_id(one), named(*_id(one)), one.left, one.reached, percent(one.left, one.reached)) for one in found.left
        ),
        say,
    )
    st.caption(say("lead_left_note"))
    if not found.left:
        st.info(say("lead_left_none"))
        return
    legend([say("lead_left_here"), say("lead_went_on")])
    rows = [
        Row(
            named(*_id(one)),
            (one.left, one.reached - one.left),
            (f"{one.left:,}", f"{one.reached:,}", percent(one.left, one.reached)),
        )
        for one in found.left[:SHOWN]
    ]
    bars(header, rows, title)
    if len(found.left) > SHOWN:
        st.caption(say("lead_first_of", shown=SHOWN, total=len(found.left)))


def _missed(found: Stops, named: Callable[[str, str], str], say: Words) -> None:
    title = say("lead_missed")
    header = [say("lead_step"), say("lead_presses"), say("lead_instead")]
    heading(
        title,
        "not-seen",
        ["guide", "step", *header, say("lead_count")],
        lambda: (
            (*_id(one), named(*_id(one)), one.presses, label, count)
            for one in found.missed
            for label, count in (one.instead or (("", ""),))
        ),
        say,
    )
    st.caption(say("lead_missed_note"))
    if not found.missed:
        st.info(say("lead_missed_none"))
        return
    rows = [
        Row(
            named(*_id(one)),
            (one.presses,),
            (f"{one.presses:,}", say("list_separator").join(f"{label} ({n})" for label, n in one.instead[:LABELS])),
        )
        for one in found.missed[:SHOWN]
    ]
    bars(header, rows, title)
    if len(found.missed) > SHOWN:
        st.caption(say("lead_first_of", shown=SHOWN, total=len(found.missed)))


def _id(one: Stop | Missed) -> tuple[str, str]:
    return one.guide_id, one.step_id
