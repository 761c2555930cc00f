"""Cases in a database: SQLite in the user's data folder, or whatever DATABASE_URL names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database import metadata, open_database
from assistant.adapters.fresh_cases import FreshCases
from assistant.domain.case import Case, WrongVerdict, from_json, to_json

cases = sa.Table(
    "cases",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("practice", sa.Boolean, nullable=False),
    sa.Column("owner", sa.String(200), index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("created", sa.String(32), nullable=False),
    sa.Column("updated", sa.String(32), nullable=False, index=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Index("ix_cases_version", "id", "version", "practice"),  # finds what has moved on without reading the states
)

pastes = sa.Table(
    "pastes",
    metadata,
    sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
)


feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.id", ondelete="CASCADE"), index=True),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("category", sa.String(64), nullable=False),
    sa.Column("cause", sa.String(64)),
    sa.Column("said", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)


_UNSTORABLE = re.compile("[\0\ud800-\udfff]")

# Built once: putting a statement together costs as much as running it.
_CASE_ID: sa.BindParameter[str] = sa.bindparam("case_id")
_STATE = sa.select(cases.c.state, cases.c.version).where(cases.c.id == _CASE_ID)
_TEXTS = sa.select(pastes.c.text).where(pastes.c.case_id == _CASE_ID).order_by(pastes.c.position)
_UPDATE = (
    cases.update()
    .where(cases.c.id == _CASE_ID, cases.c.version == sa.bindparam("written_over"))
    .values({name: sa.bindparam(name) for name in ("version", "practice", "owner", "state", "updated")})
)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of the list of recent cases; `title` is the masked line that the case rests on."""

    id: str
    title: str
    updated: str
    practice: bool


class Store:
    """Cases by id; a write names the version it was made from and loses against a newer one."""

    def __init__(self, url: str) -> None:
        """Open the database at a SQLAlchemy URL, its tables in their newest form."""
        self._engine = open_database(url)
        self._fresh = FreshCases()

    def add(self, case: Case, title: str) -> None:
        """Insert a new case with the texts of its pastes."""
        with self._engine.begin() as connection:
            insert_cases(connection, [(case, title)])
        self._fresh.keep(case)

    def at(self, case_id: str, version: int) -> Case | None:
        """Return a case as it was at a version, for a change that `save` will refuse if it has moved on; else None."""
        case = self._fresh.at(case_id, version) or self.load(case_id)
        return case if case is not None and case.version == version else None

    def load(self, case_id: str) -> Case | None:
        """Return a case, or None when there is none of that id."""
        with self._engine.connect() as connection:
            return load_case(connection, case_id)

    def several(self, case_ids: Sequence[str]) -> dict[str, Case]:
        """Return those of some cases that are there, by id."""
        with self._engine.connect() as connection:
            return load_cases(connection, case_ids)

    def save(self, case: Case, updated: str) -> Case | None:
        """Write a case over the version it carries; None when somebody else wrote first."""
        with self._engine.begin() as connection:
            newer = update_case(connection, case, updated)
        if newer is not None:
            self._fresh.keep(newer)
        return newer

    def recent(self, owner: str | None, limit: int = 10) -> list[CaseLine]:
        """Return the newest cases of one owner, practice left out of none."""
        columns = (cases.c.id, cases.c.title, cases.c.updated, cases.c.practice)
        query = sa.select(*columns).where(cases.c.owner.is_(owner) if owner is None else cases.c.owner == owner)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(cases.c.updated.desc(), cases.c.id).limit(limit)).all()
        return [CaseLine(row.id, row.title, row.updated, row.practice) for row in rows]

    def add_feedback(self, wrong: WrongVerdict) -> None:
        """Keep what a user said of a verdict."""
        with self._engine.begin() as connection:
            connection.execute(feedback.insert().values(**asdict(wrong)))

    def all_feedback(self) -> list[WrongVerdict]:
        """Return what users said of verdicts, the newest first."""
        columns = [feedback.c[one.name] for one in fields(WrongVerdict)]
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(*columns).order_by(feedback.c.id.desc())).all()
        return [WrongVerdict(*row) for row in rows]

    def delete(self, case_id: str) -> bool:
        """Delete a case and its texts; False when there was none."""
        self._fresh.drop(case_id)
        with self._engine.begin() as connection:
            connection.execute(pastes.delete().where(pastes.c.case_id == case_id))
            connection.execute(feedback.delete().where(feedback.c.case_id == case_id))
            deleted = connection.execute(cases.delete().where(cases.c.id == case_id)).rowcount == 1
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:  # the write-ahead log would keep the text until its next turn
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return deleted

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()


