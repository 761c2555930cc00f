"""Cases on SQLite and on PostgreSQL alike: kept, saved by version, deleted, and whatever a paste may hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.adapters.store import Store
from assistant.engine import Engine
from assistant.wiring import decider, knowledge
from tests.engine.conftest import DENIED, MODEL, Clock, ToldProber


@pytest.fixture
def store(database_url):
    opened = Store(database_url)
    yield opened
    opened.close()


@pytest.fixture
def engine(store):
    return Engine(knowledge(), decider(), store, ToldProber(), Clock())


def test_a_case_is_kept_saved_by_version_and_deleted(engine, store):
    case = engine.open(DENIED, owner="someone")
    again = engine.say(case.id, case.version, DENIED.replace(MODEL, "o3-pro"))
    assert Store.load(store, case.id) == again and again.version == 1
    assert store.save(replace(case, note="taken_answer"), "2026-11-23T09:05:00+00:00") is None
    engine.wrong(again, "違います")
    assert [one.id for one in store.recent("someone")] == [case.id]
    assert engine.delete(case.id) and not engine.delete(case.id)
    assert store.all_feedback() == [] and store.recent("someone") == []


@pytest.mark.parametrize("odd", ["\0", "\ud800", "\U0001f600", "𠮟", "\x1b[31m"])
def test_odd_characters_are_kept_or_stand_in_for_themselves(engine, store, odd):
    case = engine.open(f"before{odd}after {DENIED}")
    stored = store.load(case.id)
    kept = "\ufffd" if odd in ("\0", "\ud800") else odd
    assert stored.report.text.startswith(f"before{kept}after")
    assert stored.report.value("model") == MODEL
