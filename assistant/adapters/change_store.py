"""Changes of model permissions in the database: records, grants until a time, one writer at a time for a project."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from functools import wraps
from typing import Any, TypeVar, cast

import sqlalchemy as sa

from assistant.adapters.database import metadata, open_database
from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.permissions.grant import Ending, Grant
from assistant.domain.permissions.policy import as_json, from_json
from assistant.domain.permissions.record import ChangeRecord, NotKept

changes = sa.Table(
    "policy_changes",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("at", sa.String(32), nullable=False, index=True),
    sa.Column("who", sa.String(200), nullable=False),
    sa.Column("base_url", sa.String(300), nullable=False),
    sa.Column("project_id", sa.String(256), nullable=False, index=True),
    sa.Column("action", sa.String(16), nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    sa.Column("planned_hash", sa.String(64), nullable=False),
    sa.Column("result", sa.String(16), nullable=False),
    sa.Column("reason", sa.String(32)),
    sa.Column("found", sa.Text),
    sa.Column("request_ids", sa.Text, nullable=False),
    sa.Column("finished", sa.String(32)),
    sa.Column("undoes", sa.String(32)),
)

grants = sa.Table(
    "policy_grants",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("record_id", sa.String(32)),
    sa.Column("base_url", sa.String(300), nullable=False),
    sa.Column("project_id", sa.String(256), nullable=False, index=True),
    sa.Column("mode", sa.String(16), nullable=False),
    sa.Column("wanted", sa.Text, nullable=False),
    sa.Column("ids", sa.Text, nullable=False),
    sa.Column("former", sa.Text, nullable=False),
    sa.Column("until", sa.String(32), nullable=False, index=True),
    sa.Column("ended", sa.String(32)),
)

endings = sa.Table(
    "policy_endings",
    metadata,
    sa.Column("grant_id", sa.String(32), primary_key=True),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("left", sa.Boolean, nullable=False),
    sa.Column("result", sa.String(16), nullable=False),
    sa.Column("reason", sa.String(32)),
    sa.Column("undone", sa.Text, nullable=False),
    sa.Column("needed", sa.Text, nullable=False),
    sa.Column("changed", sa.Text, nullable=False),
    sa.Column("record_id", sa.String(32)),
)

locks = sa.Table(
    "policy_locks",
    metadata,
    sa.Column("base_url", sa.String(300), primary_key=True),
    sa.Column("project_id", sa.String(256), primary_key=True),
    sa.Column("holder", sa.String(32)),
    sa.Column("until", sa.Float, nullable=False),
)

Method = TypeVar("Method", bound=Callable[..., Any])
POLICIES = ("before", "after", "found")
LISTS = ("wanted", "ids", "former")
ENDING_LISTS = ("undone", "needed", "changed")


def _kept(method: Method) -> Method:
    """Turn every fault of the database into `NotKept`, whose text holds no value."""

    @wraps(method)
    def call(*arguments: Any, **named: Any) -> Any:
        try:
            return method(*arguments, **named)
        except sa.exc.SQLAlchemyError as error:
            raise NotKept(type(error).__name__) from None

    return cast("Method", call)


class ChangeStore:
    """Records and grants by id; every write is one statement or one transaction, every fault is `NotKept`."""

    @_kept
    def __init__(self, url: str) -> None:
        """Open the database at a SQLAlchemy URL its tables in their newest form."""
        self._engine = open_database(url)

    @_kept
    def add(self, record: ChangeRecord, grant: Grant | None = None) -> None:
        """Insert a change that is about to be made, with the grant that it is made for."""
        with self._engine.begin() as connection:
            connection.execute(changes.insert().values(**_change_row(record)))
            if grant is not None:
                connection.execute(grants.insert().values(**_grant_row(grant)))

    @_kept
    def finish(self, record: ChangeRecord) -> None:
        """Write what came of a change."""
        with self._engine.begin() as connection:
            connection.execute(changes.update().where(changes.c.id == record.id).values(**_change_row(record)))

    @_kept
    def load(self, record_id: str) -> ChangeRecord | None:
        """Return a change, or None when there is none of that id."""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(changes).where(changes.c.id == record_id)).mappings().first()
        return _record(row) if row is not None else None

    @_kept
    def recent(
        self, base_url: str, project_id: str | Collection[str] | None = None, limit: int = 50
    ) -> list[ChangeRecord]:
        """Return the newest changes at one host, of one project, of some, or of all."""
        query = sa.select(changes).where(changes.c.base_url == base_url)
        if project_id is not None:
            wanted = [project_id] if isinstance(project_id, str) else [*project_id]
            query = query.where(changes.c.project_id.in_(wanted))
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(changes.c.at.desc(), changes.c.id).limit(limit)).mappings().all()
        return [_record(row) for row in rows]

    @_kept
    def grants(self, project_id: str | None = None, *, ended: bool = False) -> list[Grant]:
        """Return the grants of one project or of all, the first to end first; with `ended` those put back too."""
        query = sa.select(grants) if ended else sa.select(grants).where(grants.c.ended.is_(None))
        if project_id is not None:
            query = query.where(grants.c.project_id == project_id)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(grants.c.until, grants.c.id)).mappings().all()
        return [_grant(row) for row in rows]

    @_kept
    def save_grants(self, changed: Iterable[Grant]) -> None:
        """Insert or replace grants, all or none."""
        with self._engine.begin() as connection:
            for grant in changed:
                _put(connection, grants, grants.c.id == grant.id, _grant_row(grant))

    @_kept
    def save_endings(self, made: Iterable[Ending]) -> None:
        """Insert or replace what the last sweep made of grants, all or none."""
        with self._engine.begin() as connection:
            for one in made:
                lists = {name: _listed(getattr(one, name)) for name in ENDING_LISTS}
                _put(connection, endings, endings.c.grant_id == one.grant_id, {**asdict(one), **lists})

    @_kept
    def endings(self, grant_ids: Collection[str]) -> list[Ending]:
        """Return what the last sweep made of these grants."""
        query = sa.select(endings).where(endings.c.grant_id.in_([*grant_ids]))
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [Ending(**{**row, **_lists(row, ENDING_LISTS)}) for row in rows]

    @_kept
    def lock(self, base_url: str, project_id: str, holder: str, now: float, until: float) -> bool:
        """Take the project for one writer until a time; False while another holds it. Times are seconds since 1970."""
        place = (locks.c.base_url == base_url) & (locks.c.project_id == project_id)
        free = locks.c.holder.is_(None) | (locks.c.until < now)
        mine = {"holder": holder, "until": until}
        try:
            with self._engine.begin() as connection:
                if connection.execute(locks.update().where(place & free).values(**mine)).rowcount == 1:
                    return True
                if connection.execute(sa.select(locks.c.holder).where(place)).first() is not None:
                    return False
                connection.execute(locks.insert().values(base_url=base_url, project_id=project_id, **mine))
        except sa.exc.IntegrityError:  # another writer made the row meanwhile
            return False
        return True

    @_kept
    def unlock(self, base_url: str, project_id: str, holder: str) -> None:
        """Give the project back; what another has taken meanwhile stays taken."""
        place = (locks.c.base_url == base_url) & (locks.c.project_id == project_id) & (locks.c.holder == holder)
        with self._engine.begin() as connection:
            connection.execute(locks.update().where(place).values(holder=None))

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()


def _put(connection: sa.Connection, table: sa.Table, where: sa.ColumnElement[bool], values: dict[str, Any]) -> None:
    if connection.execute(table.update().where(where).values(**values)).rowcount == 0:
        connection.execute(table.insert().values(**values))


def _lists(values: Mapping[Any, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: tuple(json.loads(values[name])) for name in names}


def _change_row(record: ChangeRecord) -> dict[str, Any]:
    row = {one.name: getattr(record, one.name) for one in fields(ChangeRecord)}
    policies = {name: _packed(row[name]) for name in POLICIES}
    return {**row, **policies, "request_ids": json.dumps(record.request_ids)}


def _record(values: Mapping[Any, Any]) -> ChangeRecord:
    policies = {name: from_json(json.loads(values[name])) if values[name] else None for name in POLICIES}
    return ChangeRecord(**{**values, **policies, "request_ids": tuple(json.loads(values["request_ids"]))})


def _packed(policy: Policy | None) -> str | None:
    return json.dumps(as_json(policy), ensure_ascii=False) if policy is not None else None


def _grant_row(grant: Grant) -> dict[str, Any]:
    return {**asdict(grant), **{name: _listed(getattr(grant, name)) for name in LISTS}}


def _grant(values: Mapping[Any, Any]) -> Grant:
    return Grant(**{**values, **_lists(values, LISTS), "mode": PolicyMode(values["mode"])})


def _listed(ids: Sequence[str]) -> str:
    return json.dumps(list(ids), ensure_ascii=False)
