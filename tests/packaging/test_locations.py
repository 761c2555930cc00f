"""Where things are: the checkout's files, the user's data folder, what the environment names instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import locations
from tests.serving import ROOT


def test_the_checkout_serves_its_own_files() -> None:
    assert locations.app_file() == ROOT / "app.py"
    assert locations.knowledge_folder() == ROOT / "knowledge"


def test_data_lies_in_the_users_folder_and_is_the_users_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MODEL_ACCESS_DATA_DIR", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = locations.data_folder()
    assert folder.name == "model-access-assistant"
    assert tmp_path in folder.parents
    assert folder.stat().st_mode & 0o077 == 0
    assert locations.database_url() == f"sqlite:///{folder.as_posix()}/cases.sqlite3"


def test_the_environment_names_another_folder_or_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL_ACCESS_DATA_DIR", str(tmp_path / "a" / "b"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert locations.data_folder() == tmp_path / "a" / "b"
    assert locations.database_url().endswith("/a/b/cases.sqlite3")
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://host/name")
    assert locations.database_url() == "postgresql+psycopg://host/name"


def test_what_can_be_made_again_lies_in_the_users_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    folder = locations.cache_folder()
    assert folder is not None
    assert tmp_path in folder.parents
    assert not folder.exists()
