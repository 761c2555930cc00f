"""A case of ten turns over the real websocket, beside a bare echo in the same run: the tools of ../shared/load."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from benchmarks.budget import Figure

ROOT: Final = Path(__file__).resolve().parent.parent
LOAD: Final = ROOT.parent / "shared" / "load"
SCENARIO: Final = Path(__file__).parent / "scenario.json"
LEVELS: Final = (1, 10, 50)
DEFAULT, TUNED, OURS = "echo-default", "echo-tuned", "ours"
SHOWN = "Error code: 403 - Project `proj_aaaaaaaaaaaaaaaaaaaaaaaa` does not have access to model `gpt-{uid}`"


def absent() -> str | None:
    """Return why this part cannot be run, None when it can."""
    return None if (LOAD / "bench.py").is_file() else "skipped: there is no ../shared/load beside the checkout"


def figures(rounds: int) -> Iterator[Figure]:
    """Yield the figures of turns; ours and both echoes, each on a fresh process in every round."""
    with tempfile.TemporaryDirectory() as folder:
        found = _compared("bench.py", _targets(Path(folder)), Path(folder), "--rounds", str(rounds), "--turns", "4,2,2")
        yield from _turns(found["targets"])


def painted(rounds: int) -> Iterator[Figure]:
    """Yield the time from Enter to the painted verdict in a real Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        targets = [_browsed(target) for target in _targets(Path(folder)) if target["name"] != DEFAULT]
        found = _compared("e2e_bench.py", targets, Path(folder), "--rounds", str(rounds))
    ours, tuned = found[OURS]["paint_p50"]["median"], found[TUNED]["paint_p50"]["median"]
    yield Figure("Enter to painted, p50", ours, "ms", 100.0, f"tuned echo {tuned:.0f}, x{ours / tuned:.2f}")
    yield Figure("first visit to the chat box", found[OURS]["load_ms"]["median"], "ms")


def _turns(targets: Mapping[str, Any]) -> Iterator[Figure]:
    def of(target: str, key: str) -> float:
        return float(targets[target].get(key, {}).get("median", "nan"))

    def beside(key: str) -> str:
        return f"tuned echo {of(TUNED, key):.1f}, x{of(OURS, key) / of(TUNED, key):.2f}"

    for target in (DEFAULT, TUNED, OURS):
        yield Figure(f"errors of {target}", of(target, "errors"), "", 0.0, _first(targets[target]))
    user = "user_turn_p50_ms"
    yield Figure("one user, p50", of(OURS, user), "ms", of(TUNED, user) + 15, beside(user))
    yield Figure("one user, p50, beside half of the default echo", of(OURS, user), "ms", of(DEFAULT, user) / 2)
    yield Figure("50 sessions, p95", of(OURS, "p95_ms_50"), "ms", 3 * of(TUNED, "p95_ms_50"), beside("p95_ms_50"))
    cpu = "cpu_ms_per_turn_50"
    yield Figure("server CPU a turn, 50 sessions", of(OURS, cpu), "ms", 8.0, beside(cpu))
    yield Figure("memory, 50 sessions", of(OURS, "rss_mb_50"), "MB", 120 + 50 * 150 / 1024, beside("rss_mb_50"))
    cold = "cold_first_run_ms"
    yield Figure("cold start to the first page", of(OURS, cold), "ms", of(TUNED, cold) + 1500, beside(cold))
    yield Figure("turns a second, 50 sessions", of(OURS, "turns_per_s_50"), "/s", None, beside("turns_per_s_50"))
    yield Figure("bytes a turn", of(OURS, "bytes_per_turn"), "B", None, beside("bytes_per_turn"))


def _first(target: Mapping[str, Any]) -> str:
    return str(target.get("first_errors", [""])[0])[:400]


def _targets(folder: Path) -> list[dict[str, Any]]:
    """Return both echoes and ours; the default echo answers the one user alone, or it would take an hour."""
    known = {target["name"]: target for target in json.loads((LOAD / "targets.json").read_text(encoding="utf-8"))}
    ten = [{"name": f"turn {number}", "chat": "hello {uid}", "expect": "Echo: hello {uid}"} for number in range(10)]
    default, tuned = known[DEFAULT] | {"scenario": ten}, known[TUNED] | {"scenario": ten}
    default["argv"] = [part.replace("{plain}", "{python}") for part in default["argv"]]
    default |= {"env": {"PYTHONPATH": str(Path(__file__).parent / "plain")}, "skip_levels": list(LEVELS)}
    ours = {
        "name": OURS,
        "cwd": str(ROOT),
        "argv": ["{python}", "-m", "assistant", "serve", "--port", "{port}"],
        "env": {"MODEL_ACCESS_DATA_DIR": str(folder / "data"), "DATABASE_URL": f"sqlite:///{folder / 'cases.sqlite3'}"},
        "scenario": json.loads(SCENARIO.read_text(encoding="utf-8")),
        "forbid": "sk-[A-Za-z0-9]{8}",
    }
    return [tuned, default, ours]


def _browsed(target: Mapping[str, Any]) -> dict[str, Any]:
    own = {"text": SHOWN, "expect": "gpt-{uid}"} if target["name"] == OURS else {}
    return {**target, "framework": "streamlit", **own}


def _compared(tool: str, targets: list[dict[str, Any]], folder: Path, *options: str) -> Any:
    listed, result = folder / f"{tool}.targets.json", folder / f"{tool}.result.json"
    listed.write_text(json.dumps(targets), encoding="utf-8")
    argv = [sys.executable, str(LOAD / tool), str(listed), *options, "--out", str(result)]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}  # the folder of the tools is not ours to write in
    subprocess.run(argv, cwd=LOAD, check=False, env=environment, stdout=subprocess.DEVNULL)
    return json.loads(result.read_text(encoding="utf-8"))
