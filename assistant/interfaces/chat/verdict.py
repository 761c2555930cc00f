"""Draws the verdict: what is wrong, how sure, what it rests on; one line of it while a guide is under way."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assistant.domain.report import FactName
from assistant.domain.view.render import View
from assistant.domain.view.verdict import FactRow, VerdictCard
from assistant.domain.view.words import Words
from assistant.interfaces.chat import actions, pasted
from assistant.interfaces.chat.practice_mark import practice_mark
from assistant.interfaces.copyable import copyable
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
        mark = f"{practice_mark(say)} " if view.practice else ""
        st.markdown(f"## {card.title}\n\n{mark}{_grade(card)} :small[{card.grade_note}]")
        _facts(card, say)
        st.markdown(_explained(card, say))
        buttons()
        _more(services, visit, view, say)


def draw_folded(services: Services, visit: Visit, view: View, say: Words) -> None:
    """Draw the verdict as one line that opens the whole card."""
    card = view.verdict
    if visit.unfolded:
        draw(services, visit, view, say, lambda: None)
    mark = "▾" if visit.unfolded else "▸"
    label = say("verdict_title") if visit.unfolded else f"**{card.title}** {_grade(card)}"
    st.button(f"{mark} {label}", key="verdict_fold", type="tertiary", on_click=_fold, args=(visit,))


def _fold(visit: Visit) -> None:
    visit.unfolded = not visit.unfolded


def _grade(card: VerdictCard) -> str:
    return f":{COLOURS[card.grade]}-badge[{SHAPES[card.grade]} {card.grade_label}]"


def _facts(card: VerdictCard, say: Words) -> None:
    doubt = say("fact_doubtful")
    stated = [(row.label, row.value, doubt if row.doubtful else "") for row in card.facts if row.value][:FIRST]
    said = "\n".join(line.text.strip() for line in card.evidence[:LINES])
    if stated or said:
        copyable("facts", stated, say, (say("verdict_evidence"), said) if said else None)


def _explained(card: VerdictCard, say: Words) -> str:
    """Return what the verdict means, who can act, and what else holds, as one text."""
    parts = [card.why]
    parts += [f":small[{say('verdict_who')}: {card.who}]"] if card.who else []
    parts += [f"**{say('verdict_second')}**: {second}" for second in card.second]
    if card.also:
        parts.append(f":small[{say('several_errors', others=say('list_separator').join(card.also))}]")
    return "\n\n".join(parts)


def _more(services: Services, visit: Visit, view: View, say: Words) -> None:
    """Draw a row of what else there is to see, and the one that is chosen; what is folded is not sent."""
    parts = _parts(view, say)
    chosen = st.pills(
        say("verdict_more"), parts, key=_key(view.case_id), format_func=parts.__getitem__, label_visibility="collapsed"
    )
    if chosen == "rivals":
        _rivals(services, visit, view, view.verdict, say)
    elif chosen == "unchecked":
        st.markdown(_unchecked(view.verdict, say))
    elif chosen == "facts":
        _correct(services, visit, view, view.verdict, say)
    elif chosen == "text" and visit.case is not None:
        pasted.draw(view, visit.case.report.facts, say)
    elif chosen == "tool" and view.tool is not None:
        where = f"**{say('tool_where')}**  \n{view.tool.where}"
        st.markdown(f"{view.tool.question}\n\n{where}\n\n:small[{say('tool_note')}]")
    elif chosen == "wrong":
        _wrong(services, visit, view, say)


def _key(case_id: str) -> str:
    return f"more_{case_id}"


def _parts(view: View, say: Words) -> dict[str, str]:
    """Return the labels of what there is beside the verdict, by their ids."""
    card = view.verdict
    there = {
        "rivals": say("verdict_rivals", count=len(card.rivals)) if card.rivals else "",
        "unchecked": say("verdict_not_checked") if card.unchecked or card.raises else "",
        "facts": say("facts_title") if card.category != "none" else "",
        "text": pasted.label(view, say),
        "tool": say("tool_title") if view.tool is not None else "",
        "wrong": say("wrong_open"),
    }
    return {part: label for part, label in there.items() if label}


def _unchecked(card: VerdictCard, say: Words) -> str:
    raises = [f"**{say('verdict_raise')}**  \n{card.raises}"] if card.raises else []
    return "\n\n".join(["\n".join(f"- {one}" for one in card.unchecked), *raises])


def _rivals(services: Services, visit: Visit, view: View, card: VerdictCard, say: Words) -> None:
    for rival in card.rivals:
        st.markdown(f"**{rival.title}**  \n{rival.tell_apart}")
        st.button(
            say("go_to_steps"),
            key=f"rival_{rival.cause_id}",
            type="tertiary",
            on_click=actions.started_guide,
            args=(services, visit, view.version, rival.cause_id),
        )


def _wrong(services: Services, visit: Visit, view: View, say: Words) -> None:
    """Take the user's word that the verdict is wrong."""
    key = f"wrong_said_{view.version}"
    st.markdown(say("wrong_hint"))
    st.text_input(say("wrong_label"), key=key, max_chars=500)
    st.button(say("wrong_send"), key="wrong_send", on_click=_told, args=(services, visit, key))


def _told(services: Services, visit: Visit, key: str) -> None:
    if visit.case:
        services.engine.wrong(visit.case, str(st.session_state.get(key) or ""))
        visit.tell("wrong_thanks")
        st.session_state[_key(visit.case.id)] = None


def _correct(services: Services, visit: Visit, view: View, card: VerdictCard, say: Words) -> None:
    with st.form(f"correct_{view.version}", border=False):
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
    told = say("fact_corrected") if row.corrected else say("fact_from_line", line=row.line) if row.line else ""
    label = f"{row.label} ({told})" if told else row.label
    key = f"fact_{row.name}_{version}"
    return st.text_input(label, row.value, key=key, max_chars=300, placeholder=say("fact_none"))
