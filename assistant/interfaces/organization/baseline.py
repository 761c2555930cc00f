"""Draws the comparison with a baseline file."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.domain.permissions.baseline import Baseline, Problem
from assistant.domain.permissions.baseline_file import read_baseline
from assistant.domain.permissions.drift import Drift, drift
from assistant.domain.permissions.organization import Organization
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.change.said import listed, policy_said
from assistant.interfaces.organization import html_table, pager, picker
from assistant.interfaces.organization.room import Room
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit

ROWS, IDS = 20, 12


def draw(_services: Services, _visit: Visit, room: Room, say: Words) -> None:
    """Draw the file's field, and the drift when there is a baseline."""

    def picked(name: str, data: bytes) -> None:
        room.baseline, room.baseline_name = read_baseline(data), name
        pager.restart("drift")

    st.markdown(say("organization_baseline_intro"))
    with st.container(key="organization_picker"):
        picker.pick(say("organization_baseline_choose"), say, key="baseline_file", picked=picked)
    if room.baseline is None or room.seen is None:
        return
    if room.baseline.problems:
        _problems(room.baseline, room.baseline_name, say)
        return
    _read(room, room.baseline, say)
    _drift(room.baseline, room.seen, say)


def _problems(baseline: Baseline, name: str, say: Words) -> None:
    lines = "\n".join(f"- {_problem(one, say)}" for one in baseline.problems)
    st.error(f"{say('organization_baseline_bad', name=as_code(name))}\n\n{lines}")


def _problem(problem: Problem, say: Words) -> str:
    words = say(f"organization_problem_{problem.kind}", value=as_code(problem.value))
    return say("organization_problem_line", line=problem.line, problem=words) if problem.line else words


def _read(room: Room, baseline: Baseline, say: Words) -> None:
    count = len(baseline.policies)
    told = [
        say("organization_baseline_read", name=as_code(room.baseline_name), count=count, encoding=baseline.encoding)
    ]
    if baseline.skipped:
        told.append(say("organization_baseline_skipped", count=len(baseline.skipped)))
    st.markdown("\n\n".join(told))
    st.button(say("organization_baseline_drop"), key="baseline_drop", type="tertiary", on_click=_drop, args=(room,))


def _drop(room: Room) -> None:
    room.baseline = None


def _drift(baseline: Baseline, seen: Organization, say: Words) -> None:
    skipped = frozenset(baseline.skipped)
    found = [one for one in drift(baseline.policies, seen) if one.project_id not in skipped]
    if not found:
        st.success(say("organization_baseline_same"))
        return
    st.markdown(f"**{say('organization_baseline_count', count=len(found))}**")
    pager.draw(found, "drift", ROWS, "organization_range_projects", say)
    headings = [say(f"organization_column_{one}") for one in ("project", "drift", "change")]
    rows = [_cells(one, say) for one in pager.page_of(found, "drift", ROWS)]
    html_table.draw(headings, rows, say("organization_view_baseline"))


def _cells(one: Drift, say: Words) -> Sequence[str]:
    title = f"{one.name} ({one.project_id})" if one.name else one.project_id
    return title, say(f"organization_drift_{one.kind}"), _change(one, say)


def _change(one: Drift, say: Words) -> str:
    if one.kind in ("new", "gone"):
        return policy_said(one.now if one.kind == "new" else one.before, say)
    if one.kind == "not_known":
        return ""
    change = one.difference
    if not change:
        before, now = policy_said(one.before, say), policy_said(one.now, say)
        return say("organization_drift_mode", before=before, now=now)
    signed = [*(f"+ {model}" for model in change.adds), *(f"− {model}" for model in change.takes_off)]
    more = [say("change_more", count=len(signed) - IDS)] if len(signed) > IDS else []
    return listed([*signed[:IDS], *more], say)
