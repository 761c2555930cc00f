"""The groups of waiting tickets, counted by the database; read page by page however many there are."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.desk_store.rows import ticket_of
from assistant.adapters.desk_store.store import DeskStore
from assistant.adapters.desk_store.tables import tickets
from assistant.domain.desk.grouping import Group, GroupKey
from assistant.domain.desk.ticket import Ticket

WAITS = tickets.c.state.in_(("new", "drafted"))
NAMES = ("category", "cause_id", "grade", "project_id", "model")


class GroupStore:
    """Reads the desk's own database."""

    def __init__(self, store: DeskStore) -> None:
        """Read the database of a store."""
        self._engine = store.engine

    def groups(self) -> list[Group]:
        """Return every verdict that waiting tickets have, the most frequent first."""
        columns = [tickets.c[name] for name in NAMES]
        query = (
            sa.select(*columns, tickets.c.language, sa.func.count())
            .where(WAITS, tickets.c.cause_id.is_not(None))
            .group_by(*columns, tickets.c.language)
        )
        found: dict[GroupKey, dict[str, int]] = {}
        with self._engine.connect() as connection:
            for *key, language, count in connection.execute(query):
                found.setdefault(GroupKey(*key), {})[language] = count
        return sorted((Group(key, many) for key, many in found.items()), key=lambda one: (-one.count, one.key.digest))

    def members(self, key: GroupKey, most: int) -> list[Ticket]:
        """Return the waiting tickets of a group, the oldest first."""
        alike = [tickets.c[name].is_not_distinct_from(getattr(key, name)) for name in NAMES]
        query = sa.select(tickets).where(WAITS, *alike).order_by(tickets.c.updated, tickets.c.id).limit(most)
        with self._engine.connect() as connection:
            return [ticket_of(row) for row in connection.execute(query).mappings()]
