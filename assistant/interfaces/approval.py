"""The page behind the link of a request: the case to read, and approve or decline; no key is in it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import streamlit as st

from assistant.domain.case import Case
from assistant.domain.permissions.approval import LONGEST_REASON
from assistant.domain.permissions.wanted import Wanted
from assistant.domain.probing.keys import Keys
from assistant.domain.text import as_code
from assistant.domain.view.asking import asking
from assistant.domain.view.render import View
from assistant.domain.view.words import Words
from assistant.engine.approvals import Opened
from assistant.interfaces import pulse
from assistant.interfaces.change.change import Change
from assistant.interfaces.chat.permission import actions, panel
from assistant.interfaces.chat.practice_mark import practice_mark
from assistant.interfaces.chat.verdict import COLOURS, SHAPES
from assistant.interfaces.copyable import copyable
from assistant.interfaces.services import Services
from assistant.interfaces.times import written
from assistant.interfaces.visit import Visit, words

REQUEST = "request"
REASON, REASON_NO = "approval_reason", "approval_reason_no"
CONSOLE = ("project_limits",)


def draw(services: Services, visit: Visit) -> None:
    """Draw the page of the request that the address names."""
    say = words(services, visit)
    pulse.draw(visit)
    opened = services.approvals().open(st.query_params.get(REQUEST, ""))
    case = services.engine.load(opened.approval.case_id) if opened else None
    if opened is None or case is None or opened.state in ("revoked", "expired"):
        _gone(opened, say)
        return
    _practised(services, visit, case)
    view = services.engine.view(case, visit.language, opened.approval.base_url)
    st.header(say("approval_title"), anchor=False)
    with st.container(border=True, key="approval", gap="small"):
        _facts(view, opened, say)
        _asked(services, case, opened, say)
    if visit.change is not None and visit.change.approval_id == opened.approval.id:
        panel.draw(services, visit, visit.change, _keys(services, visit, opened), say)
    if opened.state == "open":
        _decide(services, visit, opened, say)
    else:
        _decided(opened, say)


def _gone(opened: Opened | None, say: Words) -> None:
    st.header(say("approval_title"), anchor=False)
    st.info(say("approval_not_valid" if opened is None else f"approval_{opened.state}"))


def _practised(services: Services, visit: Visit, case: Case) -> None:
    """Take up the practice organization of a practice case, whose Admin key is made up."""
    if case.practice and visit.practice is None:
        visit.practice = services.practices.of(case.id)
        if visit.practice is not None:
            st.rerun()


def _keys(services: Services, visit: Visit, opened: Opened) -> Keys:
    """Return this visitor's Admin key where it was given for the request's host; another host gets none."""
    practice = visit.practice
    if practice is not None and practice.base_url == opened.approval.base_url:
        keys = practice.admin_keys() if visit.practice_admin else Keys(base_url=practice.base_url)
        return replace(keys, project=None)
    known = opened.approval.base_url in services.hosts
    return replace(visit.keys, project=None) if known and visit.base_url == opened.approval.base_url else Keys()


def _facts(view: View, opened: Opened, say: Words) -> None:
    """Draw what failed, when, and how sure that is."""
    card = view.verdict
    mark = f"{practice_mark(say)} " if view.practice else ""
    grade = f":{COLOURS[card.grade]}-badge[{SHAPES[card.grade]} {card.grade_label}]"
    st.markdown(f"## {card.title}\n\n{mark}{grade} :small[{card.grade_note}]")
    rows = [(row.label, row.value, "") for row in card.facts if row.value]
    copyable("approval_facts", rows, say)
    if card.evidence:
        st.code("\n".join(line.text.strip() for line in card.evidence[:3]), language=None, wrap_lines=True)
    asked, until = written(opened.approval.created, say), written(opened.approval.expires, say)
    st.caption(f"{say('approval_asked_at', time=asked)}  \n{say('request_link_until', time=until)}")


def _asked(services: Services, case: Case, opened: Opened, say: Words) -> None:
    """Draw the smallest edit, what it opens, and the same change as console steps and commands."""
    approval = opened.approval
    known = services.engine.wanted(case)
    wanted = known or Wanted(approval.project_id, approval.models[0])
    models = say("list_separator").join(as_code(one) for one in approval.models)
    st.markdown(f"**{say('approval_asks')}**  \n{say('approval_permit', models=models)}")
    st.markdown("\n".join(f"- {say(one)}" for one in ("approval_opens", "approval_affects")))
    if opened.state != "open":
        return
    for one in () if case.practice else CONSOLE:
        named = Words(say.knowledge, say.language, {"project_id": approval.project_id})
        st.link_button(f"{named.link_label(one)} ↗", named.url(one), key=f"approval_{one}")
    box = st.expander(say("approval_forms"), key="approval_forms", on_change="rerun")
    if box.open:
        message = asking(
            case, services.engine.diagnosis(case), say.knowledge, say.language, wanted, approval.models,
            approval.base_url,
        )  # fmt: skip
        with box:
            for block in message.blocks:
                st.markdown(f":small[{block.heading}]")
                st.code(block.code, language=None, wrap_lines=True)


def _decide(services: Services, visit: Visit, opened: Opened, say: Words) -> None:
    """Draw the three ways to answer."""
    approval = opened.approval
    with st.container(key="approval_decide", gap="small"):
        if visit.change is None or visit.change.approval_id != approval.id:
            st.button(
                say("approval_here"), key="approval_here", type="primary",
                on_click=_here, args=(visit, opened),
            )  # fmt: skip
            st.caption(say.shown("approval_here_note", host=urlsplit(approval.base_url).netloc))
        by_hand = st.expander(say("approval_by_hand"), key="approval_by_hand", on_change="rerun")
        if by_hand.open:
            with by_hand:
                st.markdown(say("approval_by_hand_note"))
                st.text_area(say("approval_reason_label"), key=REASON, max_chars=LONGEST_REASON, height=80)
                st.button(say("approval_done"), key="approval_done", on_click=_approved, args=(services, approval.id))
        refuse = st.expander(say("approval_decline"), key="approval_refuse", on_change="rerun")
        if refuse.open:
            with refuse:
                st.text_area(say("approval_reason_label"), key=REASON_NO, max_chars=LONGEST_REASON, height=80)
                st.button(
                    say("approval_decline_yes"), key="approval_decline", on_click=_declined,
                    args=(services, approval.id),
                )  # fmt: skip


def _here(visit: Visit, opened: Opened) -> None:
    approval = opened.approval
    actions.opened(
        visit,
        Change(approval.base_url, approval.project_id, approval.models, approval.case_id, approval_id=approval.id),
    )


def _approved(services: Services, approval_id: str) -> None:
    services.approvals().approve(approval_id, "console", str(st.session_state.get(REASON) or ""))


def _declined(services: Services, approval_id: str) -> None:
    services.approvals().decline(approval_id, str(st.session_state.get(REASON_NO) or ""))


def _decided(opened: Opened, say: Words) -> None:
    approval = opened.approval
    with st.container(border=True, key="approval_state", gap="xsmall"):
        (st.success if opened.state == "approved" else st.info)(
            f"**{say(f'request_{opened.state}')}**  \n:small[{written(approval.decided, say)}]"
        )
        if approval.how is not None:
            st.markdown(say(f"request_how_{approval.how}"))
        if approval.reason:
            st.code(approval.reason, language=None, wrap_lines=True)
        st.caption(say("approval_thanks"))
