"""Opening the database: SQLite with a write-ahead log, or PostgreSQL through psycopg 3; brought up to date then."""

from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database.schema import bring_up_to_date

PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=5000", "secure_delete=ON")
_PAUSES = (0.05, 0.2, 0.5, 1.0)  # seconds between tries while another process begins too


def open_database(url: str) -> sa.Engine:
    """Open the database at a SQLAlchemy URL, with every table in its newest form."""
    engine = sa.create_engine(driven(url), pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _tune_sqlite)
    for pause in _PAUSES:
        try:
            bring_up_to_date(engine)
        except (sa.exc.OperationalError, sa.exc.IntegrityError):  # SQLite is locked, or the server just starts
            time.sleep(pause)
        else:
            return engine
    bring_up_to_date(engine)
    return engine


def driven(url: str) -> str:
    """Return the URL with psycopg 3 as the driver of a PostgreSQL that names none."""
    scheme, separator, rest = url.partition("://")
    return f"postgresql+psycopg{separator}{rest}" if scheme in ("postgres", "postgresql") else url


def _tune_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
