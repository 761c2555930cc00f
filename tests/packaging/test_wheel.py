"""A wheel of the project, installed where there is no checkout, run in an empty folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from pathlib import Path

import pytest

from tests.serving import ROOT, AppServer
from tests.tab import Tab

PASTE = "Error code: 403 - Project `proj_aaaaaaaaaaaaaaaaaaaaaaaa` does not have access to model `gpt-4.1`"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def commands(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment with the wheel; third parties are seen from this one."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=60)
    (commands,) = [path for path in (folder / "bin", folder / "Scripts") if path.is_dir()]
    python = next(commands.glob("python*"))
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=120)
    (packages,) = folder.glob("**/site-packages")
    (packages / "third_parties.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return commands


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "an empty folder"
    folder.mkdir()
    return folder


def contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_app_and_knowledge_travel_and_nothing_else_does(wheel: Path) -> None:
    found = contents(wheel)
    knowledge = [path for path in (ROOT / "knowledge").rglob("*") if path.is_file()]
    assert len(knowledge) > 1
    expected = {f"assistant/shipped/{path.relative_to(ROOT).as_posix()}" for path in knowledge}
    assert expected | {"assistant/shipped/app.py", "assistant/shipped/.streamlit/config.toml"} <= found
    assert {name.partition("/")[0] for name in found if ".dist-info" not in name} == {"assistant"}
    assert not [name for name in found if "__pycache__" in name]


def test_metadata(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = Parser().parsestr(archive.read(name).decode())
        licence = archive.read(name.replace("METADATA", "licenses/LICENSE")).decode()
    assert metadata["License-Expression"] == "MIT"
    assert licence.startswith("MIT License")
    assert metadata["Requires-Python"] == ">=3.11"
    assert set(metadata.get_all("Provides-Extra", [])) == {"llm", "login", "postgres"}


def test_diagnose_runs_in_an_empty_folder(commands: Path, empty: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [str(commands / "model-access"), "diagnose", "--json"]
    ran = subprocess.run(command, cwd=empty, env=environment, input=PASTE, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["category"] == "project_model_access"
    assert list(empty.iterdir()) == []


@pytest.fixture
def served(commands: Path, empty: Path, tmp_path: Path) -> Iterator[AppServer]:
    server = AppServer(tmp_path, [str(commands / "model-access"), "serve"], {"PYTHONPATH": ""}, cwd=empty).start()
    yield server
    server.stop()


def test_serve_runs_in_an_empty_folder(served: AppServer, empty: Path) -> None:
    with Tab(served.url, locale="ja-JP") as tab:
        assert tab.run()
        assert "gpt-4.1" in tab.chat(PASTE)
    assert list(empty.iterdir()) == []
    assert "WARNING" not in served.log
    assert "ERROR" not in served.log
