"""What all tests share: in CI the property tests draw the same examples every time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from assistant.practice.server import PracticeOrganization, PracticeServer
from tests.postgres import Postgres

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def server() -> Iterator[PracticeServer]:
    """The practice server over real HTTP, one for all tests."""
    running = PracticeServer()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def org(server: PracticeServer) -> Iterator[PracticeOrganization]:
    """An organization of the test's own."""
    organization = server.new_organization("Aoyama Trading")
    yield organization
    server.drop(organization)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL for the session, started when a test first asks for it."""
    server = Postgres.started()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a fresh database: the test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{(tmp_path / 'cases.sqlite3').as_posix()}"
    return request.getfixturevalue("postgres").new()
