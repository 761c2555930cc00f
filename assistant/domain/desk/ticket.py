"""Tickets as the desk keeps them, and what comes in before it is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from assistant.domain.text import Language

State = Literal["new", "drafted", "waiting", "answered", "closed"]
STATES: tuple[State, ...] = get_args(State)
Sender = Literal["customer", "agent"]


@dataclass(frozen=True, slots=True)
class Said:
    """One message as it came in; `at` is ISO 8601 or None where nothing tells."""

    text: str
    at: str | None = None
    sender: Sender = "customer"
    message_id: str | None = None  # of a mail


@dataclass(frozen=True, slots=True)
class Incoming:
    """A ticket, or more of one, as a file or a desk gives it; `place` is its line, or its number in a mailbox."""

    place: int
    said: tuple[Said, ...]
    subject: str = ""
    number: str | None = None  # the ticket's own, of the desk that it comes from
    customer: str | None = None
    address: str | None = None
    answers: tuple[str, ...] = ()  # Message-IDs that a mail refers to
    connected: bool = False  # read from the desk itself, which gives a number once


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that could not be taken in, with its text; `reason` is an id of desk.yaml."""

    place: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """One stored message of a ticket, masked."""

    position: int
    sender: Sender
    text: str
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the engine said of a ticket's case, as the queue shows it."""

    category: str
    cause_id: str | None
    grade: str
    project_id: str | None = None
    model: str | None = None
    settled: str | None = None  # when a passing call was seen, UTC


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket without its texts; times are UTC, ISO 8601; `version` grows with every change."""

    id: int
    desk: str
    number: str | None
    subject: str
    customer: str | None
    address: str | None
    language: Language
    received: str
    updated: str
    state: State
    verdict: Verdict
    case_id: str | None
    case_version: int | None
    holder: str | None = None
    claimed: str | None = None
    version: int = 0
    messages: int = 1

    @property
    def known_as(self) -> str:
        """The number that the customer knows: the desk's own, else ours."""
        return self.number or str(self.id)
