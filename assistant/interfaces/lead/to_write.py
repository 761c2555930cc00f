"""What no cause fits, the most frequent first, each with an example block ready for a cause's file."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.engine.lead.lead import ToWrite
from assistant.interfaces.command.feedback import example_block
from assistant.interfaces.lead.table import heading
from assistant.interfaces.times import local


def draw(found: Sequence[ToWrite], say: Words) -> None:
    """Draw the list; a block is sent when it is unfolded."""
    names = ("count", "pattern", "example", "first_seen", "last_seen", "language", "status", "code")
    heading(
        say("lead_view_to_write"),
        "to-write-next",
        [say(f"lead_{one}") for one in names],
        lambda: (
            [
                one.cluster.count,
                one.cluster.skeleton,
                one.cluster.line,
                one.cluster.first,
                one.cluster.last,
                *(" ".join(sorted(several)) for several in _sets(one)),
            ]
            for one in found
        ),
        say,
    )
    st.caption(say("lead_to_write_note"))
    if not found:
        st.info(say("lead_to_write_none"))
    for at, one in enumerate(found):
        count = say("lead_cluster", count=one.cluster.count)
        box = st.expander(f"**{count}** {as_code(one.cluster.line)}", key=f"to_write_{at}", on_change="rerun")
        if box.open:
            with box:
                _details(one, say)


def _details(one: ToWrite, say: Words) -> None:
    cluster = one.cluster
    languages, statuses, codes = _sets(one)
    told = [
        ("pattern", as_code(cluster.skeleton)),
        ("first_seen", local(cluster.first)),
        ("last_seen", local(cluster.last)),
        ("language", say("list_separator").join(say(f"language_{each}") for each in sorted(languages))),
        ("status", " ".join(as_code(each) for each in sorted(statuses))),
        ("code", " ".join(as_code(each) for each in sorted(codes))),
    ]
    st.markdown("\n".join(f"- {say(f'lead_{name}')}: {value}" for name, value in told if value))
    st.caption(say("lead_block"))
    st.code(example_block(one.example), language=None, wrap_lines=True)


def _sets(one: ToWrite) -> tuple[set[str], set[str], set[str]]:
    return one.cluster.languages, one.cluster.statuses, one.cluster.codes
