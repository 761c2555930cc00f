"""What leaves the desk: a message as it is recorded before it is sent, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Kind = Literal["note", "reply"]  # a note stays at the desk: a comment, a draft; a reply goes to the customer
Form = Literal["comment", "correspondence", "draft", "mail"]
SendState = Literal["sending", "sent", "failed", "unknown"]
UNSETTLED: tuple[SendState, ...] = ("sending", "unknown")
PATIENCE = timedelta(minutes=3)  # longer than any connector takes to send


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a help desk could not be worked with; `reason` is an id of desk.yaml, `said` the other side's masked word."""

    reason: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """Through what a message goes, from whom and to whom, as it is shown before it is sent."""

    form: Form
    via: str
    to: str
    sender: str = ""  # empty where the desk itself says who writes


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way; `mark` is by what it is found again: a Message-ID, or the transaction it comes after."""

    id: str
    ticket_id: int
    desk: str
    kind: Kind
    number: str | None  # of the ticket at its desk
    route: Route
    subject: str
    text: str
    mark: str
    answers: tuple[str, ...]  # Message-IDs of the mails that it answers, the newest last
    who: str
    at: str
    state: SendState = "sending"
    settled: str | None = None
    reason: str | None = None  # of a failure or of not knowing, an id of desk.yaml
    receipt: str | None = None  # what the other side calls it

    def in_doubt(self, now: str) -> bool:
        """Tell whether nobody knows what became of it: its sender says so, or has not come back in time."""
        if self.state != "sending":
            return self.state == "unknown"
        return datetime.fromisoformat(now) - datetime.fromisoformat(self.at) > PATIENCE


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of sending: `failed` only where it is certain that nothing was sent."""

    state: Literal["sent", "failed", "unknown"]
    receipt: str | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What a search for a message came to; not found is no proof that it was not sent."""

    found: bool
    receipt: str | None = None
    trouble: Trouble | None = None
