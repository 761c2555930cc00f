"""The engine over a real database file; the prober of a test is told what it finds, or is the real one over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.adapters.case_prober import CaseProber
from assistant.adapters.store import Store
from assistant.domain.evidence import Finding, Found
from assistant.engine import Engine
from assistant.wiring import decider, knowledge

PROJECT = "proj_" + "Ab3d" * 6
MODEL = "gpt-4.1"
DENIED = (
    "HTTP/1.1 403 Forbidden\nx-request-id: req_0123456789abcdef0123456789abcdef\n\n"
    f'{{"error": {{"message": "Project `{PROJECT}` does not have access to model `{MODEL}`", '
    '"type": "invalid_request_error", "param": null, "code": "model_not_found"}}'
)


@dataclass
class ToldProber:
    """Finds what a test says; can be held in the middle of a check."""

    found: tuple[Finding, ...] = ()
    fails: Exception | None = None
    checks: int = 0
    entered: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self):
        self.go_on.set()

    def check(self, case, keys, *, call, on_finding):
        self.checks += 1
        self.entered.set()
        assert self.go_on.wait(10)
        if self.fails:
            raise self.fails
        for one in self.found:
            on_finding(one)
        return self.found

    def try_models(self, models, keys, on_finding):
        return tuple(Finding("model_call", Found.OK, model=one, url="https://x.example/v1/responses") for one in models)


@dataclass
class Clock:
    """A clock that a test sets."""

    at: str = "2026-11-23T09:00:00+00:00"

    def __call__(self) -> str:
        return self.at


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cases.sqlite3"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{file.as_posix()}")
    yield opened
    opened.close()


@pytest.fixture
def prober() -> ToldProber:
    return ToldProber()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(store: Store, prober: ToldProber, clock: Clock) -> Engine:
    return Engine(knowledge(), decider(), store, prober, clock)


@pytest.fixture
def live(store: Store, clock: Clock) -> Engine:
    """The engine with the real probes."""
    return Engine(knowledge(), decider(), store, CaseProber(knowledge().models, decider().classify), clock)


@pytest.fixture
def walked(engine: Engine) -> Callable[..., object]:
    """Open a case, start a guide and give answers, each on the newest version."""

    def go(paste: str = DENIED, guide: str | None = "project_model_access", *answers: tuple[str, str]):
        case = engine.open(paste)
        if guide:
            case = engine.start_guide(case.id, case.version, guide)
        for step_id, answer in answers:
            case = engine.answer(case.id, case.version, step_id, answer)
        return case

    return go
