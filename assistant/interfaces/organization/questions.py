"""Draws the questions that can be asked of a reading, and their answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from assistant.domain.models import near_names
from assistant.domain.permissions.ids import is_id
from assistant.domain.permissions.organization import Organization, Row
from assistant.domain.permissions.questions import Ending, Refusals, allow_lists_without, listed_ends, who_refuses
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.change.said import listed, models_said
from assistant.interfaces.organization import grid, html_table, pager
from assistant.interfaces.organization.room import Room
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit

QUESTIONS = ("refused", "missing", "ends")
ROWS, ENDS = 20, 20
NAMES = 8  # projects named one by one in a cell
AHEAD = timedelta(days=90)
COLUMNS = ("model", "date", "replacement", "allow", "deny")


def draw(services: Services, _visit: Visit, room: Room, say: Words) -> None:
    """Draw one question and its answer."""
    if room.seen is None:
        return
    asked = st.radio(
        say("organization_question"),
        QUESTIONS,
        key="organization_question",
        format_func=lambda one: say(f"organization_question_{one}"),
        on_change=pager.restart,
        args=("answer", "ends"),
    )
    if asked == "ends":
        _ends(services, room.seen, say)
    else:
        _refusals(services, room, room.seen, str(asked), say)


def _refusals(services: Services, room: Room, seen: Organization, asked: str, say: Words) -> None:
    label = say("organization_question_model")
    model = st.text_input(
        label, key="organization_question_model", max_chars=256, on_change=pager.restart, args=("answer",)
    ).strip()
    if not model:
        return
    if not is_id(model):
        st.warning(say("organization_model_bad"))
        return
    table = services.engine.knowledge.models
    found = (who_refuses if asked == "refused" else allow_lists_without)(seen.rows, model, table)
    _told(room, seen, asked, model, found, say)
    if found.refused:
        rows = [one.row for one in found.refused]
        notes = {
            one.row.project_id: say("organization_answer_sibling", sibling=one.sibling)
            for one in found.refused
            if one.sibling
        }
        pager.draw(rows, "answer", ROWS, "organization_range_projects", say)
        grid.draw(room, pager.page_of(rows, "answer", ROWS), [model], say, key="answer", notes=notes)


def _told(room: Room, seen: Organization, asked: str, model: str, found: Refusals, say: Words) -> None:
    """Say how many, and what speaks against the spelling."""
    counts = {"count": len(found.refused), "total": len(seen.rows)}
    lines = [say(f"organization_answer_{asked}", model=as_code(model), **counts)]
    siblings = sum(one.sibling is not None for one in found.refused)
    if siblings:
        lines.append(say("organization_answer_siblings", count=siblings))
    if found.not_known:
        lines.append(say("organization_answer_unknown", count=len(found.not_known)))
    if seen.visible is not None and model not in seen.visible:
        near = near_names(model, room.models)
        lines.append(say("organization_answer_unlisted", model=as_code(model)))
        lines += [say("change_near", models=models_said(near, say))] if near else []
    st.markdown("\n\n".join(lines))


def _ends(services: Services, seen: Organization, say: Words) -> None:
    today = services.today()
    usual = (date.fromisoformat(today) + AHEAD).isoformat()
    typed = st.text_input(
        say("organization_question_date"),
        usual,
        key="organization_question_date",
        max_chars=10,
        on_change=pager.restart,
        args=("ends",),
    )
    try:
        by = date.fromisoformat(typed.strip()).isoformat()
    except ValueError:
        st.warning(say("organization_question_date_bad"))
        return
    ends = listed_ends(seen.rows, services.engine.knowledge.models, by, today)
    st.markdown(say("organization_answer_ends", date=by, count=len(ends)))
    if ends:
        pager.draw(ends, "ends", ENDS, "organization_range_models", say)
        headings = [say(f"organization_column_{one}") for one in COLUMNS]
        html_table.draw(
            headings, [_cells(one, say) for one in pager.page_of(ends, "ends", ENDS)], say("organization_question_ends")
        )
        st.caption(say("organization_answer_table", date=services.engine.knowledge.models.checked))


def _cells(one: Ending, say: Words) -> Sequence[str]:
    day = say("organization_answer_ended", date=one.date) if one.ended else say.written(one.date)
    replacement = one.replacement or ""
    if replacement and one.unsure:
        replacement = say("organization_answer_unsure", model=replacement)
    return one.model, day, replacement, _named(one.allowing, say), _named(one.denying, say)


def _named(rows: Sequence[Row], say: Words) -> str:
    more = [say("change_more", count=len(rows) - NAMES)] if len(rows) > NAMES else []
    return listed([*(one.title for one in rows[:NAMES]), *more], say)
