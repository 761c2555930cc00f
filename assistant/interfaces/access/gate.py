"""What stands in the place of a page that the visitor may not see: why, and what to do."""

from __future__ import annotations

import os
from html import escape

import streamlit as st

from assistant.domain.knowledge import Knowledge
from assistant.domain.people.role import Deed
from assistant.domain.people.visitor import Visitor
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.access.routes import LOGIN
from assistant.interfaces.access.who import allowed, current, put_on_record
from assistant.interfaces.services import Services
from assistant.interfaces.settings import base_path
from assistant.interfaces.visit import Visit, words
from assistant.interfaces.visit import current as current_visit

SEEN = "denied_on_record"
UNSAVED = "unsaved_reply"
LEAST = 100  # characters; what is shorter is a name or a choice


def closed(services: Services, visit: Visit, deed: Deed) -> None:
    """Draw why a page is closed, and what to do."""
    say, here = words(services, visit), current(services)
    st.header(say(f"gate_title_{here.state}"), anchor=False)
    with st.container(key="gate"):
        if here.state == "in":
            _refused(services, here, deed, say)
        elif here.state == "out":
            st.markdown(say(f"gate_out_{deed}"))
        if here.state == "expired":
            _unsaved(say)
        login_link(say, "gate_login" if here.state in ("out", "expired") else "gate_login_other")
        if allowed(services, "chat"):
            st.page_link(st.session_state["pages"]["chat"], label=f"← {say('go_home')}")


def _refused(services: Services, here: Visitor, deed: Deed, say: Words) -> None:
    seen = st.session_state.setdefault("refused_on_record", set())
    if deed not in seen:
        seen.add(deed)
        put_on_record(services, here, "refused", f"{here.role}: {deed}")
    role = say(f"role_name_{here.role}")
    st.markdown(say("gate_refused", who=as_code(shown_as(here)), role=role, page=say(f"gate_page_{deed}")))


def notice(services: Services, visit: Visit) -> None:
    """Draw, above any page, that a login was denied or has ended; a denied one goes on the record once a session."""
    here = current(services)
    if here.state not in ("denied", "expired") or services.login is None:
        return
    say = words(services, visit)
    if here.state == "denied":
        if not st.session_state.setdefault(SEEN, False):
            st.session_state[SEEN] = True
            put_on_record(services, here, "denied", "no role")
        st.warning(say("gate_denied", who=as_code(shown_as(here))))
    else:
        st.warning(say("gate_expired", hours=f"{services.login.hours:g}"))


def login_link(say: Words, wording_id: str) -> None:
    """Draw the link to the provider."""
    href = f"{base_path(os.environ)}{LOGIN}"
    st.html(f'<a class="login" href="{escape(href)}">{escape(say(wording_id))}</a>')


def _unsaved(say: Words) -> None:
    """Show the reply that was being written: it leaves the page with its field, and must not be lost."""
    state = st.session_state
    typed = [one for name, one in state.items() if str(name).startswith("draft_") and isinstance(one, str)]
    longest = max(typed, key=len, default="")
    if len(longest) >= LEAST:
        state[UNSAVED] = longest
    if UNSAVED in state:
        st.caption(say("gate_unsaved"))
        st.code(state[UNSAVED], language=None, wrap_lines=True)


def shown_as(here: Visitor) -> str:
    """Return the name that a visitor knows their own account by."""
    return here.address or here.name or here.who or ""


def turned_away(knowledge: Knowledge) -> None:
    """Draw, where an action was refused, that nothing was done and how to go on."""
    say = Words(knowledge, current_visit().language)
    st.error(say("gate_action"))
    _unsaved(say)
    login_link(say, "gate_login")
