"""The practice organization over real HTTP, and what changes its permissions, with a database of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.adapters.admin_api import AdminApi, Patience
from assistant.adapters.change_store import ChangeStore
from assistant.adapters.openai_api.wire import Limits
from assistant.domain.probing.keys import Keys
from assistant.engine.permissions import Permissions, World
from assistant.practice.server import PracticeOrganization, PracticeServer

NOW = "2026-11-23T12:00:00+00:00"
QUICK = Limits(connect=1.0, call=1.5, other_bytes=400_000)
SHORT = Patience(attempts=3, seconds=6.0, longest_wait=2.0)


@pytest.fixture(scope="session", autouse=True)
def _openai_is_imported() -> None:
    """Let no test's clock run while openai is imported."""
    import assistant.adapters.openai_api.send  # noqa: F401


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_ADMIN_KEY", "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.delenv(name, raising=False)


@dataclass
class Clock:
    """A clock that a test sets; sleeping takes a hundredth of the time."""

    time: str = NOW
    slept: list[float] = field(default_factory=list)

    def now(self) -> str:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        time.sleep(seconds / 100)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{(tmp_path / 'cases.sqlite3').as_posix()}"


@pytest.fixture
def store(database: str) -> Iterator[ChangeStore]:
    opened = ChangeStore(database)
    yield opened
    opened.close()


@pytest.fixture
def make(
    server: PracticeServer, org: PracticeOrganization, store: ChangeStore, clock: Clock
) -> Callable[..., Permissions]:
    """Make permissions with a key of the organization by name, for the practice server or another."""

    def permissions(key: str = "admin", base_url: str | None = None, changes: ChangeStore = store) -> Permissions:
        secret = org.secret(key) if key in org.keys else key
        api = AdminApi(
            Keys(admin=secret, base_url=base_url or server.base_url),
            limits=QUICK, patience=SHORT, patience_with_many=SHORT,
        )  # fmt: skip
        return Permissions(api, lambda: changes, World("tester", clock.now, sleep=clock.sleep, wait_for_lock=10.0))

    return permissions


@pytest.fixture
def permissions(make: Callable[..., Permissions]) -> Permissions:
    return make()
