"""Figures of cases in the database, one short row each beside its case, and read in a stream for the lead's page.

A row is derived from its case and can be deleted at any time: it is made again when the page is next opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database import metadata, open_database, writing
from assistant.adapters.desk_store.tables import tickets
from assistant.adapters.store import cases, load_cases, pastes, storable
from assistant.domain.case import Case
from assistant.domain.lead.clusters import Unfit
from assistant.domain.lead.figure import CaseFigure, Press
from assistant.domain.lead.numbers import Counted
from assistant.domain.lead.span import Span
from assistant.domain.lead.stops import STILL, Walked

AT_ONCE = 2_000  # rows that are held at a time
_EXAMPLE = 4_000  # characters
TICKETS = "desk"  # the owner of a ticket's case

figures = sa.Table(
    "case_figures",
    metadata,
    sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("of_ticket", sa.Boolean, nullable=False),
    sa.Column("at", sa.String(32), nullable=False, index=True),
    sa.Column("moved", sa.String(32), nullable=False),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("category", sa.String(64), nullable=False),
    sa.Column("cause_id", sa.String(64)),
    sa.Column("project_id", sa.String(256)),
    sa.Column("model", sa.String(256)),
    sa.Column("proof", sa.String(8)),
    sa.Column("proved", sa.String(32)),
    sa.Column("ending", sa.String(16)),
    sa.Column("guide_id", sa.String(64)),
    sa.Column("way", sa.Text, nullable=False),
    sa.Column("stopped", sa.Boolean, nullable=False),
    sa.Column("presses", sa.Text, nullable=False),
    sa.Column("line", sa.Text, nullable=False),
    sa.Column("status", sa.String(8)),
    sa.Column("code", sa.String(200)),
)


class FigureStore:
    """Rows by case; those of practice cases are never made."""

    def __init__(self, url: str) -> None:
        """Open the database at a SQLAlchemy URL, its tables in their newest form."""
        self._engine = open_database(url)

    def behind(self) -> int:
        """Return how many cases have no row, or one of an earlier version."""
        query = sa.select(sa.func.count()).select_from(_beside()).where(_behind())
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def cases_behind(self, most: int) -> list[tuple[Case, str, bool]]:
        """Return some of these cases, each with when it last moved and whether it is a ticket's."""
        query = sa.select(cases.c.id, cases.c.updated, cases.c.owner).select_from(_beside()).where(_behind())
        with self._engine.connect() as connection:
            rows = connection.execute(query.limit(most)).all()
            found = load_cases(connection, [row.id for row in rows])
        return [(found[row.id], row.updated, row.owner == TICKETS) for row in rows if row.id in found]

    def keep(self, several: Sequence[tuple[CaseFigure, bool]]) -> None:
        """Write rows in the place of what is there; a case that was deleted meanwhile gets none."""
        ids = [one.case_id for one, _ in several]
        with writing(self._engine) as connection:
            there = set(connection.execute(_locked(ids)).scalars())
            connection.execute(figures.delete().where(figures.c.case_id.in_(ids)))
            rows = [_row(one, of_ticket=of_ticket) for one, of_ticket in several if one.case_id in there]
            if rows:
                connection.execute(figures.insert(), rows)

    def counted(self, span: Span) -> Iterator[Counted]:
        """Yield the chat's cases and the tickets that came in within a span."""
        names = ("language", "category", "cause_id", "project_id", "model", "proof", "proved", "ending")
        columns = [figures.c[name] for name in names]
        chat = sa.select(figures.c.at, *columns, sa.null()).where(~figures.c.of_ticket, *_within(figures.c.at, span))
        with self._stream(chat) as rows:
            for row in rows:
                yield Counted("chat", *row)
        of_tickets = (
            sa.select(
                tickets.c.received,
                tickets.c.language,
                *(
                    sa.case((figures.c.case_id.is_(None), tickets.c[name]), else_=figures.c[name])
                    for name in ("category", "cause_id", "project_id", "model")
                ),
                *(figures.c[name] for name in ("proof", "proved", "ending")),
                tickets.c.state,
            )
            .select_from(tickets.outerjoin(figures, figures.c.case_id == tickets.c.case_id))
            .where(*_within(tickets.c.received, span))
        )
        with self._stream(of_tickets) as rows:
            for row in rows:
                yield Counted("ticket", *row)

    def walked(self, span: Span, now: str) -> Iterator[Walked]:
        """Yield the ways through guides of cases that began within a span."""
        names = ("guide_id", "way", "stopped", "proof", "moved", "presses")
        told = figures.c.guide_id.is_not(None) | (figures.c.presses != "")
        query = sa.select(*(figures.c[name] for name in names)).where(told, *_within(figures.c.at, span))
        still = (datetime.fromisoformat(now) - timedelta(seconds=STILL)).isoformat(timespec="seconds")
        with self._stream(query) as rows:
            for guide_id, way, stopped, proof, moved, presses in rows:
                left = bool(stopped) and proof is None and moved < still
                several = tuple(Press(*one) for one in json.loads(presses)) if presses else ()
                yield Walked(guide_id, tuple(way.split()), left, several)

    def unfit(self, span: Span) -> Iterator[Unfit]:
        """Yield the pastes that no cause fits, of the cases and tickets that came in within a span."""
        at = sa.func.coalesce(tickets.c.received, figures.c.at)
        columns = (figures.c[name] for name in ("language", "line", "status", "code"))
        query = (
            sa.select(figures.c.case_id, at, *columns)
            .select_from(figures.outerjoin(tickets, tickets.c.case_id == figures.c.case_id))
            .where(figures.c.line != "", *_within(at, span))
        )
        with self._stream(query) as rows:
            for row in rows:
                yield Unfit(*row)

    def text(self, case_id: str) -> str:
        """Return the head of the newest paste of a case, masked as it was stored; "" where there is none."""
        query = sa.select(sa.func.substr(pastes.c.text, 1, _EXAMPLE)).where(pastes.c.case_id == case_id)
        with self._engine.connect() as connection:
            return connection.execute(query.order_by(pastes.c.position.desc()).limit(1)).scalar() or ""

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    @contextmanager
    def _stream(self, query: sa.Select[Any]) -> Iterator[Iterator[Any]]:
        with self._engine.connect() as connection:
            yield iter(connection.execution_options(yield_per=AT_ONCE).execute(query))


