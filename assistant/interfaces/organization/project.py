"""Draws one project: its list, and a change of it from the preview to the undo."""

from __future__ import annotations

import streamlit as st

from assistant.domain.permissions.ids import is_id
from assistant.domain.permissions.organization import Row, cell
from assistant.domain.permissions.policy import NO_POLICY
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.change import panel, unsafe
from assistant.interfaces.change.change import Change, Doing
from assistant.interfaces.change.hand import Hand, Work
from assistant.interfaces.change.said import plain, policy_said, why_said
from assistant.interfaces.copyable import copyable
from assistant.interfaces.organization.room import Room
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit


def place(room: Room | None) -> tuple[str, str]:
    """Return the container that is to be seen first, and what makes it new."""
    if room is None or room.project_id is None or room.seen is None or room.reading is not None:
        return "header", ""
    change = room.change
    state = "busy" if change.job else "done" if change.changed else "plan" if change.planned else "open"
    return "project", f"{room.project_id} {room.model} {change.serial} {state}"


def draw(services: Services, _visit: Visit, room: Room, say: Words) -> None:
    """Draw the project that is open."""
    row = room.seen.row(room.project_id) if room.seen and room.project_id else None
    if row is None:
        return
    change, hand = room.change, hand_of(services, room)
    with st.container(border=True, key="project"):
        st.markdown(f"## {plain(row.title)}")
        copyable(f"project_id_{row.project_id}", [(say("fact_project_id"), row.project_id, "")], say)
        if change.job is not None:
            panel.draw_waiting(change, say, lambda: _taken(room, change))
        else:
            panel.draw(hand, say, f"change_{change.serial}", before=lambda: _choice(hand, room, row, say))


def hand_of(services: Services, room: Room) -> Hand:
    """Return the clicks of the change at hand; put away, it goes on to its end and is stored."""
    change, permissions = room.change, room.permissions

    def begin(doing: Doing, work: Work) -> bool:
        return change.begin(doing, lambda: services.jobs.submit(lambda: work(permissions)))

    return Hand(change, begin, lambda: room.open(room.project_id, room.model))


def _taken(room: Room, change: Change) -> None:
    if change.changed is not None:
        room.took_change(change.changed)
    room.said = panel.said(change)


def _choice(hand: Hand, room: Room, row: Row, say: Words) -> None:
    if hand.change.note:
        st.warning(say(hand.change.note))
    why = why_said(row.reason, say)
    st.markdown(f"{policy_said(row.policy, say)}{f' — {why}' if why else ''}")
    _listed(row, say)
    key = f"choice_{room.change.serial}"
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
                args=(hand, room, action, key),
            )
        st.button(say("change_close"), key=f"{key}_close", type="tertiary", on_click=room.open, args=(None,))
    if row.policy is not None and row.policy != NO_POLICY:
        unsafe.draw(hand, say, key)


def _listed(row: Row, say: Words) -> None:
    ids = row.policy.model_ids if row.policy else ()
    if not ids:
        return
    box = st.expander(say("organization_project_ids", count=len(ids)), key=f"ids_{row.project_id}", on_change="rerun")
    if box.open:
        box.code("\n".join(ids), language=None, wrap_lines=True)


def _plan(hand: Hand, room: Room, action: str, key: str) -> None:
    """Begin a plan of what is typed in the field; without a sound id it says so."""
    model = str(st.session_state.get(f"{key}_model", room.model) or "").strip()
    room.model = model
    if not is_id(model):
        hand.change.note = "organization_model_bad"
    elif action == "refuse":
        hand.refuse((model,))
    else:
        hand.allow((model,))
