"""The word index of tickets, on either database: FTS5 on SQLite, a tsvector with positions on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from assistant.domain.desk.tokens import phrases


def index(connection: sa.Connection, words: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Put the tokens of tickets into the index, in the place of what it held of them."""
    sqlite = connection.dialect.name == "sqlite"
    rows = [{"id": ticket_id, "words": " ".join(one) if sqlite else _vector(one)} for ticket_id, one in words]
    if not rows:
        return
    drop(connection, [row["id"] for row in rows])
    insert = (
        "INSERT INTO ticket_words (rowid, words) VALUES (:id, :words)"
        if sqlite
        else "INSERT INTO ticket_words (ticket_id, words) VALUES (:id, CAST(:words AS tsvector))"
    )
    connection.execute(sa.text(insert), rows)


def drop(connection: sa.Connection, ticket_ids: Sequence[object]) -> None:
    """Take tickets out of the index."""
    key = "rowid" if connection.dialect.name == "sqlite" else "ticket_id"
    statement = sa.text(f"DELETE FROM ticket_words WHERE {key} = :id")  # noqa: S608
    connection.execute(statement, [{"id": one} for one in ticket_ids])


def holds(search: str, dialect: str) -> sa.ColumnElement[bool] | None:
    """Return the condition that a ticket holds every word of a search; None for a search without words."""
    asked = phrases(search)
    if not asked:
        return None
    if dialect == "sqlite":
        match = " AND ".join(f'"{" ".join(row)}" *' for row in asked)
        found = sa.text("SELECT rowid FROM ticket_words WHERE ticket_words MATCH :match").bindparams(match=match)
    else:
        match = " & ".join("(" + " <-> ".join(f"'{one}'" for one in row) + ":*)" for row in asked)
        query = "SELECT ticket_id FROM ticket_words WHERE words @@ CAST(:match AS tsquery)"
        found = sa.text(query).bindparams(match=match)
    return sa.column("id").in_(found.columns(sa.column("id", sa.Integer)))


def _vector(words: Sequence[str]) -> str:
    """Return a tsvector's own notation; a token is letters and digits alone, so nothing in it needs an escape."""
    return " ".join(f"'{word}':{place}" for place, word in enumerate(words, 1))
