"""Forgetting: a person's tickets, or old ones, with their cases, words and drafts; and the audit record as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database import writing
from assistant.adapters.desk_store import words
from assistant.adapters.desk_store.record import record
from assistant.adapters.desk_store.store import DeskStore
from assistant.adapters.desk_store.tables import audit, drafts, messages, sendings, tickets
from assistant.adapters.store import cases, feedback, pastes


class Forgetting:
    """What is deleted and handed out on request, over the desk's own database."""

    def __init__(self, store: DeskStore) -> None:
        """Work on the database of a store."""
        self._engine = store.engine

    def of_person(self, address: str) -> list[int]:
        """Return the tickets of a customer's address, whatever its case."""
        return self._ids(sa.func.lower(tickets.c.address) == address.strip().lower())

    def older_than(self, moment: str) -> list[int]:
        """Return the tickets whose last message is older than a time, UTC."""
        return self._ids(tickets.c.updated < moment)

    def all_of(self, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
        """Yield all that is kept of tickets, one after the other."""
        with self._engine.connect() as connection:
            for one in ids:
                row = connection.execute(sa.select(tickets).where(tickets.c.id == one)).mappings().one()
                said = connection.execute(sa.select(messages).where(messages.c.ticket_id == one)).mappings()
                written = connection.execute(sa.select(drafts).where(drafts.c.ticket_id == one)).mappings()
                sent = connection.execute(sa.select(sendings).where(sendings.c.ticket_id == one)).mappings()
                yield {
                    **row,
                    "messages": [dict(each) for each in said],
                    "drafts": [dict(each) for each in written],
                    "sendings": [dict(each) for each in sent],
                }

    def forget(self, ids: Sequence[int], who: str, at: str) -> None:
        """Delete tickets with their cases; the audit record keeps their numbers and nothing they said."""
        with writing(self._engine) as connection:
            query = sa.select(tickets.c.case_id).where(tickets.c.id.in_(ids), tickets.c.case_id.is_not(None))
            of_cases = list(connection.execute(query).scalars())
            words.drop(connection, ids)
            connection.execute(tickets.delete().where(tickets.c.id.in_(ids)))
            for table in (pastes, feedback):
                connection.execute(table.delete().where(table.c.case_id.in_(of_cases)))
            connection.execute(cases.delete().where(cases.c.id.in_(of_cases)))
            for one in ids:
                record(connection, at, who, "forget", one)
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

    def _ids(self, condition: sa.ColumnElement[bool]) -> list[int]:
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(tickets.c.id).where(condition).order_by(tickets.c.id)).scalars())

    def _wipe(self) -> None:
        """Rewrite the word index, which marks what is gone and keeps it, and empty the write-ahead log."""
        with self._engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO ticket_words (ticket_words) VALUES ('optimize')")
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
