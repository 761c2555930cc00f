"""How long the desk takes on SQLite and PostgreSQL: tickets judged and drafted, the queue and its search, the lead."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from secrets import token_hex

from assistant.adapters.case_prober import CaseProber
from assistant.adapters.desk_store.store import DeskStore
from assistant.adapters.store import Store
from assistant.domain.desk.queue import Asked
from assistant.domain.desk.ticket import Incoming, Said
from assistant.engine import Engine
from assistant.engine.desk import Desk, Intake
from assistant.engine.desk.intake import Source
from assistant.engine.desk.reading import TicketReader
from assistant.wiring import decider, knowledge, now
from benchmarks import lead
from benchmarks.budget import Figure
from tests.postgres import Postgres, programs

DRAFTED, QUEUED, BATCH = 1_000, 10_000, 100
SEARCHES = ("\u7d44\u7e54", "gpt-4", "quota billing", "\u8a31\u53ef\u30ea\u30b9\u30c8")


def figures() -> Iterator[Figure]:
    """Yield the figures on both databases; PostgreSQL is started for it, where its programs are installed."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _on(f"sqlite:///{(Path(folder) / 'bench.sqlite3').as_posix()}", "SQLite")
    if programs() is None:
        yield Figure("PostgreSQL is not installed: make .venv/.postgres", 0, "")
        return
    server = Postgres.started()
    try:
        yield from _on(server.new(), "PostgreSQL")
    finally:
        server.stop()


def _on(url: str, name: str) -> Iterator[Figure]:
    cases, store, reader = Store(url), DeskStore(url), TicketReader(knowledge(), decider(), now)
    engine = Engine(knowledge(), decider(), cases, CaseProber(knowledge().models, decider().classify), now)
    desk, intake = Desk(store, cases, engine, reader, now), Intake(store, reader, now)
    begun = time.perf_counter()
    intake.take(Source("bench", token_hex()), _tickets())
    imported = time.perf_counter() - begun
    drafts = sum(1 for _ in desk.everything())
    whole = time.perf_counter() - begun
    yield Figure(f"{name}: {drafts} tickets imported and drafted", whole, "s", 10.0, f"imported in {imported:.1f} s")
    _fill(store, reader)
    yield Figure(f"{name}: a page of {QUEUED} tickets", _took(lambda: desk.page(Asked())), "s", 1.0)
    slowest = max(_took(lambda words=words: desk.page(Asked(search=words))) for words in SEARCHES)  # type: ignore[misc]
    yield Figure(f"{name}: the slowest of {len(SEARCHES)} searches", slowest, "s", 0.3)
    store.close()
    cases.close()
    yield from lead.measured(url, name)


def _tickets() -> Iterator[Incoming]:
    """Yield tickets of every cause's examples, each with a number of its own."""
    pastes = [example.paste for cause in knowledge().causes.values() for example in cause.examples]
    for at in range(DRAFTED):
        yield Incoming(at, (Said(f"{at}\n{pastes[at % len(pastes)]}"),), f"bench {at}", f"B-{at}", f"customer {at}")


def _fill(store: DeskStore, reader: TicketReader) -> None:
    """Fill the queue with copies of a hundred tickets that were read once."""
    read = [reader.arrival(one, "bench") for one in islice(_tickets(), BATCH)]
    for _ in range((QUEUED - DRAFTED) // BATCH):
        batch = [replace(one, identity=token_hex(32), case=replace(one.case, id=token_hex(16))) for one in read]
        store.unit(lambda unit, batch=batch: unit.add(batch))  # type: ignore[misc]


def _took(work: Callable[[], object]) -> float:
    """Return the median of five times, in seconds."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return sorted(times)[2]
