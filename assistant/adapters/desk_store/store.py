"""The desk's store: units of an import, the queue, one ticket with its texts, claims by version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

import sqlalchemy as sa

from assistant.adapters.database import open_database, writing
from assistant.adapters.desk_store import words
from assistant.adapters.desk_store.record import record
from assistant.adapters.desk_store.rows import message_of, ticket_of, verdict_row
from assistant.adapters.desk_store.sendings import insert_sending
from assistant.adapters.desk_store.tables import drafts, faults, imports, messages, sendings, tickets
from assistant.adapters.desk_store.unit import Unit
from assistant.adapters.store import cases
from assistant.domain.case import Case
from assistant.domain.desk.draft import SavedDraft
from assistant.domain.desk.outgoing import Outgoing
from assistant.domain.desk.queue import PAGE, Asked, Page, Progress
from assistant.domain.desk.ticket import Fault, Message, Ticket, Verdict

T = TypeVar("T")
TRIES = 5
ORDERS: dict[str, tuple[sa.ColumnElement[Any], ...]] = {
    "updated": (tickets.c.updated.desc(), tickets.c.id.desc()),
    "oldest": (tickets.c.updated, tickets.c.id),
    "cause": (tickets.c.category, tickets.c.cause_id, tickets.c.updated.desc(), tickets.c.id),
    "project": (tickets.c.project_id.is_(None), tickets.c.project_id, tickets.c.updated.desc(), tickets.c.id),
    "model": (tickets.c.model.is_(None), tickets.c.model, tickets.c.updated.desc(), tickets.c.id),
    "state": (tickets.c.state, tickets.c.updated.desc(), tickets.c.id),
    "holder": (tickets.c.holder.is_(None), tickets.c.holder, tickets.c.updated.desc(), tickets.c.id),
}
_DRAFT = ("at", "who", "register", "language", "text", "seen", "state", "approved", "approver")
EQUAL = ("language", "category", "cause_id", "grade", "project_id", "model", "holder")


class DeskStore:
    """Tickets by id; what changes a ticket names the version it was made from and comes too late otherwise."""

    def __init__(self, url: str) -> None:
        """Open the database at a SQLAlchemy URL, its tables in their newest form."""
        self._engine = open_database(url)

    @property
    def engine(self) -> sa.Engine:
        """The database itself, for what is done beside the desk's work."""
        return self._engine

    def unit(self, work: Callable[[Unit], T]) -> T:
        """Do a unit of work, all of it or nothing; again from its start where another writer was in the way."""
        for _ in range(TRIES - 1):
            try:
                with writing(self._engine) as connection:
                    return work(Unit(connection))
            except (sa.exc.IntegrityError, sa.exc.OperationalError):
                continue
        with writing(self._engine) as connection:
            return work(Unit(connection))

    def begin_import(self, digest: str, name: str, at: str) -> tuple[int, Progress]:
        """Return an import and how far it is: a file that was begun is gone on with, one that is done is done."""
        with writing(self._engine) as connection:
            row = connection.execute(sa.select(imports).where(imports.c.digest == digest)).mappings().first()
            if row is None:
                counts = dict.fromkeys(("done", "added", "joined", "known"), 0)
                fresh = {"digest": digest, "name": name[:300], "began": at, **counts}
                return connection.execute(imports.insert().returning(imports.c.id), fresh).scalar_one(), Progress()
            bad = sa.select(sa.func.count()).where(faults.c.import_id == row["id"])
            counts = {one: row[one] for one in ("done", "added", "joined", "known")}
            found = Progress(**counts, faults=connection.execute(bad).scalar_one(), finished=bool(row["finished"]))
            return row["id"], found

    def begin_pull(self, digest: str, name: str, at: str) -> tuple[int, str]:
        """Return the import of a connected desk, which never ends, and the cursor that it stands at."""
        with writing(self._engine) as connection:
            row = connection.execute(sa.select(imports).where(imports.c.digest == digest)).mappings().first()
            if row is not None:
                return row["id"], row["cursor"] or ""
            counts = dict.fromkeys(("done", "added", "joined", "known"), 0)
            fresh = {"digest": digest, "name": name[:300], "began": at, "cursor": "", **counts}
            return connection.execute(imports.insert().returning(imports.c.id), fresh).scalar_one(), ""

    def faults(self, import_id: int) -> list[Fault]:
        """Return the rows of an import that could not be taken in, in the file's order."""
        query = sa.select(faults).where(faults.c.import_id == import_id).order_by(faults.c.line, faults.c.id)
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [Fault(row["line"], row["reason"], row["text"]) for row in rows]

    def unfinished(self) -> list[tuple[str, Progress]]:
        """Return the imports that stopped in the middle, by their file's name."""
        stopped = imports.c.finished.is_(None) & imports.c.cursor.is_(None)
        query = sa.select(imports).where(stopped).order_by(imports.c.id)
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [(row["name"], Progress(row["done"], row["added"], row["joined"], row["known"])) for row in rows]

    def page(self, asked: Asked, size: int = PAGE) -> Page:
        """Return one page of the tickets that are asked for, and their number."""
        where = self._where(asked)
        query = sa.select(tickets).where(*where).order_by(*ORDERS[asked.sort]).limit(size).offset(asked.page * size)
        with self._engine.connect() as connection:
            total = connection.execute(sa.select(sa.func.count()).select_from(tickets).where(*where)).scalar_one()
            rows = connection.execute(query).mappings().all()
        return Page(tuple(ticket_of(row) for row in rows), total)

    def _where(self, asked: Asked) -> list[sa.ColumnElement[bool]]:
        found = [tickets.c[name] == value for name in EQUAL if (value := getattr(asked, name)) is not None]
        if asked.states:
            found.append(tickets.c.state.in_(asked.states))
        if asked.free:
            found.append(tickets.c.holder.is_(None))
        if asked.search.strip():
            holding = words.holds(asked.search, self._engine.dialect.name)
            found.append(sa.false() if holding is None else holding)
        return found

    def values(self, column: str, most: int = 50) -> list[tuple[str, int]]:
        """Return the values that a column of the queue has, the most frequent first, with their number of tickets."""
        count = sa.func.count()
        query = sa.select(tickets.c[column], count).where(tickets.c[column].is_not(None)).group_by(tickets.c[column])
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(count.desc(), tickets.c[column]).limit(most)).all()
        return [(row[0], row[1]) for row in rows]

    def ticket(self, ticket_id: int) -> Ticket | None:
        """Return a ticket, or None."""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(tickets).where(tickets.c.id == ticket_id)).mappings().first()
        return ticket_of(row) if row else None

    def messages(self, ticket_id: int) -> list[Message]:
        """Return a ticket's messages, the oldest first."""
        query = sa.select(messages).where(messages.c.ticket_id == ticket_id).order_by(messages.c.position)
        with self._engine.connect() as connection:
            return [message_of(row) for row in connection.execute(query).mappings()]

    def of_cause(self, cause_id: str, most: int = 500) -> list[Ticket]:
        """Return the newest tickets of a cause."""
        query = sa.select(tickets).where(tickets.c.cause_id == cause_id).order_by(*ORDERS["updated"]).limit(most)
        with self._engine.connect() as connection:
            return [ticket_of(row) for row in connection.execute(query).mappings()]

    def customer_of(self, case_id: str) -> str | None:
        """Return the address of the customer whose ticket a case is of, None where none is known."""
        query = sa.select(tickets.c.address).where(tickets.c.case_id == case_id)
        with self._engine.connect() as connection:
            return connection.execute(query).scalars().first() or None

    def moved_cases(self, most: int = 200) -> list[tuple[int, str]]:
        """Return tickets whose case has moved on since its verdict was taken over, with the case's id."""
        query = (
            sa.select(tickets.c.id, tickets.c.case_id)
            .join(cases, cases.c.id == tickets.c.case_id)
            .where(cases.c.version != tickets.c.case_version)
            .limit(most)
        )
        with self._engine.connect() as connection:
            return [(row[0], row[1]) for row in connection.execute(query)]

    def take_verdict(self, ticket_id: int, verdict: Verdict, case: Case) -> None:
        """Take over what a case has come to; the ticket's version stays, as nobody has changed it."""
        values = {**verdict_row(verdict), "case_id": case.id, "case_version": case.version}
        with self._engine.begin() as connection:
            connection.execute(tickets.update().where(tickets.c.id == ticket_id).values(**values))

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
        """Change a ticket that nobody else holds or has changed, with the audit's line; None when it came too late.

        A message to be sent is recorded in the same transaction; none is while another of the ticket is under way.
        """
        free = tickets.c.holder.is_(None) | (tickets.c.holder == who)
        match = (tickets.c.id == ticket.id) & (tickets.c.version == ticket.version) & free
        with suppress(sa.exc.IntegrityError), writing(self._engine) as connection:
            newer = {**values, "version": ticket.version + 1}
            if connection.execute(tickets.update().where(match).values(**newer)).rowcount != 1:
                return None
            if draft is not None:
                connection.execute(drafts.insert().values(**_draft_row(ticket.id, draft)))
            if sending is not None:
                insert_sending(connection, sending)
            record(connection, at, who, action, ticket.id, sending.id if sending else "")
            row = connection.execute(sa.select(tickets).where(tickets.c.id == ticket.id)).mappings().one()
            return ticket_of(row)
        return None

    def draft(self, ticket_id: int) -> SavedDraft | None:
        """Return the newest saved draft of a ticket."""
        return self.drafts([ticket_id]).get(ticket_id)

    def drafts(self, ticket_ids: Sequence[int]) -> dict[int, SavedDraft]:
        """Return the newest saved draft of each of some tickets that has one."""
        newest = (
            sa.select(sa.func.max(drafts.c.id)).where(drafts.c.ticket_id.in_(ticket_ids)).group_by(drafts.c.ticket_id)
        )
        columns = [drafts.c[name] for name in _DRAFT]
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(drafts.c.ticket_id, *columns).where(drafts.c.id.in_(newest))).all()
        return {ticket_id: SavedDraft(*values) for ticket_id, *values in rows}

    def sent(self, ticket_id: int) -> list[str]:
        """Return the texts that left from here about a ticket, those included of which that is not certain."""
        query = sa.select(sendings.c.text).where(sendings.c.ticket_id == ticket_id)
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def record(self, at: str, who: str, action: str, ticket_id: int | None = None, detail: str = "") -> None:
        """Add a line to the audit record."""
        with self._engine.begin() as connection:
            record(connection, at, who, action, ticket_id, detail)

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()


def _draft_row(ticket_id: int, draft: SavedDraft) -> dict[str, Any]:
    return {"ticket_id": ticket_id, **{name: getattr(draft, name) for name in _DRAFT}}
