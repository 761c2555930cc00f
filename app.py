"""The roof: page set-up, language, keys, pages. Run by `model-access serve`, or by `streamlit run app.py`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from assistant.domain.people.role import Deed
from assistant.interfaces import access, catalogue, header, live, practice, style
from assistant.interfaces.access import gate
from assistant.interfaces.chat import page as chat
from assistant.interfaces.visit import current, words
from assistant.wiring.app import services

made = services()
visit = current()
say = words(made, visit)
st.set_page_config(layout="centered")
here = access.current(made)


def title(wording_id: str) -> str:
    """Return the words of a tab."""
    return f"{say(wording_id)} · {say('app_title')}"


def draw_approval() -> None:
    """Draw the page of a request to an administrator; its parts are loaded by those who open it."""
    from assistant.interfaces import approval

    approval.draw(made, visit)


def draw_organization() -> None:
    """Draw the organization's page; its parts are loaded by those who open it."""
    from assistant.interfaces.organization import page as organization

    organization.draw(made, visit)


def draw_desk() -> None:
    """Draw the staff desk; its parts are loaded by those who open it."""
    from assistant.interfaces.desk import page

    page.draw(made, visit, made.desk(here, access.checker(made, "desk")))


def draw_lead() -> None:
    """Draw the lead's figures; their parts are loaded by those who open them."""
    from assistant.interfaces.lead import page

    page.draw(made, visit, made.lead(access.checker(made, "lead")))


def draw_audit() -> None:
    """Draw the audit record."""
    from assistant.interfaces import audit

    audit.draw(made, visit)


shown: dict[str, tuple[Deed, Callable[[], None]]] = {
    "chat": ("chat", lambda: chat.draw(made, visit)),
    "catalogue": ("chat", lambda: catalogue.draw(made, visit)),
    "approval": ("chat", draw_approval),
    "practice": ("chat", lambda: practice.draw(made, visit)),
    "organization": ("organization", draw_organization),
    "desk": ("desk", draw_desk),
    "lead": ("lead", draw_lead),
    "audit": ("audit", draw_audit),
}
pages: dict[str, StreamlitPage] = {}
closed: dict[str, StreamlitPage] = {}
for name, (deed, draw) in shown.items():
    allowed = access.allowed(made, deed)
    if allowed or made.login is not None:
        drawn = draw if allowed else partial(gate.closed, made, visit, deed)
        kept = pages if allowed or deed == "chat" else closed  # no link leads to a page that is closed
        kept[name] = st.Page(drawn, title=title(f"title_{name}"), url_path=name, default=name == "chat")
st.session_state["pages"] = pages
page = st.navigation([*pages.values(), *closed.values()], position="hidden")
style.draw()
header.draw(made, visit)
gate.notice(made, visit)
page.run()
live.live_region(say)
