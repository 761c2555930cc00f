"""What the desk's engine needs of the world outside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

from assistant.domain.case import Case
from assistant.domain.desk.arrival import Arrival, Arrived, Pulled
from assistant.domain.desk.draft import SavedDraft
from assistant.domain.desk.outgoing import Delivered, Kind, Looked, Outgoing, Route, SendState, Trouble
from assistant.domain.desk.queue import Asked, Page, Progress
from assistant.domain.desk.ticket import Fault, Message, Ticket, Verdict

T = TypeVar("T")


class Unit(Protocol):
    """What an import may do within one transaction."""

    def known(self, identities: Sequence[str]) -> dict[str, int]:
        """Return the ids of the tickets of these identities that are there."""

    def answered(self, message_ids: Sequence[str]) -> dict[str, int]:
        """Return the tickets that these mails belong to."""

    def add(self, arrivals: Sequence[Arrival]) -> None:
        """Insert new tickets."""

    def ticket(self, ticket_id: int) -> tuple[Ticket, list[Message], set[str]]:
        """Return a ticket, its messages and their digests."""

    def case(self, case_id: str | None) -> Case | None:
        """Return a ticket's case, None when it was deleted."""

    def join(
        self, ticket: Ticket, more: Sequence[Arrived], case: Case, verdict: Verdict, tokens: Sequence[str], at: str
    ) -> None:
        """Add messages to a ticket."""

    def progress(self, import_id: int, now: Progress, at: str, bad: Iterable[Fault], cursor: str | None = None) -> None:
        """Write how far the import is."""


class DeskStore(Protocol):
    """Where tickets live; what changes one names the version it was made from."""

    def unit(self, work: Callable[[Any], T]) -> T:
        """Do a unit of work, all of it or nothing."""

    def begin_import(self, digest: str, name: str, at: str) -> tuple[int, Progress]:
        """Return an import and how far it is."""

    def begin_pull(self, digest: str, name: str, at: str) -> tuple[int, str]:
        """Return the import of a connected desk and the cursor that it stands at, empty at first."""

    def faults(self, import_id: int) -> list[Fault]:
        """Return the rows of an import that could not be taken in."""

    def unfinished(self) -> list[tuple[str, Progress]]:
        """Return the imports that stopped in the middle."""

    def page(self, asked: Asked, size: int = ...) -> Page:
        """Return one page of the queue."""

    def values(self, column: str, most: int = ...) -> list[tuple[str, int]]:
        """Return the values of a column of the queue with their number of tickets."""

    def ticket(self, ticket_id: int) -> Ticket | None:
        """Return a ticket."""

    def messages(self, ticket_id: int) -> list[Message]:
        """Return a ticket's messages, the oldest first."""

    def of_cause(self, cause_id: str, most: int = ...) -> list[Ticket]:
        """Return the newest tickets of a cause."""

    def moved_cases(self, most: int = ...) -> list[tuple[int, str]]:
        """Return tickets whose case has moved on."""

    def take_verdict(self, ticket_id: int, verdict: Verdict, case: Case) -> None:
        """Take over what a case has come to."""

    def change(
        self,
        ticket: Ticket,
        who: str,
        action: str,
        at: str,
        *,
        draft: SavedDraft | None = None,
        sending: Outgoing | None = None,
        **values: Any,
    ) -> Ticket | None:
        """Change a ticket, or return None when it came too late."""

    def draft(self, ticket_id: int) -> SavedDraft | None:
        """Return the newest saved draft of a ticket."""

    def drafts(self, ticket_ids: Sequence[int]) -> dict[int, SavedDraft]:
        """Return the newest saved draft of each of some tickets that has one."""

    def sent(self, ticket_id: int) -> list[str]:
        """Return the texts that left from here about a ticket."""

    def record(self, at: str, who: str, action: str, ticket_id: int | None = None, detail: str = "") -> None:
        """Add a line to the audit record."""


class SendingStore(Protocol):
    """Where messages on their way out are recorded."""

    def of_ticket(self, ticket_id: int) -> list[Outgoing]:
        """Return the messages of a ticket, the newest first."""

    def unsettled(self, desk: str) -> list[Outgoing]:
        """Return the messages through a desk of which nobody knows yet what became of them."""

    def sending(self, sending_id: str) -> Outgoing | None:
        """Return a message."""

    def mails(self, ticket_id: int) -> list[str]:
        """Return the Message-IDs of a customer's mails, the newest last."""

    def settle(
        self, one: Outgoing, state: SendState, at: str, who: str, *, reason: str | None = ..., receipt: str | None = ...
    ) -> bool:
        """Write what became of a message; False when that was known already."""


class Connector(Protocol):
    """A help desk outside. It reads, and it sends when it is told to; docs/connectors.md says how to write one.

    Nothing is raised for what happens there: it is a `Trouble`. Every call ends within a minute, a pull within ten.
    """

    @property
    def name(self) -> str:
        """The desk of its tickets: at most 100 characters, another one where numbers begin anew."""

    @property
    def place(self) -> str:
        """What a person knows it by."""

    def pull(self, cursor: str) -> Iterator[Pulled | Trouble]:
        """Yield what is new behind a cursor, the oldest first; a trouble is the last thing that is yielded."""

    def route(self, ticket: Ticket, kind: Kind) -> Route | None:
        """Return the way of a message about a ticket, None where there is none; asks nobody."""

    def mark(self, sending_id: str, ticket: Ticket) -> str | Trouble:
        """Return by what a message that is not sent yet will be found again."""

    def deliver(self, message: Outgoing) -> Delivered:
        """Send a message, once."""

    def find(self, message: Outgoing) -> Looked:
        """Search for a message by its mark."""
