"""Draws the ends of a guide: the receipt of a proved fix, the summary for a person, and a check without a key."""

from __future__ import annotations

import streamlit as st

from assistant.domain.permissions.record import ChangeRecord
from assistant.domain.text import as_code
from assistant.domain.view.ready import ReadyCall
from assistant.domain.view.receipt import Call, Receipt
from assistant.domain.view.summary import Summary
from assistant.domain.view.words import Words
from assistant.interfaces.times import written


def draw_receipt(receipt: Receipt, say: Words, *, practice: bool, change: ChangeRecord | None = None) -> None:
    """Draw both calls side by side, the change between them where it was made here, and the same as text to copy."""
    with st.container(key="receipt", gap="xsmall"):
        st.markdown(f"**{say('receipt_title')}**")
        if practice:
            st.caption(say("receipt_practice"))
        before, after = st.columns(2)
        with before:
            _call(receipt.before, say("receipt_before"), say)
        with after:
            _call(receipt.after, say("receipt_after"), say)
        changed = _changed(change, say) if change is not None else []
        st.markdown(say("receipt_by_paste" if receipt.after.pasted else "receipt_by_call"))
        with st.expander(say("receipt_copy")):
            st.code("\n".join([_as_text(receipt, say), *changed]), language=None, wrap_lines=True)


def _changed(change: ChangeRecord, say: Words) -> list[str]:
    """Draw the change that lies between the two calls, and return it as lines to copy."""
    from assistant.interfaces.chat.permission import standing

    st.markdown(f":small[{say('receipt_change')}]")
    standing.draw_lines(change, say)
    return [f"{say('receipt_change')}: {' | '.join(standing.lines(change, say, code=False))}"]


def _call(call: Call, heading: str, say: Words) -> None:
    mark, word = ("✓", say("receipt_passed")) if call.passed else ("✕", say("receipt_failed"))
    told = " ".join(as_code(one) for one in (call.status, call.code) if one)
    at = written(call.at, say) or say("receipt_no_time")
    st.markdown(f":small[{heading}]  \n**{mark} {word}** {told}  \n:small[{at}]")
    for value in (call.model, call.request_id):
        if value:
            st.code(value, language=None, wrap_lines=True)


def _as_text(receipt: Receipt, say: Words) -> str:
    lines = [say("receipt_title")]
    if receipt.project_id:
        lines.append(f"{say('fact_project_id')}: {receipt.project_id}")
    for heading, call in (("receipt_before", receipt.before), ("receipt_after", receipt.after)):
        word = say("receipt_passed" if call.passed else "receipt_failed")
        parts = (word, call.status, call.code, call.model, call.at or "", call.request_id or "")
        lines.append(f"{say(heading)}: " + " | ".join(part for part in parts if part))
    return "\n".join(lines)


def draw_summary(summary: Summary, say: Words) -> None:
    """Draw the hand-over's text to copy."""
    with st.container(key="summary"):
        st.markdown(say("handoff_intro"))
        st.code(summary.text, language=None, wrap_lines=True)
        st.caption(say("handoff_ids"))
        with st.expander(say("handoff_missing")):
            items = ("handoff_add_time", "handoff_add_request", "handoff_add_endpoint", "handoff_add_version")
            st.markdown("\n".join(f"- {say(one)}" for one in items))


def draw_ready(ready: ReadyCall, say: Words) -> None:
    """Draw the ready commands, whose answer is pasted and read."""
    st.markdown(f"**{say('command_title')}**")
    st.markdown(say.shown("command_intro", variable="OPENAI_API_KEY"))
    curl, python = st.tabs([say("command_curl"), say("command_python")])
    with curl:
        st.code(ready.curl, language="bash", wrap_lines=True)
    with python:
        st.code(ready.python, language="python", wrap_lines=True)
    st.caption(say("command_cost"))
    st.markdown(say("command_paste"))
    st.caption(say("command_no_key_here"))
