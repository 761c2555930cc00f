"""What the desk's page works with, and what one session of it remembers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, cast

import streamlit as st

from assistant.domain.desk.queue import Asked, Progress
from assistant.domain.desk.ticket import Fault
from assistant.engine.desk import Desk, Intake
from assistant.interfaces.command.desk import Files


@dataclass(frozen=True, slots=True)
class DeskFace:
    """Made once for the process; `who` is in whose name this session acts."""

    desk: Desk
    intake: Intake
    files: Files
    unfinished: Callable[[], Sequence[tuple[str, Progress]]]
    who: str
    public_url: str
    agent: str
    signature: str


@dataclass(slots=True)
class Import:
    """An import under way in the background."""

    name: str
    future: Future[tuple[Progress, list[Fault]]]
    seen: list[Progress] = field(default_factory=list)


@dataclass(slots=True)
class DeskVisit:
    """One session's place on the desk; a reload begins at the queue, a ticket's address opens the ticket."""

    asked: Asked = field(default_factory=Asked)
    job: Import | None = None
    done: tuple[str, Progress, list[Fault]] | None = None
    notice: str | None = None
    notice_values: dict[str, str] = field(default_factory=dict)
    left: int | None = None  # the ticket that the reader has just come back from
    unfolded: set[str] = field(default_factory=set)  # groups that are open
    nonce: int = 0  # part of the keys of the intake's fields: what was taken leaves the page
    seen: dict[int, int] = field(default_factory=dict)  # messages that the draft of a ticket has seen
    drawn: dict[int, int] = field(default_factory=dict)  # how often a ticket's draft was written anew
    viewed: set[int] = field(default_factory=set)  # tickets whose opening is in the audit record

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
