"""How long a round of checks takes beside its slowest single call, as the server that is asked sees it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

from benchmarks.budget import Figure
from benchmarks.slow_server import MODEL, PROJECT, Call, slow_server

MADE_UP = "sk-" + "proj-" + "b" * 48
MADE_UP_ADMIN = "sk-" + "admin-" + "c" * 48


def figures() -> Iterator[Figure]:
    """Yield the figures of probing: the free checks are one round, the call another."""
    with slow_server() as server:
        begun = time.perf_counter()
        status = _probe(server.url)
        took = time.perf_counter() - begun
        calls = list(server.calls)
    if not calls:
        yield Figure(f"probe: the server was not asked (exit {status})", float("nan"), "", 0.0)
        return
    for name, method in (("free checks", "GET"), ("minimal call", "POST")):
        round_of = [call for call in calls if call.method == method]
        if round_of:
            yield Figure(f"probe: round of {len(round_of)} {name}, beside its slowest", ratio(round_of), "times", 1.2)
    slowest = sum(max(c.seconds for c in calls if c.method == m) for m in {call.method for call in calls})
    yield Figure("probe: the whole command", took, "s", None, f"slowest calls {slowest:.2f} s, the rest is start-up")


def ratio(calls: Sequence[Call]) -> float:
    """Return the span of a round in units of its slowest call."""
    span = max(call.went for call in calls) - min(call.came for call in calls)
    return span / max(call.seconds for call in calls)


def _probe(url: str) -> int:
    argv = [sys.executable, "-m", "assistant", "probe", "--project", PROJECT, "--model", MODEL, "--call", "--json"]
    environment = {**os.environ, "OPENAI_API_KEY": MADE_UP, "OPENAI_ADMIN_KEY": MADE_UP_ADMIN}
    ran = subprocess.run([*argv, "--base-url", url], env=environment, capture_output=True, text=True, check=False)
    return ran.returncode
