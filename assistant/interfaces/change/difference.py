"""Draws the list before and after a change, what comes and what goes marked; ids are drawn as text."""

from __future__ import annotations

import streamlit as st

from assistant.domain.evidence import Policy
from assistant.domain.permissions.planned import Planned
from assistant.domain.view.words import Words
from assistant.interfaces.change.said import changes_said, policy_said

MOST = 20


def draw(planned: Planned, say: Words, *, in_words: bool) -> None:
    """Draw before and after side by side, and the difference in words too."""
    change = planned.difference
    before, after = st.columns(2)
    with before:
        _list(say("change_before"), planned.before, change.takes_off, "-", say)
    with after:
        _list(say("change_after"), planned.after, change.adds, "+", say)
    if change and in_words:
        st.markdown(changes_said(change, say))


def ids_shown(policy: Policy, say: Words, marked: tuple[str, ...] = (), sign: str = "") -> str:
    """Return a list as lines of text, the marked ids always among them; a long list is cut, its rest counted."""
    shown = policy.model_ids[:MOST]
    shown = (*shown, *(one for one in marked if one not in shown and one in policy.model_ids))
    lines = [f"{sign if one in marked else ' '} {one}" if sign else one for one in shown]
    more = len(policy.model_ids) - len(shown)
    return "\n".join([*lines, *([f"  {say('change_more', count=more)}"] if more > 0 else [])])


def _list(heading: str, policy: Policy | None, marked: tuple[str, ...], sign: str, say: Words) -> None:
    st.markdown(f":small[{heading}]  \n**{policy_said(policy, say)}**")
    if policy is not None and policy.model_ids:
        st.code(ids_shown(policy, say, marked, sign), language=None, wrap_lines=True)
