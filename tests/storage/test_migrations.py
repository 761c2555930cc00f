"""The schema in real databases: fresh, older, newer, and begun by several processes at once."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from assistant.adapters.change_store import ChangeStore
from assistant.adapters.database import open_database, schema
from assistant.adapters.database.opening import driven
from assistant.adapters.store import Store
from tests.serving import ROOT

BEFORE = Path(__file__).with_name("before_migrations.sql")
PROJECT = "proj_" + "Ab3d" * 6
FIRST = ("cases", "pastes", "feedback", "policy_changes", "policy_grants", "policy_locks")


def described(engine: sa.Engine) -> dict[str, object]:
    """Return the whole schema as plain values: tables with columns, keys, indexes, and what the dialect keeps beside."""
    look = sa.inspect(engine)
    found: dict[str, object] = {}
    for name in look.get_table_names():
        columns = [(one["name"], str(one["type"]), one["nullable"]) for one in look.get_columns(name)]
        keys = [(one["constrained_columns"], one["referred_table"], one["options"]) for one in look.get_foreign_keys(name)]
        indexes = sorted((one["name"], tuple(one["column_names"]), bool(one["unique"])) for one in look.get_indexes(name))
        unique = sorted((tuple(one["column_names"])) for one in look.get_unique_constraints(name))
        found[name] = (columns, look.get_pk_constraint(name)["constrained_columns"], keys, indexes, unique)
    triggers = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname",
    }
    with engine.connect() as connection:
        found["triggers"] = list(connection.exec_driver_sql(triggers[engine.dialect.name]).scalars())
    return found


def older(url: str, tmp_path: Path) -> str:
    """Make a database as it was before there were migrations, with a case, a word on a verdict, a change and a grant."""
    script = BEFORE.read_text(encoding="utf-8")
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
            connection.executescript(script)
        return url
    engine = sa.create_engine(driven(url))
    script = re.sub(r"(INSERT INTO \"cases\" VALUES\('[^']*',\d+),0,", r"\1,false,", script)
    with engine.begin() as connection:
        for statement in re.split(r";\n(?=CREATE|INSERT|$)", script):
            if statement.strip():
                connection.execute(sa.text(statement.replace(":", r"\:")))
    engine.dispose()
    return url


def test_the_newest_script_is_the_version_that_the_program_names() -> None:
    assert ScriptDirectory.from_config(schema.settings()).get_current_head() == schema.VERSION


def test_a_fresh_database_is_what_the_scripts_would_make(database_url: str, tmp_path: Path, request) -> None:
    fresh = open_database(database_url)
    assert schema.version_of(fresh) == schema.VERSION
    if fresh.dialect.name == "sqlite":
        scripted = sa.create_engine(f"sqlite:///{tmp_path / 'scripted.sqlite3'}")
    else:
        scripted = sa.create_engine(driven(request.getfixturevalue("postgres").new()))
    with schema._alone(scripted) as connection:
        schema._migrate(connection)
    assert described(scripted) == described(fresh)
    assert set(FIRST) | {"tickets", "audit"} <= set(described(fresh))
    fresh.dispose(), scripted.dispose()


def test_an_older_database_is_taken_over_without_loss(database_url: str, tmp_path: Path) -> None:
    older(database_url, tmp_path)
    before = sa.create_engine(driven(database_url))
    rows = {name: contents(before, name) for name in FIRST}
    store, changes = Store(database_url), ChangeStore(database_url)
    assert {name: contents(before, name) for name in FIRST} == rows
    assert all(rows[name] for name in FIRST[:5])
    (line,) = store.recent(None)
    case = store.load(line.id)
    assert case.report.value("model") == "gpt-5-nanoo" and case.earlier[0].value("project_id") == PROJECT
    assert [one.said for one in store.all_feedback()] == ["この判定は違います"]
    (record,) = changes.recent("https://api.openai.com/v1")
    assert record.after.model_ids == ("o3", "gpt-4.1") and [one.ids for one in changes.grants()] == [("gpt-4.1",)]
    assert schema.version_of(before) == schema.VERSION
    fresh = described(before)
    assert {"tickets", "ticket_messages", "audit"} <= set(fresh)
    for one in (store, changes):
        one.close()
    before.dispose()


def test_a_database_of_the_chat_alone_gets_the_missing_tables(tmp_path: Path) -> None:
    file = tmp_path / "cases.sqlite3"
    older(f"sqlite:///{file}", tmp_path)
    with sqlite3.connect(file) as connection:
        connection.executescript("DROP TABLE policy_changes; DROP TABLE policy_grants; DROP TABLE policy_locks")
    ChangeStore(f"sqlite:///{file}").close()
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT count(*) FROM policy_locks").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM cases").fetchone() == (1,)


def test_a_database_of_a_newer_program_is_left_alone(database_url: str) -> None:
    engine = open_database(database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(schema.NewerDatabaseError, match="9999"):
        open_database(database_url)


def test_a_failed_script_leaves_the_database_as_it_was(database_url: str, tmp_path: Path, monkeypatch) -> None:
    older(database_url, tmp_path)
    with monkeypatch.context() as patched:
        patched.setitem(schema.every_table.__globals__, "_migrate", half_way)
        with pytest.raises(RuntimeError, match="half way"):
            open_database(database_url)
    engine = sa.create_engine(driven(database_url))
    assert "half" not in sa.inspect(engine).get_table_names()
    assert schema.version_of(engine) is None
    engine.dispose()
    Store(database_url).close()


def half_way(connection: sa.Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
    raise RuntimeError("half way")


def test_several_processes_may_begin_at_once(database_url: str, tmp_path: Path) -> None:
    older(database_url, tmp_path)
    program = "import sys; from assistant.adapters.store import Store; print(len(Store(sys.argv[1]).recent(None)))"
    argv = [sys.executable, "-c", program, database_url]
    begun = [subprocess.Popen(argv, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    for one in begun:
        out, err = one.communicate(timeout=60)
        assert (one.returncode, out.strip()) == (0, "1"), err


@pytest.mark.parametrize("age", ["fresh", "present"])
def test_neither_a_fresh_nor_a_present_database_imports_alembic(age: str, tmp_path: Path) -> None:
    url = f"sqlite:///{(tmp_path / 'cases.sqlite3').as_posix()}"
    if age == "present":
        Store(url).close()
    program = "import sys; from assistant.adapters.store import Store; Store(sys.argv[1]); print('alembic' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program, url], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ran.stdout.strip() == "False", ran.stderr


def test_sqlite_writes_ahead(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'cases.sqlite3'}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


@pytest.mark.parametrize("url", ["postgres://u@h/d", "postgresql://u@h/d", "postgresql+psycopg://u@h/d"])
def test_a_plain_postgresql_address_means_psycopg_3(url: str) -> None:
    assert driven(url) == "postgresql+psycopg://u@h/d"


def contents(engine: sa.Engine, table: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(f"SELECT * FROM {table} ORDER BY 1"))]
