"""What became of cases: proved, unconfirmed apart, and how long a proof took."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from assistant.domain.lead.figure import Proof
from assistant.domain.lead.numbers import OUTCOMES, Numbers
from assistant.domain.view.words import Words
from assistant.interfaces.lead import chart
from assistant.interfaces.lead.labels import cause_label, percent, time_label
from assistant.interfaces.lead.table import Row, bars, heading, legend

SHOWN = 15  # causes
PROOFS: tuple[Proof, ...] = get_args(Proof)


def draw(found: Numbers, say: Words) -> None:
    """Draw outcomes, times to the proof, and both by cause."""
    _outcomes(found, say)
    _times(found, say)
    _causes(found, say)


def _outcomes(found: Numbers, say: Words) -> None:
    title = say("lead_outcomes")
    header = [say("lead_outcome"), say("lead_count"), say("lead_share")]
    told = [(say(f"outcome_{one}"), found.outcomes[one], percent(found.outcomes[one], found.all)) for one in OUTCOMES]
    heading(title, "outcomes", header, lambda: told, say)
    padded = [[0] * at + [count] for at, (_, count, _) in enumerate(told)]  # each outcome in the colour of its own
    rows = [Row(label, parts, [f"{count:,}", share]) for (label, count, share), parts in zip(told, padded, strict=True)]
    bars(header, rows, title)


def _times(found: Numbers, say: Words) -> None:
    title, parts = say("lead_times"), [say(f"outcome_short_{one}") for one in PROOFS]
    labels = [say(f"class_{name}") for name, _ in found.times]
    counts = [[several[proof] for _, several in found.times] for proof in PROOFS]
    drawn = chart.Columns(title, say("lead_time"), labels, parts, counts)
    heading(title, "time-to-proof", [say("lead_time"), *parts], lambda: [(one, *many) for one, many in drawn.rows], say)
    if found.median is None:
        st.info(say("lead_times_none"))
        return
    st.markdown(say("lead_times_median", time=time_label(found.median, say)))
    chart.columns("times", drawn, say)


def _causes(found: Numbers, say: Words) -> None:
    title = say("lead_by_cause")
    short = [say(f"outcome_short_{one}") for one in OUTCOMES]
    header = [say("lead_cause"), say("lead_all"), *short, say("lead_median")]
    heading(
        title,
        "resolved-by-cause",
        ["cause", *header],
        lambda: (
            [one.cause, cause_label(one.cause, say), one.all, *one.outcomes.values(), time_label(one.median, say)]
            for one in found.resolved
        ),
        say,
    )
    legend(short)
    rows = [
        Row(
            cause_label(one.cause, say),
            list(one.outcomes.values()),
            [f"{count:,}" for count in (one.all, *one.outcomes.values())] + [time_label(one.median, say)],
        )
        for one in found.resolved[:SHOWN]
    ]
    bars(header, rows, title)
    if len(found.resolved) > SHOWN:
        st.caption(say("lead_first_of", shown=SHOWN, total=len(found.resolved)))
