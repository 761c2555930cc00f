"""A person's data handed out and erased, old tickets deleted, the audit record exported: by command, on both databases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.adapters.approval_store import ApprovalStore
from assistant.adapters.database.schema import every_table
from assistant.adapters.desk_store.forgetting import Forgetting
from assistant.adapters.desk_store.tables import sendings, tickets
from assistant.adapters.figure_store import FigureStore
from assistant.adapters.store import cases
from assistant.domain.desk.draft import SavedDraft
from assistant.domain.desk.held import Held
from assistant.domain.desk.queue import Asked
from assistant.domain.permissions.approval import Approval
from assistant.engine.desk.reading import TicketReader
from assistant.engine.desk.retention import Retention
from assistant.engine.lead import Lead
from assistant.wiring import decider, knowledge
from tests.desk.conftest import DENIED, PROJECT, QUOTA, Parts, ticket
from tests.serving import ROOT, AppServer

NEEDLE = "unmistakablewordsofthisticket"


@pytest.fixture
def run(database_url, monkeypatch, capsys):
    from assistant import wiring
    from assistant.__main__ import main
    from assistant.wiring import desk

    monkeypatch.setenv("DATABASE_URL", database_url)
    caches = (wiring.store, desk.desk_store, desk.ticket_reader, desk.desk_parts)

    def go(*arguments: str):
        for one in caches:
            one.cache_clear()
        try:
            status = main(["desk", *arguments])
        except SystemExit as end:
            status = end.code
        captured = capsys.readouterr()
        desk.desk_store().close(), wiring.store().close()
        return status, [json.loads(line) for line in captured.out.splitlines()], captured.err

    yield go
    for one in caches:
        one.cache_clear()


@pytest.fixture
def stocked(database_url):
    parts = Parts.at(database_url)
    parts.take(ticket("A-1", f"{NEEDLE} {DENIED}", address="Taka@Example.com", customer="髙橋"), ticket("A-2", QUOTA, address="jane@example.com"))
    yield parts
    parts.close()


def test_a_person_s_data_is_handed_out_and_erased(run, stocked):
    (one,) = stocked.desk.page(Asked(search=NEEDLE)).tickets
    other = stocked.intake.paste(f"copied to taka@example.com: {QUOTA}")
    status, rows, told = run("person", "--address", "taka@example.com")
    assert (status, [(row["kept"], row.get("own_number")) for row in rows]) == (0, [("tickets", "A-1"), ("cases", None)])
    assert NEEDLE in rows[0]["messages"][0]["text"] and NEEDLE in rows[1]["pastes"][0]["text"]
    assert told == f"taka@example.com also stands in the texts of 1 other tickets: #{other}\n"
    lines = [row for row in run("audit")[1] if row["action"] == "hand_out"]
    assert [(row["ticket_id"], row["detail"]) for row in lines] == [(one.id, ""), (None, "1 tickets, 1 cases, 0 rows")]
    assert "example.com" not in json.dumps(lines) and lines[0]["who"]
    status, _, told = run("forget", "--address", "taka@example.com")
    assert status == 2 and "--yes" in told and stocked.store.ticket(one.id) is not None
    status, _, told = run("forget", "--address", "TAKA@example.com", "--yes")
    assert (status, told.splitlines()[0]) == (0, "1 tickets and 1 cases deleted")
    assert run("person", "--address", "taka@example.com")[:2] == (0, [])
    assert stocked.store.ticket(one.id) is None and stocked.engine.load(one.case_id) is None
    assert stocked.desk.page(Asked(search=NEEDLE)).total == 0 and stocked.desk.page(Asked()).total == 2
    status, lines, _ = run("audit")
    lines = [line for line in lines if line["action"] != "hand_out"]
    assert (status, [(line["action"], line["ticket_id"]) for line in lines]) == (0, [("forget", one.id), ("forget_cases", None)])
    assert NEEDLE not in json.dumps(lines) and "example.com" not in json.dumps(lines)


def everything(parts: Parts) -> dict[str, list[tuple[object, ...]]]:
    with parts.store.engine.connect() as connection:
        return {table.name: list(connection.execute(sa.select(table))) for table in every_table().sorted_tables}


def test_nothing_is_left_in_any_table_of_what_is_erased(run, stocked, database_url, tmp_path):
    """Whoever adds a table either lets it go with its ticket or case, or names it here and says why it is kept."""
    kept = {"audit", "ticket_imports", "policy_changes", "policy_grants", "policy_endings", "policy_locks", "desk_macros"}
    bad = tmp_path / "bad.csv"
    bad.write_text('number,body\n9,"unclosed taka@example.com', encoding="utf-8")
    assert run("import", str(bad))[0] == 1
    chat = stocked.engine.open(DENIED)
    chat = stocked.engine.start_guide(chat.id, 0, "project_model_access")
    stocked.engine.wrong(chat, "no")
    (one,) = stocked.desk.page(Asked(search=NEEDLE)).tickets
    stocked.desk.save(one.id, one.version, "me", SavedDraft("", "me", "customer", "ja", "text", 1, "saved"))
    requests = ApprovalStore(database_url)
    requests.add(Approval("a", chat.id, "2026-11-23T09:00:00+00:00", "2026-11-30T09:00:00+00:00", "https://x.example/v1", PROJECT, ("o3",)))
    figures = FigureStore(database_url)
    Lead(figures, knowledge(), decider(), TicketReader(knowledge(), decider(), stocked.clock), stocked.clock).catch_up()
    texts = dict.fromkeys(("kind", "form", "via", "recipient", "sender", "subject", "text", "mark", "answers", "who", "state"), "x")
    with stocked.store.engine.begin() as connection:
        connection.execute(sendings.insert().values(id="s", ticket_id=one.id, desk="rt", at="2026-11-23T09:00:00+00:00", **texts))
    filled = {name for name, rows in everything(stocked).items() if rows}
    assert filled >= set(everything(stocked)) - kept, "a table that this test does not fill"
    for arguments in (("--address", "taka@example.com"), ("--address", "jane@example.com"), ("--case", chat.id)):
        assert run("forget", *arguments, "--yes")[0] == 0
    assert {name for name, rows in everything(stocked).items() if rows} <= kept
    requests.close(), figures.close()


def test_nothing_of_an_erased_ticket_stays_in_the_file(tmp_path: Path):
    from assistant.adapters.desk_store.forgetting import Forgetting

    parts = Parts.at(f"sqlite:///{(tmp_path / 'cases.sqlite3').as_posix()}")
    parts.take(ticket("A-1", f"{NEEDLE} {DENIED}", address="a@example.com"), ticket("A-2", QUOTA))
    assert any(NEEDLE.encode() in path.read_bytes() for path in tmp_path.iterdir())
    keeper = Forgetting(parts.store)
    keeper.forget(keeper.of_person("a@example.com"), "me", "2026-11-23T09:00:00+00:00")
    for path in tmp_path.iterdir():
        assert NEEDLE.encode() not in path.read_bytes(), path.name
    parts.close()


def test_the_number_of_a_deleted_ticket_is_never_given_again(parts):
    from assistant.adapters.desk_store.forgetting import Forgetting

    last = parts.intake.paste(DENIED)
    Forgetting(parts.store).forget(Held((last,)), "me", "2026-11-23T09:00:00+00:00")
    assert parts.intake.paste(DENIED) > last


def test_what_is_old_is_deleted_and_what_lives_is_kept(run, stocked, monkeypatch):
    stocked.clock.at = "2020-01-01T00:00:00+00:00"
    stocked.take(ticket("OLD", f"old {QUOTA}"), ticket("LIVELY", f"lively {DENIED}"), digest="two")
    old, lively = stocked.engine.open(QUOTA), stocked.engine.open(DENIED)
    (moved,) = stocked.desk.page(Asked(search="LIVELY")).tickets
    stocked.clock.at = "2026-11-23T09:00:00+00:00"
    for case_id in (lively.id, moved.case_id):  # its customer goes on with the case
        assert stocked.engine.start_guide(case_id, 0, "project_model_access")
    assert run("forget", "--yes")[0] == 2
    for wrong in ("0", "-3", "soon"):
        monkeypatch.setenv("MODEL_ACCESS_KEEP_DAYS", wrong)
        status, _, told = run("forget", "--yes")
        assert status == 2 and "MODEL_ACCESS_KEEP_DAYS" in told
    assert run("forget", "--older-than", "0", "--yes")[0] == 2
    monkeypatch.setenv("MODEL_ACCESS_KEEP_DAYS", "365")
    assert run("forget", "--yes")[2] == "1 tickets and 2 cases deleted\n"
    assert stocked.desk.page(Asked(search="OLD")).total == 0 and stocked.desk.page(Asked()).total == 3
    assert stocked.engine.load(old.id) is None
    assert stocked.engine.load(lively.id) is not None and stocked.engine.load(moved.case_id) is not None
    assert run("forget", "--yes")[2] == "0 tickets and 0 cases deleted\n"


def test_two_processes_that_delete_the_same_say_it_once(stocked):
    keeper, now = Forgetting(stocked.store), datetime(2036, 1, 1, tzinfo=UTC)
    held = keeper.older_than("2036-01-01T00:00:00+00:00")
    assert (len(held.tickets), len(held.cases)) == (2, 2)
    gone = Retention(keeper, 365, lambda: now).once()
    keeper.forget(held, "another", now.isoformat())
    assert gone == held
    lines = [(line["who"], line["action"], line["detail"]) for line in keeper.audit()]
    assert lines == [("retention", "forget", "")] * 2 + [("retention", "forget_cases", "2")]


def test_retention_runs_at_once_daily_and_again_after_a_failure():
    came: list[object] = [Held((1,)), ValueError("the database is away"), Held()]
    told, waits, forgotten = [], [], []

    class Keeper:
        def older_than(self, moment):
            assert moment == "2026-11-19T00:00:00+00:00"
            found = came.pop(0)
            if isinstance(found, Exception):
                raise found
            return found

        def forget(self, held, who, at):
            forgotten.append((held, who, at))

    def wait(seconds):
        waits.append(seconds)
        return not came

    Retention(Keeper(), 10, lambda: datetime(2026, 11, 29, tzinfo=UTC)).daily(wait, told.append)
    assert forgotten == [(Held((1,)), "retention", "2026-11-29T00:00:00+00:00")]
    assert waits == [86_400, 3600, 86_400] and isinstance(told[1], ValueError) and told[2] == Held()


def test_the_app_deletes_what_is_old_when_it_starts_and_refuses_a_number_that_is_none(tmp_path, monkeypatch):
    parts = Parts.at(f"sqlite:///{(tmp_path / 'cases.sqlite3').as_posix()}")
    parts.take(ticket("A-1", DENIED))
    parts.clock.at = datetime.now(UTC).isoformat(timespec="seconds")
    parts.take(ticket("A-2", QUOTA), digest="two")
    with parts.store.engine.begin() as connection:
        connection.execute(
            sa.update(tickets).where(tickets.c.own_number == "A-1").values(updated="2020-01-01T00:00:00+00:00")
        )
        connection.execute(
            sa.update(cases).where(cases.c.created < "2026-11-25").values(updated="2020-01-01T00:00:00+00:00")
        )
    server = AppServer(tmp_path, environment={"MODEL_ACCESS_KEEP_DAYS": "365"}).start()
    try:
        deadline = time.monotonic() + 20
        while parts.desk.page(Asked()).total > 1 and time.monotonic() < deadline:
            time.sleep(0.2)
        assert [one.number for one in parts.desk.page(Asked()).tickets] == ["A-2"]
    finally:
        server.stop()
    parts.close()
    told = {**os.environ, "MODEL_ACCESS_KEEP_DAYS": "0", "MODEL_ACCESS_DATA_DIR": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-m", "assistant", "serve", "--port", "1"],
        cwd=ROOT,
        env=told,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (
        ran.returncode == 1
        and "MODEL_ACCESS_KEEP_DAYS: '0' is no number of days" in ran.stderr
        and "Traceback" not in ran.stderr
    )


def test_every_action_on_the_record_has_words_in_both_languages():
    actions = {
        "view",
        "claim",
        "release",
        "draft",
        "approve",
        "ask",
        "close",
        "reopen",
        "approve_and_send",
        "put_back",
        "reword",
        "macro",
    }
    actions |= {"macro_delete", "export", "hand_out", "forget", "forget_cases", "forget_rows", "refused", "denied"}
    actions |= {f"{kind}_{state}" for kind in ("note", "reply") for state in ("sent", "failed", "unknown")}
    wording = knowledge().wording
    assert {one for one in actions if f"audit_{one}" not in wording} == set()
    said = {
        one.removeprefix("audit_")
        for one in wording
        if one.startswith("audit_") and not one.startswith("audit_column_")
    }
    assert said - actions == {"open", "intro", "empty", "download", "shown"}
