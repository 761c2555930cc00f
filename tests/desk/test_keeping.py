"""A person's data handed out and erased, old tickets deleted, the audit record exported: by command, on both databases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.domain.desk.queue import Asked
from tests.desk.conftest import DENIED, QUOTA, Parts, ticket

NEEDLE = "unmistakablewordsofthisticket"


@pytest.fixture
def run(database_url, monkeypatch, capsys):
    from assistant import build
    from assistant.__main__ import main

    monkeypatch.setenv("DATABASE_URL", database_url)
    caches = (build.store, build.desk_store, build.ticket_reader)

    def go(*arguments: str):
        for one in caches:
            one.cache_clear()
        try:
            status = main(["desk", *arguments])
        except SystemExit as end:
            status = end.code
        captured = capsys.readouterr()
        build.desk_store().close(), build.store().close()
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
    status, rows, _ = run("person", "--address", "taka@example.com")
    assert (status, [row["own_number"] for row in rows]) == (0, ["A-1"])
    assert NEEDLE in rows[0]["messages"][0]["text"]
    status, _, told = run("forget", "--address", "taka@example.com")
    assert status == 2 and "--yes" in told and stocked.store.ticket(one.id) is not None
    status, _, told = run("forget", "--address", "TAKA@example.com", "--yes")
    assert (status, told) == (0, "1 tickets deleted\n")
    assert stocked.store.ticket(one.id) is None and stocked.engine.load(one.case_id) is None
    assert stocked.desk.page(Asked(search=NEEDLE)).total == 0 and stocked.desk.page(Asked()).total == 1
    assert run("person", "--address", "taka@example.com")[:2] == (0, [])
    status, lines, _ = run("audit")
    assert (status, [(line["action"], line["ticket_id"]) for line in lines]) == (0, [("forget", one.id)])
    assert NEEDLE not in json.dumps(lines)


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
    Forgetting(parts.store).forget([last], "me", "2026-11-23T09:00:00+00:00")
    assert parts.intake.paste(DENIED) > last


def test_old_tickets_are_deleted(run, stocked):
    stocked.clock.at = "2020-01-01T00:00:00+00:00"
    stocked.take(ticket("OLD", f"old {QUOTA}"), digest="two")
    assert run("forget", "--older-than", "365", "--yes")[2] == "1 tickets deleted\n"
    assert stocked.desk.page(Asked(search="OLD")).total == 0 and stocked.desk.page(Asked()).total == 2
    assert run("forget", "--yes")[0] == 2
