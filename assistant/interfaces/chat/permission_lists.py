"""Draws lists of model ids: before, after, what comes and what goes; ids are drawn as text."""

from __future__ import annotations

import streamlit as st

from assistant.domain.evidence import Policy
from assistant.domain.permissions.planned import Planned
from assistant.domain.text import as_code
from assistant.domain.view.words import Words

MOST_SHOWN = 20


def draw_difference(planned: Planned, say: Words) -> None:
    """Draw before and after side by side, what changes marked by a sign and by words."""
    change = planned.difference
    before, after = st.columns(2)
    with before:
        _list(say("permission_before"), planned.before, change.takes_off, "-", say)
    with after:
        _list(say("permission_after"), planned.after, change.adds, "+", say)
    lines = [f"- {say.shown('permission_adds', model=one)}" for one in change.adds[:MOST_SHOWN]]
    lines += [f"- {say.shown('permission_takes_off', model=one)}" for one in change.takes_off[:MOST_SHOWN]]
    st.markdown("\n".join([f"**{say('permission_difference')}**", "", *lines]))


def policy_name(policy: Policy | None, say: Words) -> str:
    """Return a list by its name in the console and its length."""
    if policy is None:
        return say("permission_list_unread")
    if policy.mode_text is not None:
        return say("permission_list_unknown", mode=policy.mode_text)
    if policy.mode is None:
        return say("permission_list_none")
    return say(f"permission_list_{policy.mode.value}", count=len(policy.model_ids))


def ids_of(models: tuple[str, ...], say: Words) -> str:
    """Return ids as inline code; a long list is cut, its rest counted."""
    more = len(models) - MOST_SHOWN
    told = say("list_separator").join(as_code(one) for one in models[:MOST_SHOWN])
    return f"{told} {say('permission_more', count=more)}" if more > 0 else told


def _list(heading: str, policy: Policy | None, marked: tuple[str, ...], sign: str, say: Words) -> None:
    st.markdown(f":small[{heading}]  \n**{policy_name(policy, say)}**")
    if policy is None or not policy.model_ids:
        return
    shown = policy.model_ids[:MOST_SHOWN]
    shown = (*shown, *(one for one in marked if one not in shown and one in policy.model_ids))
    lines = [f"{sign if one in marked else ' '} {one}" for one in shown]
    more = len(policy.model_ids) - len(shown)
    lines += [f"  {say('permission_more', count=more)}"] if more > 0 else []
    st.code("\n".join(lines), language=None, wrap_lines=True)
