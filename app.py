"""The roof: page set-up, language, keys, pages. Run by `model-access serve`, or by `streamlit run app.py`."""

from __future__ import annotations

import streamlit as st

from assistant.build import services
from assistant.interfaces import catalogue, header, live, practice, style
from assistant.interfaces.chat import page as chat
from assistant.interfaces.settings import is_loopback
from assistant.interfaces.visit import current, words

made = services()
visit = current()
say = words(made, visit)
st.set_page_config(layout="centered")


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

    if made.desk is not None:
        page.draw(made, visit, made.desk())


def draw_lead() -> None:
    """Draw the lead's figures; their parts are loaded by those who open them."""
    from assistant.interfaces.lead import page

    if made.lead is not None:
        page.draw(made, visit, made.lead())


pages = {
    "chat": st.Page(lambda: chat.draw(made, visit), title=title("title_chat"), url_path="chat", default=True),
    "catalogue": st.Page(lambda: catalogue.draw(made, visit), title=title("title_catalogue"), url_path="catalogue"),
    "approval": st.Page(draw_approval, title=title("title_approval"), url_path="approval"),
    "practice": st.Page(lambda: practice.draw(made, visit), title=title("title_practice"), url_path="practice"),
    "organization": st.Page(draw_organization, title=title("title_organization"), url_path="organization"),
}
if made.desk is not None and is_loopback(str(st.get_option("server.address") or "")):
    pages["desk"] = st.Page(draw_desk, title=title("title_desk"), url_path="desk")
    pages["lead"] = st.Page(draw_lead, title=title("title_lead"), url_path="lead")
st.session_state["pages"] = pages
page = st.navigation(list(pages.values()), position="hidden")
style.draw()
header.draw(made, visit)
page.run()
live.live_region(say)
