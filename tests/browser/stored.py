"""What the server kept: cases as they stand in its database, and every byte that it wrote."""

from __future__ import annotations

import sqlite3

from assistant.adapters.store import Store
from assistant.domain.case import Case
from tests.serving import AppServer


def stored_case(server: AppServer, case_id: str) -> Case:
    """Return a case as the database holds it."""
    case = Store(f"sqlite:///{_database(server)}").load(case_id)
    assert case is not None, case_id
    return case


def count_of_cases(server: AppServer) -> int:
    with sqlite3.connect(_database(server)) as database:
        (count,) = database.execute("select count(*) from cases").fetchone()
    return int(count)


def places_of(server: AppServer, secret: str) -> list[str]:
    """Return the names of the files that hold a text: database, its journal, log, anything else of the server."""
    written = [path for path in server.folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in written} >= {".log", ".sqlite3"}
    return [path.name for path in written if secret.encode() in path.read_bytes()]


def _database(server: AppServer) -> str:
    return (server.folder / "cases.sqlite3").as_posix()
