"""Requests over a real database file, with a clock that a test sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.adapters.approval_store import ApprovalStore
from assistant.adapters.link_signer import LinkSigner
from assistant.adapters.store import Store
from assistant.domain.case import Case
from assistant.engine import Engine
from assistant.engine.approvals import Approvals
from assistant.wiring import decider, knowledge
from tests.engine.conftest import DENIED, ToldProber

BASE = "https://api.openai.com/v1"


@dataclass
class Clock:
    """A clock that a test sets."""

    at: str = "2026-11-23T09:00:00+00:00"

    def __call__(self) -> str:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{(tmp_path / 'cases.sqlite3').as_posix()}"


@pytest.fixture
def engine(url: str, clock: Clock) -> Iterator[Engine]:
    store = Store(url)
    yield Engine(knowledge(), decider(), store, ToldProber(), clock)
    store.close()


@pytest.fixture
def requests(url: str) -> Iterator[ApprovalStore]:
    opened = ApprovalStore(url)
    yield opened
    opened.close()


@pytest.fixture
def approvals(requests: ApprovalStore, clock: Clock) -> Approvals:
    return Approvals(requests, LinkSigner("a secret of a test, long enough"), clock)


@pytest.fixture
def case(engine: Engine) -> Case:
    return engine.open(DENIED)
