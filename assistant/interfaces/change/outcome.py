"""Draws what came of a change: what was read afterwards, its record, and the ways on."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assistant.domain.permissions.planned import Changed
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.change.said import changes_said, notice_said, plain, policy_said, why_said
from assistant.interfaces.times import local

KIND = {"applied": st.success, "nothing": st.info}


def show_outcome(
    changed: Changed,
    say: Words,
    *,
    name: str,
    key: str,
    undo: Callable[[], None] | None,
    again: Callable[[], None] | None,
    close: Callable[[], None],
) -> None:
    """Draw an outcome; `undo` takes the change back, `again` previews it anew from the policy as it is now."""
    st.markdown(f"### {plain(name)}\n\n{as_code(changed.planned.project_id)}")
    KIND.get(changed.result, st.warning)(_words(changed, say))
    for notice in changed.notices:
        st.info(notice_said(notice, say))
    if changed.message and changed.result not in ("applied", "nothing"):
        st.code(changed.message, language=None, wrap_lines=True)
    if changed.result == "applied":
        st.markdown(changes_said(changed.planned.difference, say))
    st.markdown(say("organization_result_now", policy=policy_said(changed.after, say)))
    _small(changed, say)
    with st.container(horizontal=True):
        if undo is not None and changed.record and changed.result in ("applied", "unknown"):
            st.button(say("organization_result_undo"), key=f"{key}_undo", on_click=undo)
        if again is not None and changed.result in ("stale", "failed", "unknown", "refused"):
            st.button(say("organization_result_again"), key=f"{key}_replan", type="primary", on_click=again)
        st.button(say("organization_result_close"), key=f"{key}_done", type="tertiary", on_click=close)


def _words(changed: Changed, say: Words) -> str:
    told = [f"**{say(f'organization_result_{changed.result}')}**"]
    if changed.result == "applied":
        told.append(say("organization_result_read"))
    if changed.reason:
        told.append(why_said(changed.reason, say))
    if changed.grant is not None:
        told.append(say("organization_result_until", time=local(changed.grant.until)))
    return "  \n".join(told)


def _small(changed: Changed, say: Words) -> None:
    parts = [say("organization_result_record", record=as_code(changed.record))] if changed.record else []
    if changed.request_ids:
        ids = " ".join(as_code(one) for one in changed.request_ids)
        parts.append(f"{say('organization_result_ids')}: {ids}")
    if parts:
        st.caption("  \n".join(parts))
