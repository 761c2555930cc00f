"""The project's own files: locks, commands, settings."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.serving import ROOT, AppServer
from tests.tab import Tab

OF_THE_OUTER_MAKE = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PORT")  # the tests themselves run under make
LOCKS = ("requirements.txt", "requirements-build.txt", "requirements-test.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def entries(lock: str) -> list[str]:
    """Return the requirements of a lock, each with its hashes on one line."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def pinned(lock: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for entry in entries(lock):
        requirement = Requirement(entry.partition("--hash")[0].strip())
        found.setdefault(canonicalize_name(requirement.name), set()).add(str(requirement.specifier))
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_is_pinned_and_hashed_and_names_no_index(lock: str) -> None:
    assert entries(lock)
    for entry in entries(lock):
        assert re.match(r"^[A-Za-z0-9._-]+==[^\s]+ .*--hash=sha256:[0-9a-f]{64}", entry), entry
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


def test_direct_dependencies_are_locked() -> None:
    for wanted in map(Requirement, PROJECT["project"]["dependencies"]):
        versions = pinned("requirements.txt")[canonicalize_name(wanted.name)]
        assert all(wanted.specifier.contains(version.removeprefix("==")) for version in versions), wanted
    tests = pinned("requirements-test.txt")
    groups = PROJECT["dependency-groups"]
    needed = [*groups["test"], *groups["build"], *PROJECT["project"]["optional-dependencies"]["llm"]]
    assert {canonicalize_name(Requirement(one).name) for one in needed} <= set(tests)


def test_tests_run_on_what_is_served() -> None:
    served, tested = pinned("requirements.txt"), pinned("requirements-test.txt")
    assert {name: tested.get(name) for name in served} == served


def test_openai_is_version_3_and_streamlit_brings_uvloop() -> None:
    served = pinned("requirements.txt")
    assert next(iter(served["openai"])).startswith("==3.")
    assert "uvloop" in served


def test_ci_runs_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    other = ("#", "set", "cd", "echo")
    lines = [line for line in script.read_text(encoding="utf-8").splitlines() if line and not line.startswith(other)]
    assert lines == ["make test", "exec make test-rt"]


@pytest.mark.parametrize(("arguments", "port"), [((), "8501"), (("PORT=9000",), "9000")])
def test_make_run_serves_on_the_port_named(arguments: tuple[str, ...], port: str) -> None:
    alone = {name: value for name, value in os.environ.items() if name not in OF_THE_OUTER_MAKE}
    command = ["make", "-n", "--no-print-directory", "run", *arguments]
    planned = subprocess.run(command, cwd=ROOT, env=alone, capture_output=True, text=True, check=True)
    assert planned.stdout.splitlines()[-1] == f".venv/bin/model-access serve --port {port}"


def test_streamlit_run_serves_too(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    server = AppServer(tmp_path, command, health_path="/_stcore/health", port_option="--server.port").start()
    try:
        with Tab(server.url) as tab:
            assert tab.run()
        assert f"http://127.0.0.1:{server.port}" in server.log
    finally:
        server.stop()


def test_settings_that_speed_and_safety_rest_on() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["runner"]["postScriptGC"] is False
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["server"]["fileWatcherType"] == "none"
    assert "fontFaces" not in settings["theme"]
