"""Draws the matrix: searched, in pages both ways, and to save as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from assistant.domain.permissions.ids import is_id
from assistant.domain.permissions.organization import Row
from assistant.domain.permissions.policy import NO_POLICY
from assistant.domain.permissions.table import as_csv, as_json_text
from assistant.domain.view.words import Words
from assistant.interfaces.organization import grid, pager
from assistant.interfaces.organization.room import Room
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit

ROWS, COLUMNS = 20, 6
PAGES = ("matrix_rows", "matrix_models")
SHOWN: Mapping[str, Callable[[Row], bool]] = {
    "all": lambda _row: True,
    "listed": lambda row: row.policy not in (None, NO_POLICY),
    "open": lambda row: row.policy == NO_POLICY,
    "unknown": lambda row: row.policy is None,
}


def draw(services: Services, _visit: Visit, room: Room, say: Words) -> None:
    """Draw the page's first view."""
    if room.seen is None:
        return
    rows, models = _asked(room, say)
    st.caption(grid.legend(say))
    if not rows:
        st.info(say("organization_none_found"))
    with st.container(horizontal=True, key="pagers"):
        pager.draw(rows, PAGES[0], ROWS, "organization_range_projects", say)
        pager.draw(models, PAGES[1], COLUMNS, "organization_range_models", say)
    shown = pager.page_of(rows, PAGES[0], ROWS)
    if rows:
        grid.draw(room, shown, pager.page_of(models, PAGES[1], COLUMNS), say, key="matrix", notes={})
    _export(room, services.today(), say)


def _asked(room: Room, say: Words) -> tuple[Sequence[Row], Sequence[str]]:
    """Draw the fields of the search and return what fits."""
    seen = room.seen
    if seen is None:
        return (), ()
    projects, models, shown = st.columns([2, 2, 1])
    named = projects.text_input(
        say("organization_search_projects"),
        key="organization_projects",
        max_chars=200,
        on_change=pager.restart,
        args=PAGES,
    )
    wanted = models.text_input(
        say("organization_search_models"), key="organization_models", max_chars=400, on_change=pager.restart, args=PAGES
    )
    which = shown.selectbox(
        say("organization_shown"),
        list(SHOWN),
        key="organization_shown",
        format_func=lambda one: say(f"organization_shown_{one}"),
        on_change=pager.restart,
        args=PAGES,
    )
    asked = named.casefold().split()
    rows = [one for one in seen.rows if SHOWN[which](one) and _fits(f"{one.title} {one.project_id}", asked)]
    return rows, columns(room.models, wanted)


def columns(models: Sequence[str], asked: str) -> Sequence[str]:
    """Return the models that a search names, the exact ones first; an id that nobody lists is a column too."""
    words = asked.split()
    if not words:
        return models
    exact = [one for one in words if one in models]
    near = [one for one in models if any(word.casefold() in one.casefold() for word in words) and one not in exact]
    return [*exact, *near] or [one for one in words if is_id(one)]


def _fits(text: str, words: Sequence[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def _export(room: Room, today: str, say: Words) -> None:
    seen = room.seen
    if seen is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            say("organization_export_csv"),
            lambda: f"\ufeff{as_csv(seen.rows)}",  # a spreadsheet takes it for UTF-8 then
            f"model-permissions-{today}.csv",
            "text/csv",
            key="export_csv",
            on_click="ignore",
        )
        st.download_button(
            say("organization_export_json"),
            lambda: as_json_text(seen.rows),
            f"model-permissions-{today}.json",
            "application/json",
            key="export_json",
            on_click="ignore",
        )
        st.caption(say("organization_export_note"))
