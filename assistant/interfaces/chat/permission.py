"""Draws the panel in which a project's list is read and changed with an Admin key."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from assistant.domain.probing.keys import Keys
from assistant.domain.probing.request import request_for, shown
from assistant.domain.view.words import Words
from assistant.interfaces.chat import permission_actions as actions
from assistant.interfaces.chat import permission_outcome, permission_preview
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Change, Visit

EVERY = 0.4
READ = ("project_policy", "project", "rate_limits")


def draw(services: Services, visit: Visit, change: Change, keys: Keys, say: Words) -> None:
    """Draw the panel as far as it has come: what will be read, the preview, or what came of it."""
    with st.container(border=True, key="permission", gap="small"):
        st.markdown(f"## {say('permission_title')}\n\n{say.shown('permission_of', project_id=change.project_id)}")
        if change.job is not None:
            _running(services, visit, say)
        elif not keys.admin or keys.base_url != change.base_url:
            _no_key(visit, change, say)
        elif change.failed:
            st.warning(say("permission_broken"))
            _begin(services, visit, change, keys, say)
        elif change.changed is not None:
            permission_outcome.draw(services, visit, change.changed, keys, say)
        elif change.planned is None:
            _consent(services, visit, change, keys, say)
        elif change.planned.result is not None:
            permission_outcome.draw_decided(services, visit, change, change.planned, keys, say)
        else:
            permission_preview.draw(services, visit, change, change.planned, keys, say)


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
        st.button(say("permission_close"), key="permission_close", on_click=actions.closed, args=(visit,))


def _practice_key(visit: Visit) -> None:
    visit.practice_admin = True


def _consent(services: Services, visit: Visit, change: Change, keys: Keys, say: Words) -> None:
    """Show what will be read, and from which host, before anything is sent."""
    st.markdown(f"**{say('permission_reads')}**  \n{say.shown('consent_to', host=urlsplit(change.base_url).netloc)}")
    calls = (shown(request_for(one, model="", project=change.project_id), change.base_url) for one in READ)  # type: ignore[arg-type]  # three probes by name
    st.code("\n".join(f"{one.method} {one.url}" for one in calls), language=None, wrap_lines=True)
    st.caption(say("permission_reads_note"))
    _begin(services, visit, change, keys, say)


def _begin(services: Services, visit: Visit, change: Change, keys: Keys, say: Words) -> None:
    with st.container(horizontal=True):
        st.button(
            say("permission_read"), key="permission_read", type="primary",
            on_click=actions.planned, args=(services, visit, keys, change.models),
        )  # fmt: skip
        st.button(say("consent_cancel"), key="permission_cancel", on_click=actions.closed, args=(visit,))


def _running(services: Services, visit: Visit, say: Words) -> None:
    """Show that something is under way until it is done."""

    @st.fragment(run_every=EVERY)
    def waiting() -> None:
        if visit.change is None or visit.change.job is None or actions.finished(services, visit):
            st.rerun()
        st.status(say("permission_running"), state="running")

    waiting()
