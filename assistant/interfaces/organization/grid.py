"""The table of projects and models: one small component, which sets every text as text and says what was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from assistant.domain.permissions.organization import Row, cell
from assistant.domain.view.words import Words
from assistant.interfaces.change.said import policy_said, why_said
from assistant.interfaces.organization.room import Room

HERE = Path(__file__)
_grid = st.components.v2.component(
    "organization_grid",
    html='<div class="scroll"></div>',
    css=HERE.with_name("grid.css").read_text(encoding="utf-8"),
    js=HERE.with_name("grid.js").read_text(encoding="utf-8"),
)
CELLS = ("allowed", "blocked", "no_policy", "cannot_see")


def draw(
    room: Room, rows: Sequence[Row], models: Sequence[str], say: Words, *, key: str, notes: Mapping[str, str]
) -> None:
    """Draw rows by columns; `notes` stand below the names of projects, by their ids."""

    def chosen() -> None:
        value = getattr(st.session_state[key], "chosen", None)
        if isinstance(value, Mapping) and room.seen is not None and room.seen.row(str(value.get("project"))):
            room.open(str(value["project"]), str(value.get("model") or ""))

    data = {
        "models": list(models),
        "rows": [_row(one, models, notes.get(one.project_id), say) for one in rows],
        "words": {one: say(f"organization_cell_{one}") for one in CELLS},
        "corner": say("organization_column_project"),
        "label": say("organization_table"),
        "hint": say("organization_table_hint"),
        "language": say.language,
        "back": room.came_back(),
    }
    _grid(key=key, data=[data], on_chosen_change=chosen)  # a bare dict would be searched for data frames, by pandas


def legend(say: Words) -> str:
    """Return what the words in the cells mean."""
    marks = {"allowed": "✓", "blocked": "✕", "no_policy": "○", "cannot_see": "?"}
    told = (
        f"{marks[one]} **{say(f'organization_cell_{one}')}** {say(f'organization_cell_{one}_means')}" for one in CELLS
    )
    return " · ".join(told)


def _row(row: Row, models: Sequence[str], note: str | None, say: Words) -> dict[str, Any]:
    notes = [policy_said(row.policy, say)]
    if row.policy is None:
        unknown = say("change_list_unknown", mode=row.mode_text) if row.mode_text else why_said(row.reason, say)
        notes = [unknown or policy_said(None, say)]
    return {
        "id": row.project_id,
        "name": row.title,
        "notes": [*notes, *([note] if note else [])],
        "cells": [cell(row, one) for one in models],
    }
