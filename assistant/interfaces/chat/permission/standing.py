"""Draws a change that stands for a case: what it did, when, and the way back; and the same lines for a receipt."""

from __future__ import annotations

import streamlit as st

from assistant.domain.case import Case
from assistant.domain.permissions.edit import difference
from assistant.domain.permissions.record import ChangeRecord
from assistant.domain.probing.keys import Keys
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.change.change import Change
from assistant.interfaces.chat.permission import actions
from assistant.interfaces.services import Services
from assistant.interfaces.times import written
from assistant.interfaces.visit import Visit, keys_for


def draw(services: Services, visit: Visit, case: Case, record: ChangeRecord, say: Words, *, brief: bool) -> None:
    """Draw the change, unless a receipt below tells it (`brief`), and the button that undoes it."""
    with st.container(border=True, key="permission_standing", gap="xsmall"):
        st.markdown(f"**{say('permission_standing')}**")
        if not brief:
            draw_lines(record, say)
        keys = _keys(visit, case)
        st.button(
            say("change_undo"), key=f"permission_undo_{record.id}", help=say("change_undo_help"),
            disabled=not keys.admin, on_click=_undo, args=(services, visit, case, record, keys),
        )  # fmt: skip
        if not keys.admin:
            st.caption(say("permission_undo_needs_key"))


def _keys(visit: Visit, case: Case) -> Keys:
    """Return the keys of the case; in practice with the made-up Admin key that made the change."""
    return visit.practice.admin_keys() if case.practice and visit.practice is not None else keys_for(visit, case)


def draw_lines(record: ChangeRecord, say: Words) -> None:
    """Draw what was changed, when and by whom; ids are drawn as code."""
    st.markdown("\n".join(f"- {line}" for line in lines(record, say, code=True)))


def lines(record: ChangeRecord, say: Words, *, code: bool) -> list[str]:
    """Return the change as lines of a receipt."""
    shown = as_code if code else str
    change = difference(record.before, record.after)
    told = [f"{say('receipt_change_added')}: {shown(one)}" for one in change.adds]
    told += [f"{say('receipt_change_taken_off')}: {shown(one)}" for one in change.takes_off]
    if record.after.mode is None and record.before.mode is not None:
        told = [say("receipt_change_removed")]
    at = written(record.finished or record.at, say) if code else record.finished or record.at
    told += [f"{say('receipt_change_at')}: {at}", f"{say('receipt_change_by')}: {shown(record.who)}"]
    told.append(f"{say('change_record')}: {shown(record.id)}")
    told += [f"{say('receipt_request')}: {shown(one)}" for one in record.request_ids[-1:]]
    return told


def _undo(services: Services, visit: Visit, case: Case, record: ChangeRecord, keys: Keys) -> None:
    models = tuple(dict.fromkeys((*difference(record.before, record.after).adds, case.value("model") or "")))
    visit.practice_admin = case.practice
    change = Change(record.base_url, record.project_id, tuple(filter(None, models)), case.id)
    actions.opened(visit, change)
    if visit.change is change:
        actions.hand(services, visit, change, keys).undo(record.id)
