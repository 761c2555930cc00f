"""Draws the reading of an organization: what it sends, how far it is, when it was."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from assistant.domain.permissions.organization import Organization
from assistant.domain.view.words import Words
from assistant.interfaces.change.said import why_said
from assistant.interfaces.organization.room import Room, begin_reading, cancel_reading, reading_finished
from assistant.interfaces.services import Services
from assistant.interfaces.times import local

EVERY = 0.4
SENT = (
    "GET /organization/projects?limit=100",
    "GET /organization/projects/{project_id}/model_permissions",
    "GET /organization/projects/{project_id}",
    "GET /organization/projects/{project_id}/rate_limits?limit=100",
)


def draw_start(services: Services, room: Room, say: Words) -> None:
    """Draw what a reading will send, and the button that sends it."""
    url = room.permissions.base_url
    with st.container(key="organization_start"):
        st.markdown(say.shown("organization_will_read", host=urlsplit(url).netloc))
        st.code("\n".join(one.replace(" ", f" {url}", 1) for one in SENT), language=None, wrap_lines=True)
        st.button(
            say("organization_read"),
            key="organization_read",
            type="primary",
            on_click=begin_reading,
            args=(services, room),
        )


def draw_progress(room: Room, say: Words) -> None:
    """Show how far the reading is, until it is done; cancelling keeps what was read."""

    @st.fragment(run_every=EVERY)
    def waiting() -> None:
        if reading_finished(room):
            st.rerun()
        progress = room.progress
        done, total = (progress.done, progress.total) if progress else (0, None)
        if total is None:
            words = say("organization_reading_list")
        elif done < total:
            words = say("organization_reading", done=done, total=total)
        else:
            words = say("organization_reading_visible")
        st.progress(done / total if total else 0.0, words)
        st.caption(say("organization_reading_note"))
        cancelled = progress is not None and progress.cancelled
        st.button(
            say("organization_cancel"),
            key="organization_cancel",
            disabled=cancelled,
            on_click=cancel_reading,
            args=(room,),
        )

    with st.container(key="organization_progress"):
        waiting()


def draw_status(services: Services, room: Room, seen: Organization, say: Words) -> None:
    """Draw when the organization was read, and what of it was not."""
    unread = sum(one.policy is None for one in seen.rows)
    with st.container(horizontal=True, vertical_alignment="center", key="organization_status"):
        told = say("organization_read_at", time=local(seen.at), count=len(seen.rows), seconds=f"{seen.seconds:.1f}")
        st.caption(told, width="stretch")
        st.button(
            say("organization_read_again"),
            key="organization_again",
            type="tertiary",
            on_click=begin_reading,
            args=(services, room),
        )
    if seen.cancelled:
        st.warning(say("organization_cancelled", done=len(seen.rows) - unread))
    elif seen.reason is not None:
        st.warning(say("organization_not_whole", why=why_said(seen.reason, say)))
    elif unread:
        st.warning(say("organization_unread", count=unread))
    if not seen.rows and seen.reason is None and not seen.cancelled:
        st.info(say("organization_no_projects"))
