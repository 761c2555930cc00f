"""The command as a process of its own where its exit matters, and in this process otherwise."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.__main__ import main
from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.probing.keys import Keys
from assistant.practice.server import PracticeServer
from assistant.wiring import probe_once

ROOT = Path(__file__).resolve().parents[2]
HELD_UP = ("silence", "drip")
COMMAND = (sys.executable, "-m", "assistant")
FOREIGN = ("OPENAI_", "MODEL_ACCESS_", "DATABASE_URL", "PYTHONIOENCODING")


@dataclass(frozen=True)
class Ran:
    """What a run of the command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


def clean_environment(**more: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)} | more


def spawn(*arguments: str, stdin: bytes = b"", timeout: float = 60, **environment: str) -> Ran:
    """Run the command as a process."""
    done = subprocess.run(
        [*COMMAND, *arguments], input=stdin, capture_output=True, cwd=ROOT, env=clean_environment(**environment), timeout=timeout
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run the command in this process."""
    for name in [one for one in os.environ if one.startswith(FOREIGN)]:
        monkeypatch.delenv(name)

    def go(*arguments: str, stdin: str | bytes = "", **environment: str) -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        with monkeypatch.context() as patched:
            for name, value in environment.items():
                patched.setenv(name, value)
            try:
                status = main(arguments)
            except SystemExit as ended:
                status = int(ended.code or 0)
        out, err = capsys.readouterr()
        return Ran(status, out, err)

    return go


@pytest.fixture(scope="session", autouse=True)
def held_up(server: PracticeServer) -> Iterator[dict[str, Future[tuple[Diagnosis, float]]]]:
    """Probes of servers that hold them up for as long as they let themselves: 30 seconds, while other tests run."""

    def probe(fault: str) -> tuple[Diagnosis, float]:
        organization = server.new_organization()
        organization.switch_on(fault)
        keys = Keys(organization.secret("open"), base_url=server.base_url)
        started = time.monotonic()
        verdict, _ = probe_once(organization.project("open").id, "gpt-4.1", True, keys)
        return verdict, time.monotonic() - started

    with ThreadPoolExecutor(len(HELD_UP)) as pool:
        yield {fault: pool.submit(probe, fault) for fault in HELD_UP}
