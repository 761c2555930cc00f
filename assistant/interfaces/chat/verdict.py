"""Draws the verdict: what is wrong, how sure, what it rests on."""

from __future__ import annotations

import streamlit as st

from assistant.domain.report import FactName
from assistant.domain.view.render import View
from assistant.domain.view.verdict import FactRow, VerdictCard
from assistant.domain.view.words import Words
from assistant.interfaces.chat import actions
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit

SHAPES = {"verified": "●", "reported": "◆", "possible": "◇", "unknown": "○"}
COLOURS = {"verified": "green", "reported": "blue", "possible": "orange", "unknown": "gray"}
FIRST = 3


def draw(services: Services, visit: Visit, view: View, say: Words) -> None:
    """Draw the verdict card."""
    card = view.verdict
    with st.container(border=True, key="verdict"):
        st.markdown(f"### {card.title}")
        colour = COLOURS[card.grade]
        st.markdown(f":{colour}-badge[{SHAPES[card.grade]} {card.grade_label}]  {card.grade_note}")
        _facts(services, visit, view, card, say)
        if card.evidence:
            st.caption(say("verdict_evidence"))
            for line in card.evidence[:3]:
                st.code(line.text, language=None, wrap_lines=True)
        st.markdown(card.why)
        _more(services, visit, view, card, say)


def _facts(services: Services, visit: Visit, view: View, card: VerdictCard, say: Words) -> None:
    stated = [row for row in card.facts if row.value][:FIRST]
    if stated:
        for column, row in zip(st.columns(len(stated)), stated, strict=True):
            with column:
                st.caption(row.label)
                st.code(row.value, language=None, wrap_lines=True)
                if row.doubtful:
                    st.caption(say("fact_doubtful"))
    if card.category != "none":
        _correct(services, visit, view, card, say)


def _correct(services: Services, visit: Visit, view: View, card: VerdictCard, say: Words) -> None:
    with st.expander(say("correct_title")), st.form(f"correct_{view.version}", border=False):
        st.caption(say("correct_hint"))
        values: dict[FactName, str] = {row.name: _field(row, view.version, say) for row in card.facts}
        if st.form_submit_button(say("correct_save"), key=f"correct_save_{view.version}"):
            actions.corrected(services, visit, view.version, values)
            st.rerun()


def _field(row: FactRow, version: int, say: Words) -> str:
    label = f"{row.label} — {say('fact_corrected')}" if row.corrected else row.label
    return st.text_input(
        label, row.value, key=f"fact_{row.name}_{version}", max_chars=300, placeholder=say("fact_none")
    )


def _more(services: Services, visit: Visit, view: View, card: VerdictCard, say: Words) -> None:
    if card.who:
        st.markdown(f"**{say('verdict_who')}** {card.who}")
    if card.also:
        st.caption(say("several_errors", others=say("list_separator").join(card.also)))
    for second in card.second:
        st.info(f"{say('verdict_second')}: {second}")
    if card.rivals:
        with st.expander(say("verdict_rivals", count=len(card.rivals))):
            for rival in card.rivals:
                st.markdown(f"**{rival.title}**  \n{rival.tell_apart}")
                st.button(
                    say("go_to_steps"),
                    key=f"rival_{rival.cause_id}",
                    type="tertiary",
                    on_click=actions.started_guide,
                    args=(services, visit, view.version, rival.cause_id),
                )
    if card.unchecked or card.raises:
        with st.expander(say("verdict_not_checked")):
            st.markdown("\n".join(f"- {one}" for one in card.unchecked))
            if card.raises:
                st.markdown(f"**{say('verdict_raise')}**  \n{card.raises}")
