"""Draws "Ask an administrator": the message in a language of its own, ways to send it, and the signed link."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import streamlit as st

from assistant.domain.case import Case
from assistant.domain.mail import eml, mailto
from assistant.domain.permissions.approval import DAYS, DEFAULT_DAYS, Approval
from assistant.domain.permissions.policy import permits
from assistant.domain.permissions.wanted import Wanted
from assistant.domain.text import LANGUAGES, Language, as_code
from assistant.domain.view.asking import Asking, Link, asking
from assistant.domain.view.words import Words
from assistant.engine.approvals import Opened
from assistant.interfaces.copyable import copyable
from assistant.interfaces.draft import draft
from assistant.interfaces.services import Services
from assistant.interfaces.times import written
from assistant.interfaces.visit import Visit, base_url_for, keys_for

LANGUAGE, SIBLING, DAYS_KEY, CHECK = "ask_language", "ask_sibling", "ask_days", "ask_check"


def draw(services: Services, visit: Visit, case: Case, wanted: Wanted, say: Words) -> None:
    """Draw the message and the link; `wanted` is what the case asks for."""
    asked = open_request(services, case)
    language = chosen_language(LANGUAGE, say)
    models = asked.approval.models if asked else _models(wanted, say)
    link = _link(services, asked.approval, Words(say.knowledge, language)) if asked else None
    sent = link if services.public_url is not None else None  # one that others cannot open is in no mail
    message = asking(
        case, services.engine.diagnosis(case), services.engine.knowledge, language, wanted, models,
        base_url_for(visit, case), sent,
    )  # fmt: skip
    with st.container(key="request_link", gap="small"):
        st.markdown(f"**{say('request_link_title')}**")
        if asked is None or link is None:
            _new(services, visit, case, wanted, models, say)
        else:
            _made(services, asked.approval, link, say)
    st.markdown(f"**{say('message_title')}**")
    draw_message(message.subject, message.text, "request", language, say, _short(message, sent, language, say))


def open_request(services: Services, case: Case) -> Opened | None:
    """Return the newest request of a case while it is open."""
    if not case.requests:
        return None
    newest = services.approvals().look(case.requests[-1])
    return newest if newest is not None and newest.state == "open" else None


def chosen_language(key: str, say: Words) -> Language:
    """Let the language of a message be chosen apart from the page's own."""
    chosen = st.segmented_control(
        say("message_language"), LANGUAGES, key=key, default=say.language, required=True,
        format_func=lambda one: say(f"language_{one}"),
    )  # fmt: skip
    return chosen or say.language


def draw_message(subject: str, text: str, name: str, language: Language, say: Words, short: str | None) -> None:
    """Draw a message to copy, as a mail's draft and as a mailto address."""
    st.code(f"{subject}\n\n{text}", language=None, wrap_lines=True)
    with st.container(horizontal=True):
        draft(f"{name}_eml", say("mail_eml"), eml(subject, text), f"{name}-{language}.eml", "message/rfc822")
        if short is not None:
            st.link_button(say("mail_open"), mailto(subject, text, short), key=f"{name}_mailto")


def _short(message: Asking, link: Link | None, language: Language, say: Words) -> str:
    """Return what a mailto address says where the whole message is too long for one."""
    in_its_language = Words(say.knowledge, language)
    head = [message.subject, *([link.url] if link else [])]
    return "\n\n".join([*head, in_its_language("mail_paste_here")])


def _models(wanted: Wanted, say: Words) -> tuple[str, ...]:
    other = wanted.sibling
    if other is None or (wanted.policy is not None and permits(wanted.policy, other)):
        return (wanted.model,)
    too = st.checkbox(say("request_sibling", model=as_code(other)), key=SIBLING)
    return (wanted.model, other) if too else (wanted.model,)


def _new(services: Services, visit: Visit, case: Case, wanted: Wanted, models: tuple[str, ...], say: Words) -> None:
    st.markdown(say("request_link_what"))
    st.selectbox(
        say("request_days"), DAYS, index=DAYS.index(DEFAULT_DAYS), key=DAYS_KEY,
        format_func=lambda one: say("request_days_one", count=one),
    )  # fmt: skip
    host = urlsplit(base_url_for(visit, case)).netloc
    if keys_for(visit, case).project:
        cost = say("cost_practice" if case.practice else "cost_call")
        st.checkbox(say("request_check", host=host, cost=cost), key=CHECK)
    else:
        st.caption(say("request_check_no_key"))
    in_step = case.guide_id is not None and not visit.asking  # whose own button is the primary one
    st.button(
        say("request_make"), key="request_make", type="secondary" if in_step else "primary",
        on_click=_ask, args=(services, visit, case, wanted, models),
    )  # fmt: skip


def _ask(services: Services, visit: Visit, case: Case, wanted: Wanted, models: tuple[str, ...]) -> None:
    with visit.lock:
        current = visit.case
        if current is None or current.id != case.id or open_request(services, current) is not None:
            return
        days = st.session_state.get(DAYS_KEY, DEFAULT_DAYS)
        made = services.approvals().ask(
            case.id, base_url_for(visit, case), wanted.project_id, models,
            days=days if days in DAYS else DEFAULT_DAYS, wants_check=bool(st.session_state.get(CHECK)),
        )  # fmt: skip
        visit.case = services.engine.requested(case.id, made.id)


def _made(services: Services, approval: Approval, link: Link, say: Words) -> None:
    copyable("request_url", [(say("request_link_label"), link.url, "")], say)
    st.caption(f"{say('request_link_until', time=written(approval.expires, say))}  \n{say('request_link_bearer')}")
    if services.public_url is None:
        st.warning(say("request_link_local"))
    if approval.wants_check:
        st.caption(say("request_check_asked"))
    st.button(
        say("request_revoke"), key="request_revoke", help=say("request_revoke_help"),
        on_click=_revoke, args=(services, approval.id),
    )  # fmt: skip


def _revoke(services: Services, approval_id: str) -> None:
    services.approvals().revoke(approval_id)


def _link(services: Services, approval: Approval, say: Words) -> Link:
    token = quote(services.approvals().token(approval), safe="")
    url = f"{services.public_url or _here()}/approval?lang={say.language}&request={token}"
    return Link(url, written(approval.expires, say))


def _here() -> str:
    """Return the address that this browser reached the app by."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
