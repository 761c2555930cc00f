"""What the desk's engine needs of the world outside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from assistant.domain.case import Case
from assistant.domain.desk.arrival import Arrival, Arrived
from assistant.domain.desk.draft import SavedDraft
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

    def progress(self, import_id: int, now: Progress, at: str, bad: Iterable[Fault]) -> None:
        """Write how far the import is."""


class DeskStore(Protocol):
    """Where tickets live; what changes one names the version it was made from."""

    def unit(self, work: Callable[[Any], T]) -> T:
        """Do a unit of work, all of it or nothing."""

    def begin_import(self, digest: str, name: str, at: str) -> tuple[int, Progress]:
        """Return an import and how far it is."""

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

    def open_tickets(self, most: int = ...) -> list[Ticket]:
        """Return the tickets that wait for somebody."""

    def moved_cases(self, most: int = ...) -> list[tuple[int, str]]:
        """Return tickets whose case has moved on."""

    def take_verdict(self, ticket_id: int, verdict: Verdict, case: Case) -> None:
        """Take over what a case has come to."""

    def change(
        self, ticket: Ticket, who: str, action: str, at: str, *, draft: SavedDraft | None = None, **values: Any
    ) -> Ticket | None:
        """Change a ticket, or return None when it came too late."""

    def draft(self, ticket_id: int) -> SavedDraft | None:
        """Return the newest saved draft of a ticket."""

    def drafts(self, ticket_ids: Sequence[int]) -> dict[int, SavedDraft]:
        """Return the newest saved draft of each of some tickets that has one."""

    def record(self, at: str, who: str, action: str, ticket_id: int | None = None, detail: str = "") -> None:
        """Add a line to the audit record."""
