"""What the desk's page works with, and what one session of it remembers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from typing import Any, cast

import streamlit as st

from assistant.domain.desk.outgoing import Outgoing, Trouble
from assistant.domain.desk.queue import Asked, Progress
from assistant.domain.desk.ticket import Ticket
from assistant.engine.desk import Desk, Intake, Outbox
from assistant.engine.desk.grouped import Grouped
from assistant.engine.desk.macros import Macros
from assistant.engine.desk.outbox import Preview, Sent
from assistant.engine.desk.rewording import Reworder
from assistant.interfaces.command.desk import Files
from assistant.interfaces.desk.imports import Imports


@dataclass(frozen=True, slots=True)
class DeskFace:
    """Made for a visitor, `who` they act as; each use of its parts asks whether they still may."""

    desk: Desk
    intake: Intake
    files: Files
    outbox: Outbox
    troubles: Sequence[Trouble]  # with the settings of help desks
    jobs: Executor
    imports: Imports
    unfinished: Callable[[], Sequence[tuple[str, Progress]]]
    who: str
    public_url: str
    agent: str
    signature: str
    grouped: Grouped
    macros: Macros
    reworder: Reworder | None  # where a language model is configured


@dataclass(slots=True)
class Sending:
    """A message on its way out, or being searched for, in the background."""

    ticket_id: int
    future: Future[Sent | Outgoing | None]
    working: str  # an id of desk.yaml


@dataclass(slots=True)
class DeskVisit:
    """One session's place on the desk; a reload begins at the queue, a ticket's address opens the ticket."""

    asked: Asked = field(default_factory=Asked)
    shown: Preview | None = None  # what would be sent, before its confirmation
    sending: Sending | None = None
    trouble: tuple[int, Trouble] | None = None  # that kept a ticket's message from being sent
    notice: str | None = None
    notice_values: dict[str, str] = field(default_factory=dict)
    left: int | None = None  # the ticket that the reader has just come back from
    nonce: int = 0  # part of the keys of the intake's fields: what was taken leaves the page
    at_hand: tuple[int, int] | None = None  # the ticket whose draft is open, and how many messages were shown with it
    drawn: dict[int, int] = field(default_factory=dict)  # how often a ticket's draft was written anew
    viewed: set[int] = field(default_factory=set)  # tickets whose opening is in the audit record

    def seen_of(self, ticket_id: int, shown: int) -> int:
        """Return how many messages of a ticket the reader has seen: those that were shown when its draft was opened."""
        if self.at_hand is None or self.at_hand[0] != ticket_id:
            self.at_hand = ticket_id, shown
        return self.at_hand[1]

    def shows(self, ticket: Ticket) -> None:
        """Take it that all of a ticket is shown from now on; one that is not at hand is when it is opened again."""
        if self.at_hand is not None and self.at_hand[0] == ticket.id:
            self.at_hand = ticket.id, ticket.messages

    def tell(self, notice: str, **values: str) -> None:
        """Say something once, an id of desk.yaml."""
        self.notice, self.notice_values = notice, values


def current() -> DeskVisit:
    """Return the session's own."""
    if "desk_visit" not in st.session_state:
        st.session_state["desk_visit"] = DeskVisit()
    return cast("DeskVisit", st.session_state["desk_visit"])


def ticket_id() -> int | None:
    """Return the ticket that the address bar names."""
    asked: Any = st.query_params.get("ticket", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None


def group_digest() -> str | None:
    """Return the group that the address bar names."""
    asked: Any = st.query_params.get("group", "")
    return str(asked) if asked else None
