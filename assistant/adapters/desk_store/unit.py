"""One unit of an import: tickets, their cases and words, and how far the import is, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from assistant.adapters.desk_store import words
from assistant.adapters.desk_store.rows import message_of, message_row, ticket_of, ticket_row, verdict_row
from assistant.adapters.desk_store.tables import faults, imports, messages, sendings, tickets
from assistant.adapters.store import insert_cases, load_case, storable, update_case
from assistant.domain.case import Case
from assistant.domain.desk.arrival import Arrival, Arrived
from assistant.domain.desk.queue import Progress
from assistant.domain.desk.ticket import Fault, Message, Ticket, Verdict


@dataclass(frozen=True, slots=True)
class Unit:
    """What an import may do within one transaction."""

    connection: sa.Connection

    def known(self, identities: Sequence[str]) -> dict[str, int]:
        """Return the ids of the tickets of these identities that are there."""
        query = sa.select(tickets.c.identity, tickets.c.id).where(tickets.c.identity.in_(identities))
        return {row.identity: row.id for row in self.connection.execute(query)}

    def answered(self, message_ids: Sequence[str]) -> dict[str, int]:
        """Return the tickets that these mails belong to: mails that came, and those that were sent from here."""
        if not message_ids:
            return {}
        came = sa.select(messages.c.message_id, messages.c.ticket_id).where(messages.c.message_id.in_(message_ids))
        ours = sa.select(sendings.c.mark, sendings.c.ticket_id).where(sendings.c.mark.in_(message_ids))
        return {row[0]: row[1] for row in self.connection.execute(came.union(ours))}

    def add(self, arrivals: Sequence[Arrival]) -> None:
        """Insert new tickets with their cases, messages and words."""
        if not arrivals:
            return
        insert_cases(self.connection, [(one.case, one.title) for one in arrivals])
        rows = [ticket_row(one) for one in arrivals]
        inserted = tickets.insert().returning(tickets.c.id, sort_by_parameter_order=True)
        ids = list(self.connection.execute(inserted, rows).scalars())
        pairs = list(zip(ids, arrivals, strict=True))
        said = [message_row(at, item, item.message.position) for at, one in pairs for item in one.messages]
        self.connection.execute(messages.insert(), said)
        words.index(self.connection, [(at, one.words) for at, one in pairs])

    def ticket(self, ticket_id: int) -> tuple[Ticket, list[Message], set[str]]:
        """Return a ticket with its messages and their digests, locked until the unit ends."""
        query = sa.select(tickets).where(tickets.c.id == ticket_id).with_for_update()
        found = ticket_of(self.connection.execute(query).mappings().one())
        query = sa.select(messages).where(messages.c.ticket_id == ticket_id).order_by(messages.c.position)
        rows = self.connection.execute(query).mappings().all()
        return found, [message_of(row) for row in rows], {row["digest"] for row in rows}

    def case(self, case_id: str | None) -> Case | None:
        """Return a ticket's case, None when its customer has deleted it."""
        return load_case(self.connection, case_id) if case_id else None

    def join(
        self, ticket: Ticket, more: Sequence[Arrived], case: Case, verdict: Verdict, tokens: Sequence[str], at: str
    ) -> None:
        """Add messages to a ticket: its case moved on, its version grown, its state new again if a customer wrote."""
        kept = self._case_kept(case, ticket, at)
        values: dict[str, Any] = {
            "updated": at,
            "state": "new" if any(one.message.sender == "customer" for one in more) else ticket.state,
            "version": ticket.version + 1,
            "messages": ticket.messages + len(more),
            "case_id": kept.id,
            "case_version": kept.version,
            **verdict_row(verdict),
        }
        self.connection.execute(tickets.update().where(tickets.c.id == ticket.id).values(**values))
        rows = [message_row(ticket.id, one, ticket.messages + at) for at, one in enumerate(more)]
        self.connection.execute(messages.insert(), rows)
        words.index(self.connection, [(ticket.id, tokens)])

    def _case_kept(self, case: Case, ticket: Ticket, at: str) -> Case:
        if ticket.case_id != case.id:
            insert_cases(self.connection, [(case, "")])
            return case
        newer = update_case(self.connection, case, at)
        if newer is None:  # the customer moved the case on between our reading and our writing
            raise sa.exc.OperationalError("a case has moved on", None, ValueError(case.id))
        return newer

    def progress(self, import_id: int, now: Progress, at: str, bad: Iterable[Fault], cursor: str | None = None) -> None:
        """Write how far the import is, and the rows that could not be taken in."""
        values: dict[str, Any] = {"done": now.done, "added": now.added, "joined": now.joined, "known": now.known}
        values |= {"finished": at} if now.finished else {}
        values |= {"cursor": cursor} if cursor is not None else {}
        self.connection.execute(imports.update().where(imports.c.id == import_id).values(**values))
        rows = [
            {"import_id": import_id, "line": one.place, "reason": one.reason, "text": storable(one.text)} for one in bad
        ]
        if rows:
            self.connection.execute(faults.insert(), rows)
