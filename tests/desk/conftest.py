"""The desk over real databases: each test that takes `parts` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from assistant.adapters.desk_files import TicketFiles
from assistant.adapters.desk_store.store import DeskStore
from assistant.adapters.store import Store
from assistant.domain.desk.ticket import Incoming, Said
from assistant.engine import Engine
from assistant.engine.desk import Desk, Intake
from assistant.engine.desk.intake import Source
from assistant.engine.desk.reading import TicketReader
from assistant.wiring import decider, knowledge
from tests.engine.conftest import Clock, ToldProber

PROJECT = "proj_" + "Ab3d" * 6
OTHER_PROJECT = "proj_" + "Zz9y" * 6
DENIED = f"お世話になります。組織のAPIが急に使えなくなりました。\nError code: 403 - Project `{PROJECT}` does not have access to model `gpt-4.1`"
QUOTA = (
    "Hello, our batch stopped:\nError code: 429 - {'error': {'message': 'You exceeded your current quota, please check your plan "
    "and billing details.', 'type': 'insufficient_quota', 'code': 'insufficient_quota'}}"
)


@dataclass
class Parts:
    """The desk with its stores and clock."""

    url: str
    store: DeskStore
    cases: Store
    engine: Engine
    desk: Desk
    intake: Intake
    clock: Clock
    files: TicketFiles

    @classmethod
    def at(cls, url: str) -> Parts:
        clock, cases, store = Clock(), Store(url), DeskStore(url)
        reader = TicketReader(knowledge(), decider(), clock)
        engine = Engine(knowledge(), decider(), cases, ToldProber(), clock)
        desk = Desk(store, cases, engine, reader, clock)
        return cls(url, store, cases, engine, desk, Intake(store, reader, clock), clock, TicketFiles(knowledge().columns))

    def take(self, *items: object, digest: str = "one", desk: str = "file"):
        return self.intake.take(Source(f"{digest}.csv", digest, desk), items)

    def close(self) -> None:
        self.store.close(), self.cases.close()


def ticket(number: str, text: str, **more: object) -> Incoming:
    return Incoming(int(more.pop("place", 1)), (Said(text),), number=number, **more)


@pytest.fixture
def parts(database_url: str) -> Iterator[Parts]:
    made = Parts.at(database_url)
    yield made
    made.close()


@pytest.fixture
def lite(tmp_path) -> Iterator[Parts]:
    """The same on SQLite alone, for what no database decides."""
    made = Parts.at(f"sqlite:///{(tmp_path / 'cases.sqlite3').as_posix()}")
    yield made
    made.close()
