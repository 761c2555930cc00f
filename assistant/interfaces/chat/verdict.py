"""Draws the verdict: what is wrong, how sure, what it rests on; one line of it while a guide is under way."""

from __future__ import annotations

from collections.abc import Callable

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
LINES = 3


def draw(services: Services, visit: Visit, view: View, say: Words, buttons: Callable[[], None]) -> None:
    """Draw the whole card; `buttons` draws what to do next, above what can be folded out."""
    card = view.verdict
    with st.container(border=True, key="verdict", gap="small"):
        st.subheader(card.title, anchor=False)
        st.markdown(f"{_grade(card)} :small[{card.grade_note}]")
        _facts(card, say)
        if card.evidence:
            st.caption(say("verdict_evidence"))
            for line in card.evidence[:LINES]:
                st.code(line.text.strip(), language=None, wrap_lines=True)
        st.markdown(card.why)
        if card.who:
            st.caption(f"{say('verdict_who')}: {card.who}")
        for second in card.second:
            st.info(f"{say('verdict_second')}: {second}")
        if card.also:
            st.caption(say("several_errors", others=say("list_separator").join(card.also)))
        buttons()
        _more(services, visit, view, card, say)
        _tool(view, say)
        _wrong(services, visit, view, say)


def draw_folded(services: Services, visit: Visit, view: View, say: Words) -> None:
    """Draw the verdict as one line that folds out."""
    card = view.verdict
    with st.expander(f"**{card.title}** {_grade(card)}", key="verdict"):
        _facts(card, say)
        for line in card.evidence[:LINES]:
            st.code(line.text.strip(), language=None, wrap_lines=True)
        st.markdown(card.why)
        _more(services, visit, view, card, say)


def _grade(card: VerdictCard) -> str:
    return f":{COLOURS[card.grade]}-badge[{SHAPES[card.grade]} {card.grade_label}]"


def _facts(card: VerdictCard, say: Words) -> None:
    stated = [row for row in card.facts if row.value][:FIRST]
    if not stated:
        return
    with st.container(horizontal=True, key="facts"):
        for row in stated:
            with st.container(gap=None, width="content"):
                st.caption(row.label)
                st.code(row.value, language=None, width="content")
                if row.doubtful:
                    st.caption(say("fact_doubtful"))


def _more(services: Services, visit: Visit, view: View, card: VerdictCard, say: Words) -> None:
    """Draw what folds out: rivals, what was not checked, and the facts as a form."""
    if card.rivals:
        with st.expander(say("verdict_rivals", count=len(card.rivals)), key="rivals"):
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
        with st.expander(say("verdict_not_checked"), key="unchecked"):
            st.markdown("\n".join(f"- {one}" for one in card.unchecked))
            if card.raises:
                st.markdown(f"**{say('verdict_raise')}**  \n{card.raises}")
    if card.category != "none":
        _correct(services, visit, view, card, say)


def _wrong(services: Services, visit: Visit, view: View, say: Words) -> None:
    """Take the user's word that the verdict is wrong."""
    key = f"wrong_said_{view.version}"
    with st.popover(say("wrong_open"), key="wrong", type="tertiary"):
        st.markdown(say("wrong_hint"))
        st.text_input(say("wrong_label"), key=key, max_chars=500)
        st.button(say("wrong_send"), key="wrong_send", on_click=_told, args=(services, visit, key))


def _told(services: Services, visit: Visit, key: str) -> None:
    if visit.case:
        services.engine.wrong(visit.case, str(st.session_state.get(key) or ""))
        visit.notice = "wrong_thanks"


def _tool(view: View, say: Words) -> None:
    """Ask about the tool around the call: it may send a model that nobody typed."""
    if view.tool is None:
        return
    with st.expander(say("tool_title"), key="tool"):
        st.markdown(view.tool.question)
        st.markdown(f"**{say('tool_where')}**  \n{view.tool.where}")
        st.caption(say("tool_note"))


def _correct(services: Services, visit: Visit, view: View, card: VerdictCard, say: Words) -> None:
    with st.expander(say("facts_title"), key="read_facts"), st.form(f"correct_{view.version}", border=False):
        st.caption(say("correct_hint"))
        left, right = st.columns(2)
        values: dict[FactName, str] = {}
        for index, row in enumerate(card.facts):
            with (left, right)[index % 2]:
                values[row.name] = _field(row, view.version, say)
        st.form_submit_button(
            say("correct_save"),
            key=f"correct_save_{view.version}",
            on_click=_corrected,
            args=(services, visit, view.version, tuple(values)),
        )


def _corrected(services: Services, visit: Visit, version: int, names: tuple[FactName, ...]) -> None:
    values = {name: str(st.session_state.get(f"fact_{name}_{version}") or "") for name in names}
    actions.corrected(services, visit, version, values)


def _field(row: FactRow, version: int, say: Words) -> str:
    label = f"{row.label} ({say('fact_corrected')})" if row.corrected else row.label
    key = f"fact_{row.name}_{version}"
    return st.text_input(label, row.value, key=key, max_chars=300, placeholder=say("fact_none"))
