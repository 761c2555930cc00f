"""A line of the audit record, within whatever transaction it belongs to."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.desk_store.tables import audit


def record(connection: sa.Connection, at: str, who: str, action: str, ticket_id: int | None, detail: str = "") -> None:
    """Add a line to the audit record, within whatever transaction the connection is in."""
    row = {"at": at, "who": who[:200], "action": action, "ticket_id": ticket_id, "detail": detail}
    connection.execute(audit.insert().values(**row))
