"""How long the lead's page takes over a hundred thousand cases: counting them, and the page's first draw."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

import sqlalchemy as sa

from assistant.adapters.figure_store import FigureStore, figures
from assistant.adapters.store import Store, cases, pastes
from assistant.domain.lead.span import span
from assistant.engine import Engine
from assistant.engine.desk.reading import TicketReader
from assistant.engine.lead import Lead
from assistant.wiring import decider, knowledge, now
from benchmarks.budget import Figure
from tests.engine.conftest import ToldProber
from tests.serving import AppServer
from tests.tab import Tab

CASES, READ = 100_000, 500
WHOLE = span(date(2000, 1, 1), date(2100, 1, 1), UTC)


def measured(url: str, name: str) -> Iterator[Figure]:
    """Yield the figures on a database, which is filled up to a hundred thousand cases."""
    store, cases_of = FigureStore(url), Store(url)
    lead = Lead(store, knowledge(), decider(), TicketReader(knowledge(), decider(), now), now)
    engine = Engine(knowledge(), decider(), cases_of, ToldProber(), now)
    examples = [example.paste for cause in knowledge().causes.values() for example in cause.examples]
    for at in range(READ):
        engine.open(f"{at}\n{examples[at % len(examples)]}" if at % 10 else f"RuntimeError: quux {at} has come undone")
    begun, behind = time.perf_counter(), lead.behind()
    lead.catch_up()
    each = 1000 * (time.perf_counter() - begun) / behind
    yield Figure(f"{name}: a case read into the figures, in the background", each, "ms")
    _fill(url, CASES)
    for told, work in (("counted", lambda: lead.numbers(WHOLE, UTC)), ("guides", lambda: lead.stops(WHOLE)),
                       ("clustered", lambda: lead.to_write(WHOLE))):  # fmt: skip
        begun = time.perf_counter()
        work()
        yield Figure(f"{name}: {CASES} cases, {told}", time.perf_counter() - begun, "s")
    yield _drawn(url, name)
    store.close()
    cases_of.close()


def _drawn(url: str, name: str) -> Figure:
    with tempfile.TemporaryDirectory() as folder:
        server = AppServer(Path(folder), environment={"DATABASE_URL": url}).start()
        try:
            with Tab(server.url) as tab:  # the process has served its first page
                tab.run()
            with Tab(server.url, page="lead") as tab:
                begun = time.perf_counter()
                tab.run()
                return Figure(f"{name}: first draw of the lead's page", time.perf_counter() - begun, "s", 2.0)
        finally:
            server.stop()


def _fill(url: str, most: int) -> None:
    """Copy the chat's cases with their texts and figures, over a year, until there are so many cases."""
    engine = FigureStore(url)._engine  # noqa: SLF001
    query = sa.select(cases).join(figures, figures.c.case_id == cases.c.id).where(~figures.c.of_ticket).limit(READ)
    with engine.connect() as connection:
        read = [dict(row) for row in connection.execute(query).mappings()]
        ids = [row["id"] for row in read]
        texts = _by_case(connection, pastes, ids)
        counted = _by_case(connection, figures, ids)
        there = connection.execute(sa.select(sa.func.count()).select_from(cases)).scalar_one()
    for start in range(there, most, READ):
        rows: tuple[list[dict[str, Any]], ...] = ([], [], [])
        for at, row in enumerate(read[: most - start]):
            day = (datetime.now(UTC) - timedelta(hours=(start + at) * 8760 / most)).isoformat(timespec="seconds")
            fresh = token_hex(16)
            rows[0].append({**row, "id": fresh, "created": day, "updated": day})
            rows[1].extend({**one, "case_id": fresh} for one in texts[row["id"]])
            rows[2].extend({**one, "case_id": fresh, "at": day, "moved": day} for one in counted[row["id"]])
        with engine.begin() as connection:
            for table, several in zip((cases, pastes, figures), rows, strict=True):
                connection.execute(table.insert(), several)
    engine.dispose()


def _by_case(connection: sa.Connection, table: sa.Table, ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {one: [] for one in ids}
    for row in connection.execute(sa.select(table).where(table.c.case_id.in_(ids))).mappings():
        found[row["case_id"]].append(dict(row))
    return found
