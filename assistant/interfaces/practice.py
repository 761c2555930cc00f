"""The practice console: the Limits page in outline, both lists and the newer dialog, of a made-up organization."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

import streamlit as st

from assistant.domain.evidence import PolicyMode
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.practices import Console, Project
from assistant.interfaces.services import Services
from assistant.interfaces.visit import CASE, Visit, words

Dialog = Literal["lists", "newer"]
Kind = Literal["allow_all", "allow_list", "deny_list"]
KINDS: tuple[Kind, ...] = ("allow_all", "allow_list", "deny_list")
CHECKED = "2026-11-20"


def draw(services: Services, visit: Visit) -> None:
    """Draw the page; without a practice organization it offers to start one."""
    say = words(services, visit)
    _back(visit, say)
    st.header(say("practice_console_title"), anchor=False)
    if visit.practice is None:
        st.markdown(say("practice_intro"))
        st.button(say("practice_start"), key="practice_start", type="primary", on_click=_start, args=(services, visit))
        return
    st.caption(say("practice_console_note", date=CHECKED))
    console = visit.practice.console
    project = _chooser(console, say)
    dialog = st.radio(
        say("practice_dialog"),
        ("lists", "newer"),
        key="practice_dialog",
        format_func=lambda one: say(f"practice_dialog_{one}"),
        horizontal=True,
    )
    if visit.notice in ("practice_saved", "practice_removed"):
        st.success(say(visit.notice))
        visit.notice = None
    with st.container(border=True, key="console"):
        st.caption(f"{say('console_project')} / {say('console_limits')}")
        st.subheader(say("console_model_usage"), anchor=False)
        st.code(project.id, language=None)
        _editor(visit, console, project, cast("Dialog", dialog), say)


def _back(visit: Visit, say: Words) -> None:
    case = visit.case
    query = {CASE: case.id} if case else {}
    st.page_link(
        st.session_state["pages"]["chat"], label=f"← {say('practice_back' if case else 'go_home')}", query_params=query
    )


def _start(services: Services, visit: Visit) -> None:
    visit.practice = services.new_practice()


def _chooser(console: Console, say: Words) -> Project:
    projects = [one for one in console.projects() if not one.archived]
    chosen = st.selectbox(
        say("practice_choose_project"),
        [one.id for one in projects],
        key="practice_project",
        format_func=lambda one: f"{console.project(one).name} — {one}",
    )
    return console.project(chosen)


def _editor(visit: Visit, console: Console, project: Project, dialog: Dialog, say: Words) -> None:
    if st.session_state.get("practice_editing") != project.id:
        _closed(visit, console, project, dialog, say)
        return
    kind = _newer_kind(project, say) if dialog == "newer" else _kind(project)
    ticked = _ticks(console, project, kind) if kind != "allow_all" else ()
    with st.container(horizontal=True):
        st.button(
            say("console_save"),
            key="practice_save",
            type="primary",
            on_click=_save,
            args=(visit, console, project.id, kind, ticked),
        )
        st.button(say("practice_cancel"), key="practice_cancel", type="tertiary", on_click=_edit, args=(None,))


def _closed(visit: Visit, console: Console, project: Project, dialog: Dialog, say: Words) -> None:
    """Draw the list as it stands, with Edit beside its heading."""
    kind = _kind(project)
    heading = {"allow_all": "allow_all", "allow_list": "allowed_models", "deny_list": "blocked_models"}[kind]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{say(f'console_{heading}')}**", width="stretch")
        if kind != "allow_all" or dialog == "newer":
            st.button(say("console_edit"), key="practice_edit", on_click=_edit, args=(project.id,))
        if kind != "allow_all" and dialog == "lists":
            with st.popover(say("console_remove"), key="practice_remove"):
                st.warning(say("practice_remove_warn"))
                st.button(
                    say("console_remove"),
                    key="practice_remove_yes",
                    on_click=_remove,
                    args=(visit, console, project.id),
                )
    st.markdown("\n".join(f"- {as_code(model)}" for model in project.policy.model_ids))


def _ticks(console: Console, project: Project, kind: Kind) -> tuple[str, ...]:
    same = kind == _kind(project)
    now = set(project.policy.model_ids) if same else set()
    models = console.model_ids()
    columns = st.columns(2)
    return tuple(
        model
        for index, model in enumerate(models)
        if columns[index % 2].checkbox(model, model in now, key=f"tick_{project.id}_{kind}_{model}")
    )


def _newer_kind(project: Project, say: Words) -> Kind:
    labels = {
        "allow_all": "console_allow_all",
        "allow_list": "practice_newer_allow",
        "deny_list": "practice_newer_deny",
    }
    return st.radio(
        say("console_model_usage"),
        KINDS,
        index=KINDS.index(_kind(project)),
        key=f"practice_kind_{project.id}",
        format_func=lambda one: say(labels[one]),
        label_visibility="collapsed",
    )


def _kind(project: Project) -> Kind:
    return "allow_all" if project.policy.mode is None else project.policy.mode.value


def _edit(project_id: str | None) -> None:
    st.session_state["practice_editing"] = project_id


def _save(visit: Visit, console: Console, project_id: str, kind: Kind, ticked: Sequence[str]) -> None:
    if kind == "allow_all":
        console.remove_policy(project_id)
    else:
        console.set_policy(project_id, PolicyMode(kind), ticked)
    _edit(None)
    visit.tell("practice_saved")


def _remove(visit: Visit, console: Console, project_id: str) -> None:
    console.remove_policy(project_id)
    visit.tell("practice_removed")
