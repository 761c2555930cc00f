"""Draws one project: its list, and a change of it from the preview to the undo."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assistant.domain.permissions.ids import is_id
from assistant.domain.permissions.organization import Row, cell
from assistant.domain.permissions.planned import Changed, Planned
from assistant.domain.permissions.policy import NO_POLICY
from assistant.domain.permissions.record import NotKept
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.change.outcome import show_outcome
from assistant.interfaces.change.preview import show_preview
from assistant.interfaces.change.said import plain, policy_said, why_said
from assistant.interfaces.copyable import copyable
from assistant.interfaces.organization.room import Room
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit

EVERY = 0.3


def place(room: Room | None) -> tuple[str, str]:
    """Return the container that is to be seen first, and what makes it new."""
    if room is None or room.project_id is None or room.seen is None or room.reading is not None:
        return "header", ""
    change = room.change
    state = "busy" if change.busy else "done" if change.changed else "plan" if change.planned else "open"
    return "project", f"{room.project_id} {room.model} {change.serial} {state}"


def draw(services: Services, _visit: Visit, room: Room, say: Words) -> None:
    """Draw the project that is open."""
    row = room.seen.row(room.project_id) if room.seen and room.project_id else None
    if row is None:
        return
    with st.container(border=True, key="project"):
        change = room.change
        if change.note:
            st.warning(say(change.note))
        if change.broken:
            st.warning(say("organization_failed"))
        if change.busy:
            _waiting(room, say)
        elif change.changed is not None:
            _outcome(services, room, row, change.changed, say)
        elif change.planned is not None:
            _preview(services, room, row, change.planned, say)
        else:
            _choice(services, room, row, say)


def undo(services: Services, room: Room, record_id: str) -> None:
    """Undo a recorded change with one click; it is planned, guarded and read again like any other."""
    permissions = room.permissions
    room.change.drop()
    room.change.serial += 1
    room.change.apply(services.jobs, lambda: permissions.apply(permissions.plan_undo(record_id)))


def _choice(services: Services, room: Room, row: Row, say: Words) -> None:
    st.markdown(f"### {plain(row.title)}")
    copyable(f"project_id_{row.project_id}", [(say("fact_project_id"), row.project_id, "")], say)
    why = why_said(row.reason, say)
    st.markdown(f"{policy_said(row.policy, say)}{f' — {why}' if why else ''}")
    _listed(row, say)
    key = f"change_{room.change.serial}"
    model = st.text_input(
        say("organization_project_model"), room.model, key=f"{key}_model", max_chars=256, autocomplete="off"
    ).strip()
    if model and is_id(model):
        state = say(f"organization_cell_{cell(row, model)}")
        st.caption(say("organization_project_state", model=as_code(model), state=state))
    blocked = cell(row, model) != "allowed"
    with st.container(horizontal=True):
        for action, first in (("allow", blocked), ("refuse", not blocked)):
            st.button(
                say(f"organization_plan_{action}"),
                key=f"{key}_{action}",
                type="primary" if first else "secondary",
                on_click=_plan,
                args=(services, room, action, key),
            )
        st.button(
            say("organization_project_close"), key=f"{key}_close", type="tertiary", on_click=room.open, args=(None,)
        )
    if row.policy is not None and row.policy != NO_POLICY:
        _remove(services, room, key, say)


def _listed(row: Row, say: Words) -> None:
    ids = row.policy.model_ids if row.policy else ()
    if not ids:
        return
    box = st.expander(say("organization_project_ids", count=len(ids)), key=f"ids_{row.project_id}", on_change="rerun")
    if box.open:
        box.code("\n".join(ids), language=None, wrap_lines=True)


def _remove(services: Services, room: Room, key: str, say: Words) -> None:
    box = st.expander(say("organization_plan_remove_title"), key=f"{key}_unsafe", on_change="rerun")
    if not box.open:
        return
    with box:
        st.markdown(say("organization_plan_remove_note"))
        st.button(
            say("organization_plan_remove"), key=f"{key}_remove", on_click=_plan, args=(services, room, "remove", key)
        )


def _plan(services: Services, room: Room, action: str, key: str, allow_unknown: bool = False) -> None:
    """Begin a plan of what is typed in the field; without a sound id it says so."""
    project_id, permissions = room.project_id or "", room.permissions
    model = str(st.session_state.get(f"{key}_model", room.model) or "").strip()
    room.model = model
    if action == "remove":
        room.change.plan(services.jobs, lambda: permissions.plan_remove(project_id))
    elif not is_id(model):
        room.change.note = "organization_model_bad"
    elif action == "refuse":
        room.change.plan(services.jobs, lambda: permissions.plan_refuse(project_id, [model]))
    else:
        room.change.plan(
            services.jobs, lambda: permissions.plan_allow(project_id, [model], allow_unknown=allow_unknown)
        )


def _waiting(room: Room, say: Words) -> None:
    @st.fragment(run_every=EVERY)
    def waiting() -> None:
        if room.change.finished():
            if room.change.changed is not None:
                room.took_change(room.change.changed)
                room.said = f"organization_result_{room.change.changed.result}"
            elif room.change.planned is not None:
                room.said = f"organization_preview_{room.change.planned.action}"
            st.rerun()
        doing = "organization_planning" if room.change.doing == "plan" else "organization_applying"
        st.status(say(doing), state="running")

    waiting()


def _preview(services: Services, room: Room, row: Row, planned: Planned, say: Words) -> None:
    key = f"preview_{room.change.serial}"
    permissions = room.permissions

    def apply(until: str | None, name: str | None) -> None:
        room.change.note = None
        room.change.apply(services.jobs, lambda: permissions.apply(planned, until=until, confirm_name=name))

    def wrong(note: str) -> None:
        room.change.note = note

    show_preview(
        planned,
        say,
        name=row.title,
        key=key,
        apply=apply,
        close=room.change.drop,
        wrong=wrong,
        anyway=lambda: _plan(services, room, "allow", "no_field", allow_unknown=True),
        timed=_timed(room, planned),
    )


def _timed(room: Room, planned: Planned) -> bool:
    """Tell whether a grant will end what is permitted already."""
    if planned.reason != "already_permitted":
        return False
    try:
        grants = room.permissions.grants(planned.project_id)
    except (NotKept, OSError):
        return False
    return any(set(one.wanted) & set(planned.wanted) for one in grants)


def _outcome(services: Services, room: Room, row: Row, changed: Changed, say: Words) -> None:
    key = f"outcome_{room.change.serial}"
    record, action = changed.record, changed.planned.action
    again: Callable[[], None] | None = None
    if action in ("allow", "refuse", "remove"):
        again = lambda: _plan(services, room, action, "no_field")  # noqa: E731
    show_outcome(
        changed,
        say,
        name=row.title,
        key=key,
        undo=(lambda: undo(services, room, record)) if record and action != "undo" else None,
        again=again,
        close=room.change.drop,
    )
