"""Working through a group: its waiting tickets, the draft that they share, and each one's own."""

from __future__ import annotations

from typing import Protocol

from assistant.domain.case import Case
from assistant.domain.desk.grouping import Group, GroupKey
from assistant.domain.desk.reply import ReplyAsked
from assistant.domain.desk.shared_letter import OwnDraft, own, shared
from assistant.domain.desk.ticket import Ticket
from assistant.engine.desk.desk import Desk
from assistant.engine.engine import Engine

MOST = 500  # tickets of a group that are read at once; the rest follow as these are answered


class GroupStore(Protocol):
    """Where groups are read."""

    def groups(self) -> list[Group]:
        """Return every verdict that waiting tickets have, the most frequent first."""

    def members(self, key: GroupKey, most: int) -> list[Ticket]:
        """Return the waiting tickets of a group, the oldest first."""


class Grouped:
    """The desk's groups; an approval itself is the desk's, ticket by ticket."""

    def __init__(self, store: GroupStore, desk: Desk, engine: Engine) -> None:
        """Take the parts."""
        self._store = store
        self._desk = desk
        self._engine = engine

    def groups(self) -> list[Group]:
        """Return the groups of two tickets and more, the largest first, with verdicts as the cases stand now."""
        self._desk.refresh()
        return [one for one in self._store.groups() if one.count > 1]

    def key(self, digest: str) -> GroupKey | None:
        """Return the key that an address names, None where no ticket of it waits."""
        return next((one.key for one in self._store.groups() if one.key.digest == digest), None)

    def members(self, key: GroupKey) -> list[Ticket]:
        """Return the waiting tickets of a group, the oldest first."""
        self._desk.refresh()
        return self._store.members(key, MOST)

    def shared(self, ticket: Ticket, asked: ReplyAsked) -> str:
        """Return the draft that the tickets of a group share, written from one of them."""
        case = self._desk.case_of(ticket)
        return shared(ticket, case, self._engine.diagnosis(case), self._engine.knowledge, asked)

    def own(self, base: str, edited: str, ticket: Ticket, case: Case, asked: ReplyAsked) -> OwnDraft:
        """Return a ticket's own draft, made of the shared one as it was written and as it was edited."""
        return own(base, edited, ticket, case, self._engine.diagnosis(case), self._engine.knowledge, asked)
