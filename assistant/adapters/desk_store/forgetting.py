"""Forgetting: a person's tickets and cases, or old ones, with all that belongs to them; and the audit record.

What belongs to a ticket or a case is found by the foreign keys, so that a table that is added later is not left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database import writing
from assistant.adapters.database.schema import every_table
from assistant.adapters.desk_store import words
from assistant.adapters.desk_store.record import record
from assistant.adapters.desk_store.store import DeskStore
from assistant.adapters.desk_store.tables import audit, faults, imports, tickets
from assistant.adapters.store import cases
from assistant.domain.desk.held import Held

AT_ONCE = 500  # tickets or cases that are deleted in one transaction


class Forgetting:
    """What is deleted and handed out on request, over the desk's own database."""

    def __init__(self, store: DeskStore) -> None:
        """Work on the database of a store."""
        self._engine = store.engine
        every_table()

    def of_person(self, address: str) -> Held:
        """Return what is kept of a mail address, whatever its case: tickets with their cases, and cases it owns."""
        lowered = address.strip().lower()
        found = self._ids(tickets, sa.func.lower(tickets.c.address) == lowered)
        owned = self._ids(cases, sa.func.lower(cases.c.owner) == lowered)
        told = sa.func.lower(faults.c.text).contains(lowered, autoescape=True)
        return self._with_cases(found, owned, self._ids(faults, told) if lowered else [])

    def of_case(self, case_id: str) -> Held:
        """Return a case, with the ticket that it is of."""
        found = self._ids(tickets, tickets.c.case_id == case_id)
        return self._with_cases(found, self._ids(cases, cases.c.id == case_id), [])

    def older_than(self, moment: str) -> Held:
        """Return the tickets and cases to which nothing has happened since a time, UTC; a ticket goes with its case."""
        lively = sa.select(cases.c.id).where(cases.c.updated >= moment)
        quiet = tickets.c.case_id.is_(None) | tickets.c.case_id.not_in(lively)
        found = self._ids(tickets, (tickets.c.updated < moment) & quiet)
        of_tickets = sa.select(tickets.c.case_id).where(tickets.c.case_id.is_not(None))
        alone = self._ids(cases, (cases.c.updated < moment) & cases.c.id.not_in(of_tickets))
        bad = faults.c.import_id.in_(sa.select(imports.c.id).where(imports.c.began < moment))
        return self._with_cases(found, alone, self._ids(faults, bad))

    def mentions(self, address: str, held: Held) -> list[int]:
        """Return further tickets in whose texts an address stands: of others, so that a person decides."""
        holding = words.holds(address, self._engine.dialect.name)
        found = self._ids(tickets, holding) if holding is not None else []
        return [one for one in found if one not in set(held.tickets)]

    def all_of(self, held: Held) -> Iterator[dict[str, Any]]:
        """Yield all that is kept, one ticket, case or row of a file after the other."""
        with self._engine.connect() as connection:
            for table, ids in ((tickets, held.tickets), (cases, held.cases), (faults, held.faults)):
                for one in ids:
                    row = connection.execute(sa.select(table).where(table.c.id == one)).mappings().one()
                    yield {"kept": table.name, **row, **_belonging(connection, table, one)}

    def handed_out(self, held: Held, who: str, at: str) -> None:
        """Put on the record that it was handed out: the tickets' numbers, how many of the rest, nobody's address."""
        with writing(self._engine) as connection:
            for one in held.tickets:
                record(connection, at, who, "hand_out", one)
            counts = f"{len(held.tickets)} tickets, {len(held.cases)} cases, {len(held.faults)} rows"
            record(connection, at, who, "hand_out", None, counts)

    def forget(self, held: Held, who: str, at: str) -> None:
        """Delete it; the audit record keeps the tickets' numbers, how many of the rest, and nothing that was said.

        What another process has deleted in the meantime is on the record as its deed, not as this one's, too.
        """
        for some in _parts(held.tickets):
            with writing(self._engine) as connection:
                words.drop(connection, some)
                for one in _delete(connection, tickets, some):
                    record(connection, at, who, "forget", one)
        for table, action, ids in ((cases, "forget_cases", held.cases), (faults, "forget_rows", held.faults)):
            for several in _parts(ids):
                with writing(self._engine) as connection:
                    if gone := _delete(connection, table, several):
                        record(connection, at, who, action, None, str(len(gone)))
        if self._engine.dialect.name == "sqlite":
            self._wipe()

    def audit(self) -> Iterator[dict[str, Any]]:
        """Yield the audit record, the oldest line first."""
        with self._engine.connect() as connection:
            for row in connection.execute(sa.select(audit).order_by(audit.c.id)).mappings():
                yield dict(row)

    def newest(self, most: int) -> list[dict[str, Any]]:
        """Return the newest lines of the audit record, the newest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(audit).order_by(audit.c.id.desc()).limit(most)).mappings()
            return [dict(row) for row in rows]

    def _with_cases(self, found: list[int], alone: list[str], bad: list[int]) -> Held:
        of_tickets: list[str] = []
        with self._engine.connect() as connection:
            for some in _parts(found):
                query = sa.select(tickets.c.case_id).where(tickets.c.id.in_(some), tickets.c.case_id.is_not(None))
                of_tickets += connection.execute(query).scalars()
        return Held(tuple(found), tuple(dict.fromkeys([*of_tickets, *alone])), tuple(bad))

    def _ids(self, table: sa.Table, condition: sa.ColumnElement[bool]) -> list[Any]:
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(table.c.id).where(condition).order_by(table.c.id)).scalars())

    def _wipe(self) -> None:
        """Rewrite the word index, which marks what is gone and keeps it, and empty the write-ahead log."""
        with self._engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO ticket_words (ticket_words) VALUES ('optimize')")
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _owned(owner: sa.Table) -> list[tuple[sa.Table, sa.Column[Any]]]:
    """Return the tables whose rows go with a row of another, each with the column that names it."""
    return [
        (table, key.parent)
        for table in owner.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table is owner and key.ondelete == "CASCADE"
    ]


def _belonging(connection: sa.Connection, owner: sa.Table, one: object) -> dict[str, list[dict[str, Any]]]:
    return {
        table.name.removeprefix("ticket_"): [
            dict(row) for row in connection.execute(sa.select(table).where(column == one)).mappings()
        ]
        for table, column in _owned(owner)
    }


def _delete(connection: sa.Connection, owner: sa.Table, ids: Sequence[object]) -> list[Any]:
    """Delete rows with what belongs to them, by hand too: a database of long ago may not know the keys; return them."""
    for table, column in _owned(owner):
        connection.execute(table.delete().where(column.in_(ids)))
    gone = connection.execute(owner.delete().where(owner.c.id.in_(ids)).returning(owner.c.id)).scalars()
    return sorted(gone)


def _parts(ids: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