def insert_cases(connection: sa.Connection, new: Iterable[tuple[Case, str]]) -> None:
    """Insert new cases, each with its title and the texts of its pastes, within the connection's transaction."""
    rows, texts = [], []
    for case, title in new:
        times = {"created": case.created, "updated": case.created}
        rows.append(_row(case) | {"id": case.id, "title": storable(title), **times})
        texts += _texts(case, since=0)
    connection.execute(cases.insert(), rows)
    connection.execute(pastes.insert(), texts)


def load_case(connection: sa.Connection, case_id: str) -> Case | None:
    """Return a case, or None when there is none of that id."""
    row = connection.execute(_STATE, {"case_id": case_id}).first()
    if row is None:
        return None
    texts = list(connection.execute(_TEXTS, {"case_id": case_id}).scalars())
    return _with_texts(json.loads(row.state), texts, row.version)


def load_cases(connection: sa.Connection, case_ids: Sequence[str]) -> dict[str, Case]:
    """Return those of some cases that are there, by id."""
    rows = connection.execute(
        sa.select(cases.c.id, cases.c.state, cases.c.version).where(cases.c.id.in_(case_ids))
    ).all()
    query = sa.select(pastes.c.case_id, pastes.c.text).where(pastes.c.case_id.in_(case_ids))
    texts: dict[str, list[str]] = {row.id: [] for row in rows}
    for case_id, text in connection.execute(query.order_by(pastes.c.case_id, pastes.c.position)):
        texts.setdefault(case_id, []).append(text)
    return {row.id: _with_texts(json.loads(row.state), texts[row.id], row.version) for row in rows}


def update_case(connection: sa.Connection, case: Case, updated: str) -> Case | None:
    """Write a case over the version it carries; None when somebody else wrote first."""
    newer = replace(case, version=case.version + 1)
    values = {"case_id": case.id, "written_over": case.version, "updated": updated, **_row(newer)}
    written = connection.execute(_UPDATE, values)
    if written.rowcount != 1:
        return None
    if newer.earlier:  # the first paste went in with the case
        count = sa.select(sa.func.count()).where(pastes.c.case_id == newer.id)
        missing = _texts(newer, since=connection.execute(count).scalar_one())
        if missing:
            connection.execute(pastes.insert(), missing)
    return newer


def _row(case: Case) -> dict[str, Any]:
    report, earlier = replace(case.report, text=""), tuple(replace(one, text="") for one in case.earlier)
    state = to_json(replace(case, report=report, earlier=earlier))
    return {"version": case.version, "practice": case.practice, "owner": case.owner, "state": state}


def _texts(case: Case, since: int) -> list[dict[str, Any]]:
    texts: Iterable[str] = (report.text for report in (*case.earlier, case.report))
    rows = [{"case_id": case.id, "position": at, "text": storable(text)} for at, text in enumerate(texts)]
    return rows[since:]


def storable(text: str) -> str:
    """Return a text that either database takes, as long as before: PostgreSQL knows no NUL, UTF-8 no half character."""
    return _UNSTORABLE.sub("\ufffd", text)


def _with_texts(data: dict[str, Any], texts: list[str], version: int) -> Case:
    reports = [*data.get("earlier", ()), data["report"]]
    for report, text in zip(reports, texts, strict=False):
        report["text"] = text
    return replace(from_json(data), version=version)
