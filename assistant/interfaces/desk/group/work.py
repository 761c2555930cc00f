"""How far one session is with a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import streamlit as st

from assistant.domain.desk.grouping import GroupKey
from assistant.domain.desk.states import may_hold
from assistant.domain.desk.ticket import Ticket
from assistant.interfaces.desk.face import DeskFace

HELD = "desk_group"  # where the session keeps it


@dataclass(slots=True)
class Work:
    """The ticket at hand, what was approved, what was left for later, and the page of the list that is shown.

    `bases` are shared drafts as they were written, by what they depend on.
    """

    key: GroupKey
    current: int | None = None
    done: list[tuple[int, str]] = field(default_factory=list)  # ids and numbers of what was approved here
    later: set[int] = field(default_factory=set)
    page: int = 0
    bases: dict[tuple[str, ...], str] = field(default_factory=dict)

    def choose(self, members: Sequence[Ticket], who: str) -> None:
        """Take the next ticket that nobody else has, where none is at hand; those left for later come last."""
        if self.current is None:
            free = [one for one in members if may_hold(one.holder, who)]
            self.current = next((one.id for one in free if one.id not in self.later), free[0].id if free else None)

    def take(self, ticket_id: int) -> None:
        """Take a ticket out of its turn."""
        self.current = ticket_id

    def leave(self, ticket_id: int) -> None:
        """Leave a ticket for later."""
        self.later.add(ticket_id)
        self.current = None

    def approve(self, ticket: Ticket) -> None:
        """Go on behind a ticket that is approved."""
        self.done.append((ticket.id, ticket.known_as))
        self.current = None

    def turn(self, page: int) -> None:
        """Show another page of the list."""
        self.page = page


def current(face: DeskFace, digest: str) -> Work | None:
    """Return the session's work on a group; its key is kept when the last ticket has gone."""
    work = cast("Work | None", st.session_state.get(HELD))
    if work is None or work.key.digest != digest:
        key = face.grouped.key(digest)
        work = Work(key) if key is not None else None
        st.session_state[HELD] = work
    return work


def end() -> None:
    """Go back to the groups."""
    st.query_params.pop("group", None)
    st.session_state.pop(HELD, None)
