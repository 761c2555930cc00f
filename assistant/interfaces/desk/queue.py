"""The queue: filter, search and sort, one page of tickets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from assistant.domain.desk.queue import PAGE, SORTS, Asked
from assistant.domain.desk.ticket import STATES, Ticket, Verdict
from assistant.domain.text import LANGUAGES
from assistant.domain.view.words import Words
from assistant.interfaces.chat.verdict import SHAPES
from assistant.interfaces.desk.face import DeskFace, DeskVisit
from assistant.interfaces.desk.queue_list import queue_list

GRADES = ("verified", "reported", "possible", "unknown")
COLUMNS = ("ticket", "verdict", "about", "state", "age")


def draw(face: DeskFace, here: DeskVisit, say: Words) -> None:
    """Draw the filters and the page that they ask for."""
    _filters(face, here, say)
    page = face.desk.page(here.asked)
    if not page.total:
        st.info(say("desk_none_found" if here.asked != Asked() else "desk_empty"))
        if here.asked != Asked():
            st.button(say("desk_clear"), key="desk_clear_all", on_click=_clear)
        return
    st.caption(say("desk_count", count=page.total))
    rows = [{"id": one.id, "cells": _cells(one, say)} for one in page.tickets]
    queue_list([say(f"column_{one}") for one in COLUMNS], rows, say("desk_keys"), _open, here.left)
    here.left = None
    _pages(here, page.total, say)


def title_of(verdict: Verdict, say: Words) -> str:
    """Return a verdict in words: its cause's title, or its category."""
    cause = say.knowledge.causes.get(verdict.cause_id or "")
    return say.plain(cause.title) if cause else say(f"category_{verdict.category}")


def subject_of(ticket: Ticket, say: Words) -> str:
    """Return a ticket's subject, or what stands for it."""
    return ticket.subject or say("desk_no_subject")


def _filters(face: DeskFace, here: DeskVisit, say: Words) -> None:
    search, state, sort, more = st.columns([4, 2, 2, 1], vertical_alignment="bottom")
    words = search.text_input(say("desk_search"), key="desk_search", max_chars=200, persist_state="page")
    chosen = state.selectbox(
        say("column_state"),
        ("", *STATES),
        key="desk_state",
        persist_state="page",
        format_func=lambda one: say(f"state_{one}" if one else "desk_any"),
    )
    order = sort.selectbox(
        say("desk_sort"), SORTS, key="desk_sort", persist_state="page", format_func=lambda one: say(f"sort_{one}")
    )
    values = _more(face, more.popover(_filter_label(say), key="desk_filter", on_change="rerun"), say)
    asked = Asked(states=tuple(one for one in STATES if one == chosen), search=words or "", sort=order, **values)
    if replace(asked, page=here.asked.page) != here.asked:
        here.asked = asked


def _more(face: DeskFace, box: Any, say: Words) -> dict[str, Any]:
    """Return the rarer filters; their lists are read when they are opened."""
    kept = {name: st.session_state.get(f"desk_by_{name}") or None for name in FILTERS}
    if not box.open:
        return _with_nobody(kept)
    causes = say.knowledge.causes
    lists: dict[str, Sequence[str]] = {"grade": GRADES, "language": LANGUAGES}
    lists |= {name: [one for one, _ in face.desk.values(name)] for name in ("cause_id", *COUNTED)}
    lists["holder"] = [NOBODY, *lists["holder"]]
    labels = {"cause_id": "cause", "project_id": "fact_project_id", "model": "fact_model"}
    for name in FILTERS:
        label = labels.get(name, name)
        kept[name] = (
            box.selectbox(
                say(label if label.startswith("fact_") else f"column_{label}"),
                ("", *lists[name]),
                key=f"desk_by_{name}",
                persist_state="page",
                format_func=lambda one, name=name: _value(name, one, causes, say),
            )
            or None
        )
    if any(kept.values()):
        box.button(say("desk_clear"), key="desk_clear", on_click=_clear)
    return _with_nobody(kept)


def _with_nobody(kept: dict[str, Any]) -> dict[str, Any]:
    return kept if kept["holder"] != NOBODY else {**kept, "holder": None, "free": True}


def _filter_label(say: Words) -> str:
    """Return the label of the rarer filters, with how many of them are set."""
    count = sum(1 for name in FILTERS if st.session_state.get(f"desk_by_{name}"))
    return f"{say('desk_filter')} ({count})" if count else say("desk_filter")


def _clear() -> None:
    """Show all tickets again; the order stays."""
    for key in ("desk_search", "desk_state", *(f"desk_by_{name}" for name in FILTERS)):
        if key in st.session_state:
            st.session_state[key] = ""


COUNTED = ("project_id", "model", "holder")
FILTERS = ("cause_id", "grade", "language", *COUNTED)
NOBODY = "\n"  # no name of a person


def _value(name: str, value: str, causes: Any, say: Words) -> str:
    if not value:
        return say("desk_any")
    if value == NOBODY:
        return say("desk_nobody")
    if name in ("grade", "language"):
        return say(f"{name}_{value}")
    return say.plain(causes[value].title) if name == "cause_id" and value in causes else value


def _cells(ticket: Ticket, say: Words) -> list[dict[str, Any]]:
    verdict = ticket.verdict
    who = [one for one in (f"#{ticket.known_as}", ticket.customer or "") if one]
    mark = {"kind": verdict.grade, "text": f"{SHAPES.get(verdict.grade, '')} {say(f'grade_{verdict.grade}')}"}
    about = [one for one in (verdict.project_id, verdict.model) if one]
    holder = [ticket.holder] if ticket.holder else []
    return [
        {"main": subject_of(ticket, say), "more": [" · ".join(who)]},
        _verdict(verdict, mark, say),
        {"main": "", "more": about},
        {"main": say(f"state_{ticket.state}"), "more": holder},
        {"main": age(ticket.updated, say), "more": [say(f"language_{ticket.language}")]},
    ]


def _verdict(verdict: Verdict, mark: dict[str, str], say: Words) -> dict[str, Any]:
    if verdict.settled is None:
        return {"main": title_of(verdict, say), "mark": mark}
    return {"main": say("verdict_settled"), "mark": mark, "more": [title_of(verdict, say)] if verdict.cause_id else []}


def age(since: str, say: Words) -> str:
    """Return how long ago a time is, in the one unit that tells."""
    minutes = max(0, int((datetime.now(UTC) - datetime.fromisoformat(since)).total_seconds() // 60))
    if minutes < 60:
        return say("age_minutes", count=minutes)
    return say("age_hours", count=minutes // 60) if minutes < 48 * 60 else say("age_days", count=minutes // 1440)


def _open(ticket_id: int) -> None:
    st.query_params["ticket"] = str(ticket_id)


def _pages(here: DeskVisit, total: int, say: Words) -> None:
    pages = math.ceil(total / PAGE)
    if pages < 2:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="desk_pages"):
        at = here.asked.page
        st.button(say("desk_previous"), key="desk_previous", disabled=at == 0, on_click=_turn, args=(here, -1))
        st.caption(say("desk_page", page=at + 1, pages=pages))
        st.button(say("desk_next"), key="desk_next", disabled=at + 1 >= pages, on_click=_turn, args=(here, 1))


def _turn(here: DeskVisit, step: int) -> None:
    here.asked = replace(here.asked, page=max(0, here.asked.page + step))
