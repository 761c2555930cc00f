"""Draws the panel in which a project's list is read and changed with an Admin key."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from assistant.domain.evidence import Found
from assistant.domain.probing.keys import Keys
from assistant.domain.probing.request import request_for, shown
from assistant.domain.view.words import Words
from assistant.interfaces.change import panel
from assistant.interfaces.change.change import Change
from assistant.interfaces.change.hand import Hand
from assistant.interfaces.chat import checks
from assistant.interfaces.chat.permission import actions
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit

READ = ("project_policy", "project", "rate_limits")


def draw(services: Services, visit: Visit, change: Change, keys: Keys, say: Words) -> None:
    """Draw the panel as far as it has come: what will be read, the preview, or what came of it."""
    hand = actions.hand(services, visit, change, keys)
    with st.container(border=True, key="permission", gap="small"):
        st.markdown(f"## {say('permission_title')}\n\n{say.shown('permission_of', project_id=change.project_id)}")
        if change.job is not None:
            panel.draw_waiting(change, say, lambda: actions.taken(services, visit, change))
        elif not keys.admin or keys.base_url != change.base_url:
            _no_key(visit, change, say)
        else:
            proves = _proves(visit, change)
            first = (lambda: _check(visit, say)) if proves and keys.project else None
            panel.draw(hand, say, "permission", before=lambda: _consent(hand, say), first=first)
            if proves and not keys.project:
                st.caption(say("permission_check_no_key"))


def _no_key(visit: Visit, change: Change, say: Words) -> None:
    """Say where the Admin key goes; in practice a made-up one is taken with a click."""
    host = urlsplit(change.base_url).netloc
    st.markdown(say.shown("permission_needs_key", host=host))
    with st.container(horizontal=True):
        if visit.practice is not None and visit.practice.base_url == change.base_url:
            st.button(
                say("permission_practice_key"), key="permission_practice_key", type="primary",
                on_click=_practice_key, args=(visit,),
            )  # fmt: skip
        st.button(say("change_close"), key="permission_close", on_click=actions.closed, args=(visit,))


def _practice_key(visit: Visit) -> None:
    visit.practice_admin = True


def _consent(hand: Hand, say: Words) -> None:
    """Show what will be read, and from which host, before anything is sent."""
    change = hand.change
    st.markdown(f"**{say('permission_reads')}**  \n{say.shown('consent_to', host=urlsplit(change.base_url).netloc)}")
    calls = (shown(request_for(one, model="", project=change.project_id), change.base_url) for one in READ)  # type: ignore[arg-type]  # three probes by name
    st.code("\n".join(f"{one.method} {one.url}" for one in calls), language=None, wrap_lines=True)
    st.caption(say("permission_reads_note"))
    with st.container(horizontal=True):
        st.button(
            say("permission_read"), key="permission_read", type="primary", on_click=hand.allow, args=(change.models,)
        )
        st.button(say("consent_cancel"), key="permission_cancel", on_click=hand.close)


def _proves(visit: Visit, change: Change) -> bool:
    """Tell whether the call that failed is to be made again now; elsewhere than in the chat it is not made."""
    done = change.changed
    if done is None or done.result != "applied" or done.planned.action == "undo":
        return False
    if visit.case is None or visit.consent or visit.job is not None:
        return False
    calls = [one for one in visit.case.findings if one.probe == "model_call"]
    return not calls or calls[-1].found is not Found.OK


def _check(visit: Visit, say: Words) -> None:
    st.button(
        say("permission_check"), key="permission_check", type="primary", on_click=checks.open_panel, args=(visit,)
    )
