"""The schema's version: a fresh database is made at once, an older one is migrated by Alembic, by one process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from assistant.adapters.database.metadata import metadata
from assistant.adapters.database.writing import writing

if TYPE_CHECKING:  # imported where a database must be migrated, and nowhere else
    from alembic.config import Config

VERSION = "0007"  # of the newest script in migrations/versions
MIGRATIONS = Path(__file__).with_name("migrations")
TABLES = (
    "assistant.adapters.store",
    "assistant.adapters.change_store",
    "assistant.adapters.approval_store",
    "assistant.adapters.desk_store.tables",
    "assistant.adapters.figure_store",
)
_LOCK = 7_263_510_248  # any number, the same in every process: PostgreSQL's advisory lock of a migration
_STAMPS = sa.Table("alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32), primary_key=True))


class NewerDatabaseError(Exception):
    """Raised for a database that a newer version of this program has brought further."""


def bring_up_to_date(engine: sa.Engine) -> None:
    """Make or migrate the tables where the stored version is not ours; otherwise one query and no import."""
    if version_of(engine) == VERSION:
        return
    with _alone(engine) as connection:
        stored = _stamped(connection)
        if stored == VERSION:  # another process was quicker
            return
        if stored is not None and stored > VERSION:
            raise NewerDatabaseError(f"the database is at schema {stored}, this program knows {VERSION}: update it")
        if stored is None and not sa.inspect(connection).has_table("cases"):
            _make(connection)
        else:
            _migrate(connection)


def version_of(engine: sa.Engine) -> str | None:
    """Return the stored version, None where the database has none."""
    try:
        with engine.connect() as connection:
            return connection.execute(sa.select(_STAMPS.c.version_num)).scalar()
    except (sa.exc.OperationalError, sa.exc.ProgrammingError):  # there is no such table
        return None


def every_table() -> sa.MetaData:
    """Return the metadata with the tables of every store in it."""
    for module in TABLES:
        import_module(module)
    return metadata


def _stamped(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table(_STAMPS.name):
        return None
    return connection.execute(sa.select(_STAMPS.c.version_num)).scalar()


def _make(connection: sa.Connection) -> None:
    """Make every table of a fresh database in its newest form, which Alembic would take longer for."""
    every_table().create_all(connection)
    _STAMPS.create(connection)
    connection.execute(_STAMPS.insert().values(version_num=VERSION))


def _migrate(connection: sa.Connection) -> None:
    """Run the scripts that are missing; imported here, as a database needs it once in many starts."""
    from alembic import command

    command.upgrade(settings(connection), "head")


def settings(connection: sa.Connection | None = None) -> Config:
    """Return Alembic's configuration for a connection that is already in a transaction."""
    from alembic.config import Config

    found = Config(attributes={"connection": connection})
    found.set_main_option("script_location", MIGRATIONS.as_posix().replace("%", "%%"))
    return found


@contextmanager
def _alone(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Yield a connection in a transaction that no other process that migrates can be in."""
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        yield connection
