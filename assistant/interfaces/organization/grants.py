"""Draws permissions until a time: those in force, what is due, and what became of those that ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import streamlit as st

from assistant.domain.permissions.grant import Ending, Grant
from assistant.domain.permissions.organization import Organization
from assistant.domain.permissions.record import NotKept
from assistant.domain.view.words import Words
from assistant.interfaces.change.said import models_said, plain, why_said
from assistant.interfaces.organization import pager
from assistant.interfaces.organization.room import Room, begin_sweep, sweep_finished
from assistant.interfaces.services import Services
from assistant.interfaces.times import local
from assistant.interfaces.visit import Visit

EVERY = 0.4
ROWS = 20


def draw(services: Services, _visit: Visit, room: Room, say: Words) -> None:
    """Draw the grants of the projects that this key lists; of others nothing is told."""
    seen = room.seen
    if seen is None:
        return
    listed = frozenset(one.project_id for one in seen.rows)
    try:
        grants = [one for one in room.permissions.grants(ended=True) if one.project_id in listed]
        endings = room.permissions.endings(grants)
    except (NotKept, OSError):
        st.warning(say("organization_records_kept"))
        return
    st.caption(say("organization_grants_note"))
    if not grants:
        st.info(say("organization_grants_empty"))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    live = [one for one in grants if one.ended is None]
    _due(services, room, sum(one.until <= now for one in live), say)
    past = sorted((one for one in grants if one.ended is not None), key=lambda one: one.ended or "", reverse=True)
    for name, some in (("live", live), ("past", past)):
        if some:
            st.markdown(f"### {say(f'organization_grants_{name}')}")
            st.markdown(
                "\n".join(
                    f"- {_line(one, seen, endings, now, say)}" for one in pager.page_of(some, f"grants_{name}", ROWS)
                )
            )
            pager.draw(some, f"grants_{name}", ROWS, "organization_range_projects", say)


def _due(services: Services, room: Room, count: int, say: Words) -> None:
    if room.sweeping is not None:
        _waiting(room, say)
    elif count:
        st.button(
            say("organization_sweep", count=count),
            key="organization_sweep",
            type="primary",
            on_click=begin_sweep,
            args=(services, room),
        )


def _waiting(room: Room, say: Words) -> None:
    @st.fragment(run_every=EVERY)
    def waiting() -> None:
        if sweep_finished(room):
            st.rerun()
        st.status(say("organization_sweeping"), state="running")

    waiting()


def _line(grant: Grant, seen: Organization, endings: Mapping[str, Ending], now: str, say: Words) -> str:
    row = seen.row(grant.project_id)
    name = plain(row.title if row else grant.project_id)
    head = f"**{name}** {models_said(grant.wanted, say)}"
    if grant.ended is None:
        when = say("organization_grant_until", time=local(grant.until))
        due = f" **({say('organization_grant_due')})**" if grant.until <= now else ""
        head += f" — {when}{due}"
    else:
        head += f" — {say('organization_grant_ended', time=local(grant.ended))}"
    told = [f"  \n  :small[{one}]" for one in _ending(grant, endings.get(grant.id), say)]
    return head + "".join(told)


def _ending(grant: Grant, ending: Ending | None, say: Words) -> Sequence[str]:
    if ending is None:
        return ()
    if ending.left:
        if grant.ended is not None:
            return ()
        return (say("organization_grant_left", time=local(ending.at), why=why_said(ending.reason, say)),)
    fates = (("undone", ending.undone), ("needed", ending.needed), ("changed", ending.changed))
    told = [say(f"organization_grant_{name}", models=models_said(ids, say)) for name, ids in fates if ids]
    return told or (say("organization_grant_nothing"),)
