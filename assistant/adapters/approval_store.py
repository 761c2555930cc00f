"""Requests to an administrator in the database; they go with their case."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database import metadata, open_database
from assistant.domain.permissions.approval import Approval

approvals = sa.Table(
    "approvals",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("created", sa.String(32), nullable=False),
    sa.Column("expires", sa.String(32), nullable=False),
    sa.Column("base_url", sa.String(300), nullable=False),
    sa.Column("project_id", sa.String(256), nullable=False),
    sa.Column("models", sa.Text, nullable=False),
    sa.Column("wants_check", sa.Boolean, nullable=False),
    sa.Column("decision", sa.String(16)),
    sa.Column("decided", sa.String(32)),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("how", sa.String(16)),
    sa.Column("record", sa.String(32)),
    sa.Column("taken", sa.String(32)),
)


class ApprovalStore:
    """Requests by id; a decision is one statement that fails where there is one already."""

    def __init__(self, url: str) -> None:
        """Open the database at a SQLAlchemy URL and make the table when it is missing."""
        self._engine = open_database(url)

    def add(self, approval: Approval) -> None:
        """Insert a request."""
        with self._engine.begin() as connection:
            connection.execute(approvals.insert().values(**_row(approval)))

    def load(self, approval_id: str) -> Approval | None:
        """Return a request, or None when there is none of that id."""
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(approvals).where(approvals.c.id == approval_id)).mappings().first()
        return _approval(row) if row is not None else None

    def of_case(self, case_id: str) -> list[Approval]:
        """Return the requests of a case, oldest first."""
        query = sa.select(approvals).where(approvals.c.case_id == case_id)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(approvals.c.created, approvals.c.id)).mappings().all()
        return [_approval(row) for row in rows]

    def decide(self, approval: Approval) -> bool:
        """Write a decision; False when another was written before."""
        open_still = (approvals.c.id == approval.id) & approvals.c.decision.is_(None)
        return self._changed(approvals.update().where(open_still).values(**_row(approval)))

    def take(self, approval_id: str, at: str) -> bool:
        """Mark a decision as noticed; False when there is none, or it was noticed before."""
        fresh = (approvals.c.id == approval_id) & approvals.c.decision.is_not(None) & approvals.c.taken.is_(None)
        return self._changed(approvals.update().where(fresh).values(taken=at))

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    def _changed(self, statement: sa.Update) -> bool:
        with self._engine.begin() as connection:
            return connection.execute(statement).rowcount == 1


def _row(approval: Approval) -> dict[str, Any]:
    return {**asdict(approval), "models": json.dumps(approval.models, ensure_ascii=False)}


def _approval(values: Mapping[Any, Any]) -> Approval:
    return Approval(**{**values, "models": tuple(json.loads(values["models"]))})
