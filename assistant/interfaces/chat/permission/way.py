"""What the chat draws of permissions beside verdict and guide: the ways in, the panels, and changes that stand."""

from __future__ import annotations

import streamlit as st

from assistant.domain.case import Case
from assistant.domain.permissions.record import ChangeRecord
from assistant.domain.permissions.wanted import Wanted
from assistant.domain.view.render import View
from assistant.domain.view.words import Words
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit, base_url_for, keys_for


def draw_ways(visit: Visit, case: Case, wanted: Wanted, say: Words, *, ask: bool) -> None:
    """Draw the buttons that open a panel: to change the list with an Admin key, to ask somebody who may."""
    if visit.change is not None or visit.asking:
        return
    if keys_for(visit, case).admin or case.practice:
        st.button(
            say("permission_open"), key="permission_open", type="tertiary", icon=":material/tune:",
            on_click=_open, args=(visit, case, wanted),
        )  # fmt: skip
    if ask:
        st.button(
            say("request_open"), key="request_open", type="tertiary", icon=":material/forward_to_inbox:",
            on_click=_ask, args=(visit,),
        )  # fmt: skip


def draw_panels(services: Services, visit: Visit, view: View, case: Case, say: Words) -> None:
    """Draw the panel that is open, and what became of changes and requests of the case."""
    if case.requests:
        from assistant.interfaces.chat.permission import requests

        requests.draw(services, visit, case, say)
    if visit.change is not None and visit.change.case_id == case.id:
        from assistant.interfaces.chat.permission import panel

        panel.draw(services, visit, visit.change, keys_for(visit, case), say)
    elif case.changes:
        _standing(services, visit, case, say, brief=view.receipt is not None)
    if visit.asking and view.wanted is not None:
        from assistant.interfaces.chat.permission import asking

        with st.container(border=True, key="asking", gap="small"):
            st.markdown(f"## {say('request_title')}\n\n{say('request_what')}")
            asking.draw(services, visit, case, view.wanted, say)
            st.button(say("change_close"), key="request_close", type="tertiary", on_click=_close, args=(visit,))


def announced(visit: Visit, say: Words) -> str:
    """Return what a screen reader hears of the change at hand, "" where it hears of the case."""
    if visit.change is None:
        return ""
    from assistant.interfaces.change import panel

    told = panel.said(visit.change)
    return say(told) if told else ""


def last_change(services: Services, case: Case) -> ChangeRecord | None:
    """Return the record of the newest change that stands for a case."""
    return services.change(case.changes[-1]) if case.changes else None


def _open(visit: Visit, case: Case, wanted: Wanted) -> None:
    from assistant.interfaces.change.change import Change
    from assistant.interfaces.chat.permission import actions

    base_url = base_url_for(visit, case)
    actions.opened(visit, Change(base_url, wanted.project_id, (wanted.model,), case.id))


def _ask(visit: Visit) -> None:
    visit.asking, visit.change = True, None


def _close(visit: Visit) -> None:
    visit.asking = False


def _standing(services: Services, visit: Visit, case: Case, say: Words, *, brief: bool) -> None:
    """Draw a change that stands, as after a reload, with its way back."""
    record = last_change(services, case)
    if record is None:
        return
    from assistant.interfaces.chat.permission import standing

    standing.draw(services, visit, case, record, say, brief=brief)
