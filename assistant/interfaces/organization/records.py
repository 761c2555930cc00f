"""Draws the changes that were made in this organization with the app or the command."""

from __future__ import annotations

import streamlit as st

from assistant.domain.permissions.organization import Organization
from assistant.domain.permissions.policy import alike
from assistant.domain.permissions.record import ChangeRecord, NotKept
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.change.said import plain, policy_lines, policy_said, why_said
from assistant.interfaces.organization import project
from assistant.interfaces.organization.room import Room
from assistant.interfaces.services import Services
from assistant.interfaces.times import local
from assistant.interfaces.visit import Visit

MOST = 50


def draw(services: Services, _visit: Visit, room: Room, say: Words) -> None:
    """Draw the newest records of the projects that this key lists; of others nothing is told."""
    seen = room.seen
    if seen is None:
        return
    try:
        records = room.permissions.records([one.project_id for one in seen.rows], MOST)
    except (NotKept, OSError):
        st.warning(say("organization_records_kept"))
        return
    st.caption(say("organization_records_note"))
    if not records:
        st.info(say("organization_records_empty"))
    for one in records:
        box = st.expander(_line(one, seen, say), key=f"record_{one.id}", on_change="rerun")
        if box.open:
            with box:
                _record(services, room, seen, one, say)


def _line(record: ChangeRecord, seen: Organization, say: Words) -> str:
    row = seen.row(record.project_id)
    name = plain(row.title if row else record.project_id)
    action, result = say(f"organization_action_{record.action}"), say(f"change_result_{record.result}")
    return say("organization_record_line", time=local(record.at), name=name, action=action, result=result)


def _record(services: Services, room: Room, seen: Organization, record: ChangeRecord, say: Words) -> None:
    ids = f"{as_code(record.id)} · {as_code(record.project_id)}"
    parts = [
        f"**{say('organization_record_who')}** {as_code(record.who)} · {ids}",
        *policy_lines(record.before, record.after, say),
        f"**{say('organization_record_found')}** {policy_said(record.found, say)}",
    ]
    if record.reason:
        parts.append(why_said(record.reason, say))
    if record.request_ids:
        parts.append(f"**{say('receipt_request')}** {' '.join(as_code(one) for one in record.request_ids)}")
    st.markdown("\n\n".join(parts))
    row = seen.row(record.project_id)
    if record.result not in ("applied", "unknown") or record.action == "undo" or row is None:
        return
    if row.policy is not None and alike(row.policy, record.standing) and not alike(record.standing, record.before):
        st.button(say("change_undo"), key=f"undo_{record.id}", on_click=_undo, args=(services, room, record))
    else:
        st.caption(say("organization_record_undo_gone"))


def _undo(services: Services, room: Room, record: ChangeRecord) -> None:
    room.open(record.project_id)
    project.hand_of(services, room).undo(record.id)
