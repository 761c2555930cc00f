"""Draws the live check: what will be sent before it is sent, its progress, what it found."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from urllib.parse import urlsplit

import streamlit as st

from assistant.domain.text import as_code
from assistant.domain.view.advice import Advice
from assistant.domain.view.render import View
from assistant.domain.view.words import Words
from assistant.interfaces.chat import checking
from assistant.interfaces.copyable import copyable
from assistant.interfaces.services import Services
from assistant.interfaces.times import local
from assistant.interfaces.visit import Visit, base_url_for, keys_for

MARKS = {"ok": "✓", "skipped": "–"}
REFUSED = "✕"
SECONDS = 40
EVERY = 0.4
REPEAT = "consent_repeat"


def draw_panel(services: Services, visit: Visit, view: View, say: Words) -> None:
    """Draw what a check would send, and the buttons that send it."""
    case = visit.case
    if case is None:
        return
    keys, host = keys_for(visit, case), urlsplit(base_url_for(visit, case)).netloc
    with st.container(border=True, key="consent", gap="xsmall"):
        st.markdown(f"**{say('consent_title')}**")
        st.markdown(say.shown("consent_to", host=host))
        if not keys:
            st.info(say("consent_no_key"))
        for one in services.engine.planned(case, keys, call=True):
            cost = say("cost_practice") if case.practice else say("cost_free" if one.cost == "free" else "cost_call")
            reason = (
                f" — {say(f'reason_{one.skip}')}" if one.skip and f"reason_{one.skip}" in say.knowledge.wording else ""
            )
            st.markdown(f"- {say(f'probe_{one.probe}')} · {cost}{reason}")
            if not one.skip:
                body = f"\n{json.dumps(one.body, ensure_ascii=False)}" if one.body else ""
                st.code(f"{one.method} {one.url}{body}", language=None, wrap_lines=True)
        st.caption(say("consent_no_paste"))
        if case.changes or case.requests:
            _repeat(say)
        _consent_buttons(services, visit, view, say, bool(keys))


def _consent_buttons(services: Services, visit: Visit, view: View, say: Words, able: bool) -> None:
    with st.container(horizontal=True):
        called = "consent_call_practice" if view.practice else "consent_call"
        for call, label, kind in ((True, called, "primary"), (False, "consent_free", "secondary")):
            st.button(
                say(label),
                key=f"consent_{'call' if call else 'free'}",
                type=kind,  # type: ignore[arg-type]  # a literal of the tuple above
                disabled=not able,
                on_click=_check,
                args=(services, visit, view.version),
                kwargs={"call": call},
            )
        st.button(say("consent_cancel"), key="consent_cancel", type="tertiary", on_click=_close, args=(visit,))


def _repeat(say: Words) -> None:
    """Offer to make the call again until it goes through, and say when."""
    from assistant.interfaces.chat import watching

    at = [local(one, "%H:%M") for one in watching.times(datetime.now(UTC))]
    st.checkbox(say("watch_repeat", time=say("list_separator").join(at)), key=REPEAT)


def _check(services: Services, visit: Visit, version: int, *, call: bool) -> None:
    if call and st.session_state.get(REPEAT):
        from assistant.interfaces.chat import watching

        watching.begun(visit)
    checking.checked(services, visit, version, call=call)


def open_panel(visit: Visit) -> None:
    """Open the panel on the next run."""
    visit.consent = True


def _close(visit: Visit) -> None:
    visit.consent = False


def draw_progress(services: Services, visit: Visit, say: Words) -> None:
    """Show a check under way and its findings as they come, until it is done."""
    host = urlsplit(visit.practice.base_url if visit.practice else visit.base_url).netloc

    @st.fragment(run_every=EVERY)
    def waiting() -> None:
        if checking.finished(services, visit):
            st.rerun()
        status = st.status(say("progress_checking", host=host, seconds=SECONDS), state="running", expanded=True)
        came = list(visit.job.findings) if visit.job else []
        for one in came:
            status.markdown(f"{MARKS.get(one.found.value, REFUSED)} {say(f'probe_{one.probe}')}")
        status.caption(say("progress_waiting"))

    with st.container(key="progress"):
        waiting()


def draw_pending(services: Services, visit: Visit, say: Words) -> None:
    """Wait for a check that another tab, or this one before a reload, has under way."""

    @st.fragment(run_every=2 * EVERY)
    def waiting() -> None:
        case = visit.case
        if case is None:
            return
        newest = services.engine.load(case.id)
        if newest is None or newest.version != case.version or not services.engine.checking(newest):
            visit.case = newest
            st.rerun()
        st.info(say("check_pending"))

    with st.container(key="progress"):
        waiting()


def draw_findings(view: View, say: Words, *, folded: bool = False) -> None:
    """Draw what the checks found; a server's own words are shown as text."""
    if not view.findings:
        return
    expanded = view.step is None and not folded
    box = st.expander(say("findings_title"), expanded=expanded, key="findings", on_change="rerun")
    if not box.open:
        return
    with box:
        for line in view.findings:
            told = [as_code(one) for one in (line.call, line.request_id) if one]
            told += [one for one in (local(line.at), say("result_pasted") if line.pasted else "") if one]
            mark = MARKS.get(line.found, REFUSED)
            st.markdown(f"{mark} **{line.label}**  \n{line.outcome}  \n:small[{' · '.join(told)}]")
            if line.said:
                st.code(line.said, language=None, wrap_lines=True)


def _advice_title(advice: Advice, say: Words) -> str:
    if advice.models:
        return say("models_title")
    return say("models_near" if advice.near else "models_replacement")


def draw_advice(services: Services, visit: Visit, view: View, advice: Advice | None, say: Words) -> None:
    """Draw the models that can be called meanwhile."""
    if advice is None:
        return
    works = any(one.state == "works" for one in advice.models)
    box = st.expander(_advice_title(advice, say), expanded=works, key="advice", on_change="rerun")
    if not box.open:
        return
    with box:
        _advised(advice, say)
        if advice.to_try:
            st.button(
                say("models_try", count=len(advice.to_try), dollars="0.01"),
                key="models_try",
                on_click=checking.tried,
                args=(services, visit, view.version, advice.to_try),
            )


def _advised(advice: Advice, say: Words) -> None:
    """Draw the advice: what ends and what replaces it, names that were perhaps meant, and the listed models."""
    if advice.ends:
        st.caption(say("model_shut_down" if advice.ended else "model_shutting_down", date=advice.ends))
    instead = say("models_replacement_unsure" if advice.replacement_unsure else "models_replacement")
    rows = [(instead, advice.replacement, "")] if advice.replacement else []
    rows += [(say("models_near"), near, "") for near in advice.near]
    if rows:
        copyable("advised", rows, say)
    listed = [f"- {as_code(one.model)} — {say(f'model_{one.state}')}" for one in advice.models]
    if listed:
        more = [f":small[{say('models_more', count=advice.more)}]"] if advice.more else []
        st.markdown("\n\n".join(["\n".join(listed), *more, f":small[{say('models_listed_note')}]"]))
