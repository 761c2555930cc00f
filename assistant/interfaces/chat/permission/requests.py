"""Draws what became of a request to an administrator, as soon as it is known."""

from __future__ import annotations

import streamlit as st

from assistant.domain.case import Case
from assistant.domain.view.words import Words
from assistant.engine.approvals import Opened
from assistant.interfaces.chat import checking, checks
from assistant.interfaces.services import Services
from assistant.interfaces.times import written
from assistant.interfaces.visit import Visit, keys_for

EVERY = 2.0
SETTLED = ("approved", "declined")


def draw(services: Services, visit: Visit, case: Case, say: Words) -> None:
    """Draw the newest request of a case; while it is open, it is looked at again and again."""
    newest = services.approvals().look(case.requests[-1])
    if newest is None:
        visit.awaits = False
        return
    visit.awaits = newest.state == "open"
    if visit.awaits:
        _waiting(services, newest, say)
        return
    noticed(services, visit, case, newest)
    with st.container(border=True, key="request_state", gap="xsmall"):
        _state(visit, newest, say)


def noticed(services: Services, visit: Visit, case: Case, newest: Opened) -> None:
    """Take notice of a decision, once; where it was asked for, the call is made again at once."""
    if newest.state not in SETTLED or newest.approval.taken is not None:
        return
    if not services.approvals().take(newest.approval.id):
        return
    if newest.state == "approved":
        visit.case = services.engine.approved(case.id)
        visit.said = "request_announce_approved"
        if newest.approval.wants_check and keys_for(visit, case).project and visit.case is not None:
            checking.checked(services, visit, visit.case.version, call=True)
    st.rerun()


def _waiting(services: Services, newest: Opened, say: Words) -> None:
    @st.fragment(run_every=EVERY)
    def waiting() -> None:
        now = services.approvals().look(newest.approval.id)
        if now is None or now.state != "open":
            st.rerun()
        until = written(newest.approval.expires, say)
        st.info(f"{say('request_waiting')}  \n:small[{say('request_link_until', time=until)}]")

    with st.container(key="request_waiting"):
        waiting()


def _state(visit: Visit, newest: Opened, say: Words) -> None:
    approval = newest.approval
    told = f"**{say(f'request_{newest.state}')}**"
    when = f"  \n:small[{written(approval.decided, say)}]" if approval.decided else ""
    (st.success if newest.state == "approved" else st.info)(told + when)
    if approval.how is not None:
        st.markdown(say(f"request_how_{approval.how}"))
    if approval.record is not None and visit.case is not None and approval.record not in visit.case.changes:
        st.warning(say("request_undone"))
    if approval.reason:
        st.markdown(f":small[{say('request_reason')}]")
        st.code(approval.reason, language=None, wrap_lines=True)
    if newest.state == "approved" and visit.case is not None and not _passed(visit.case):
        st.button(
            say("request_check_now"), key="request_check", type="primary", on_click=checks.open_panel, args=(visit,)
        )


def _passed(case: Case) -> bool:
    calls = [one for one in case.findings if one.probe == "model_call"]
    return bool(calls) and calls[-1].found.value == "ok"