def _locked(ids: Sequence[str]) -> sa.Select[Any]:
    """Return the query of the cases that are there and stay so until the transaction ends."""
    return sa.select(cases.c.id).where(cases.c.id.in_(ids)).order_by(cases.c.id).with_for_update()


def _beside() -> sa.Join:
    return cases.outerjoin(figures, figures.c.case_id == cases.c.id)


def _behind() -> sa.ColumnElement[bool]:
    moved_on = figures.c.version.is_(None) | (figures.c.version != cases.c.version)
    return ~cases.c.practice & moved_on


def _within(column: sa.ColumnElement[Any], span: Span) -> tuple[sa.ColumnElement[bool], ...]:
    return column >= span.since, column < span.until


def _row(one: CaseFigure, *, of_ticket: bool) -> dict[str, Any]:
    presses = [[press.guide_id, press.step_id, press.saw] for press in one.presses]
    return {
        "case_id": one.case_id,
        "version": one.version,
        "of_ticket": of_ticket,
        "at": one.at,
        "moved": one.moved,
        "language": one.language,
        "category": one.verdict.category,
        "cause_id": one.verdict.cause_id,
        "project_id": one.verdict.project_id,
        "model": one.verdict.model,
        "proof": one.proof,
        "proved": one.verdict.settled,
        "ending": one.ending,
        "guide_id": one.guide_id,
        "way": " ".join(one.way),
        "stopped": one.stopped,
        "presses": json.dumps(presses, ensure_ascii=False) if presses else "",
        "line": storable(one.line),
        "status": one.status[:8] if one.status else None,
        "code": one.code[:200] if one.code else None,
    }
