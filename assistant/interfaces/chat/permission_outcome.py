"""Draws what came of a change: applied, refused, changed by somebody meanwhile, or not known; and the way back."""

from __future__ import annotations

import streamlit as st

from assistant.domain.evidence import Found
from assistant.domain.permissions.planned import Changed, Planned
from assistant.domain.probing.keys import Keys
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.chat import checks
from assistant.interfaces.chat import permission_actions as actions
from assistant.interfaces.chat.permission_lists import policy_name
from assistant.interfaces.chat.permission_preview import draw_notices
from assistant.interfaces.copyable import copyable
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Change, Visit

SHOWN_STATE = ("stale", "failed", "unknown")


def draw(services: Services, visit: Visit, done: Changed, keys: Keys, say: Words) -> None:
    """Draw the outcome, and what can be done now."""
    undo = done.planned.action == "undo"
    told = say(f"permission_result_{'undone' if undo and done.result == 'applied' else done.result}")
    draw_reason(told, done.reason, done.message, say, good=done.result == "applied")
    draw_notices(tuple(one for one in done.notices if one not in done.planned.notices), say)
    if done.result in SHOWN_STATE:
        st.markdown(f"**{say('permission_now')}**: {policy_name(done.after, say)}")
        if done.after is not None and done.after.model_ids:
            st.code("\n".join(done.after.model_ids[:20]), language=None, wrap_lines=True)
    _ids(done, say)
    proves = done.result == "applied" and not undo and not _proved(visit)
    if proves and not keys.project:
        st.caption(say("permission_check_no_key"))
    with st.container(horizontal=True):
        if proves and keys.project:
            st.button(
                say("permission_check"), key="permission_check", type="primary",
                on_click=checks.open_panel, args=(visit,),
            )  # fmt: skip
        if done.result == "applied" and not undo and done.record is not None:
            undo_button(services, visit, keys, done.record, say)
        if done.result != "applied":
            st.button(
                say("permission_again"), key="permission_again", type="primary",
                on_click=actions.planned, args=(services, visit, keys, visit.change.models if visit.change else ()),
            )  # fmt: skip
        st.button(say("permission_close"), key="permission_close", on_click=actions.closed, args=(visit,))


def draw_decided(services: Services, visit: Visit, change: Change, plan: Planned, keys: Keys, say: Words) -> None:
    """Draw a plan after which nothing is to be written, and why."""
    draw_reason(say(f"permission_plan_{plan.result}"), plan.reason, plan.message, say, good=plan.result == "nothing")
    if plan.before is not None:
        st.markdown(f"**{say('permission_now')}**: {policy_name(plan.before, say)}")
    draw_notices(plan.notices, say)
    with st.container(horizontal=True):
        for near in (one for notice in plan.notices for one in notice.near):
            st.button(
                say("permission_use_near", model=as_code(near)), key=f"permission_near_{near}", type="primary",
                on_click=actions.planned, args=(services, visit, keys, _instead(plan, near)),
            )  # fmt: skip
        if plan.reason == "unseen_model":
            st.button(
                say("permission_add_unknown"), key="permission_add_unknown", on_click=actions.planned,
                args=(services, visit, keys, change.models), kwargs={"unknown": True},
            )  # fmt: skip
        elif plan.result != "nothing":
            st.button(
                say("permission_again"), key="permission_again",
                on_click=actions.planned, args=(services, visit, keys, change.models),
            )  # fmt: skip
        st.button(say("permission_close"), key="permission_close", on_click=actions.closed, args=(visit,))


def draw_reason(told: str, reason: str | None, message: str | None, say: Words, *, good: bool) -> None:
    """Draw a result with its reason; a server's own words are shown as text."""
    words = f"**{told}**" + (f"  \n{say(f'permission_reason_{reason}')}" if reason else "")
    (st.success if good else st.warning)(words)
    if message:
        st.caption(say("result_server_says"))
        st.code(message, language=None, wrap_lines=True)


def undo_button(services: Services, visit: Visit, keys: Keys, record_id: str, say: Words) -> None:
    """Draw the way back: one click, guarded as the change itself is."""
    st.button(
        say("permission_undo"), key=f"permission_undo_{record_id}", help=say("permission_undo_help"),
        disabled=not keys.admin, on_click=actions.undone, args=(services, visit, keys, record_id),
    )  # fmt: skip


def _instead(plan: Planned, near: str) -> tuple[str, ...]:
    """Return the wanted ids with the unseen one that `near` stands for replaced by it."""
    meant = next((notice.models[0] for notice in plan.notices if near in notice.near and notice.models), None)
    return tuple(near if one == meant else one for one in plan.wanted)


def _proved(visit: Visit) -> bool:
    """Tell whether the call is being shown, made, or has gone through; elsewhere than in the chat it is not made."""
    if visit.case is None or visit.consent or visit.job is not None:
        return True
    calls = [one for one in visit.case.findings if one.probe == "model_call"]
    return bool(calls) and calls[-1].found is Found.OK


def _ids(done: Changed, say: Words) -> None:
    rows = [(say("permission_record"), done.record, "")] if done.record else []
    rows += [(say("receipt_request"), one, "") for one in done.request_ids[-1:]]
    if rows:
        copyable("permission_ids", rows, say)
