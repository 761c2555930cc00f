"""Cases in a real SQLite file: what is kept, what is not, and that deleting deletes."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

import pytest

from assistant.adapters.store import Store
from assistant.domain.case import from_json, to_json
from assistant.domain.evidence import Finding, Found, ListedModel, Policy, PolicyMode
from tests.engine.conftest import DENIED, MODEL, PROJECT

NEEDLE = "unmistakable-words-of-this-paste"
KEY = "sk-" + "proj-" + "Xy7" * 20


def rows(file, query):
    with sqlite3.connect(file) as connection:
        return connection.execute(query).fetchall()


def test_a_case_comes_back_as_it_was_stored(engine, store):
    case = engine.open(DENIED, owner="someone")
    found = (
        Finding("models_list", Found.OK, "GET", "https://api.openai.com/v1/models", 200, listed=(ListedModel("o3", "2026-12-11"), ListedModel(MODEL))),
        Finding("project_policy", Found.OK, policy=Policy(PolicyMode.ALLOW_LIST, ("o3",)), seconds=0.25, at="2026-11-23T09:00:00Z"),
        Finding("project_policy", Found.MISSING, policy=Policy(None, ())),
        Finding("project_policy", Found.OK, policy=Policy(None, ("o3",), "review_list")),
        Finding("model_call", Found.DENIED, status=403, message="…", pasted=True, reason="html", detail="archived"),
    )  # fmt: skip
    full = replace(
        case, corrections={"model": "o3", "tool": ""}, findings=found, tried=found[:1], guide_id="project_model_access",
        answers={"compare": "as_meant"}, earlier=(case.report,), note="taken_answer", pending="2026-11-23T09:00:00+00:00",
    )  # fmt: skip
    saved = store.save(full, "2026-11-23T09:01:00+00:00")
    assert saved == replace(full, version=1)
    assert store.load(case.id) == saved
    assert from_json(json.loads(to_json(saved))) == saved


def test_the_text_is_kept_once_and_masked(engine, file):
    case = engine.open(f"{NEEDLE}\nAuthorization: Bearer {KEY}\n{DENIED}")
    assert case.report.masked and KEY not in case.report.text
    for step, answer in (("compare", "as_meant"), ("role", "may_edit")):
        case = case if case.guide_id else engine.start_guide(case.id, case.version, "project_model_access")
        case = engine.answer(case.id, case.version, step, answer)
    dump = "\n".join(str(row) for table in ("cases", "pastes") for row in rows(file, f"SELECT * FROM {table}"))
    assert dump.count(NEEDLE) == 1
    assert KEY[-20:] not in dump
    assert all(KEY.encode() not in path.read_bytes() for path in file.parent.iterdir())
    (state,) = rows(file, "SELECT state FROM cases")
    assert json.loads(state[0])["report"]["text"] == ""
    assert engine.load(case.id).report == case.report


def test_every_paste_of_a_case_is_kept_in_order(engine, file):
    case = engine.open("hello there")
    second = engine.say(case.id, case.version, DENIED)
    third = engine.say(case.id, second.version, DENIED.replace(MODEL, "o3-pro"))
    loaded = engine.load(case.id)
    assert loaded == third
    assert [one.text for one in loaded.earlier] == ["hello there", DENIED]
    assert loaded.report.value("model") == "o3-pro"
    assert rows(file, "SELECT position FROM pastes ORDER BY position") == [(0,), (1,), (2,)]


def test_an_older_or_newer_json_loads(store, engine, file):
    case = engine.open(DENIED)
    with sqlite3.connect(file) as connection:
        (text,) = connection.execute("SELECT state FROM cases").fetchone()
        state = json.loads(text)
        state |= {"mood": "good", "findings": [{"probe": "model_call", "found": "ok", "colour": "green"}]}
        state["report"]["facts"][0]["sureness"] = 0.5
        state["report"]["errors"][0]["sureness"] = 0.5
        state["report"]["weather"] = "fine"
        for gone in ("tried", "earlier", "note", "practice", "corrections", "pending"):
            state.pop(gone, None)
        connection.execute("UPDATE cases SET state = ?", (json.dumps(state),))
    loaded = store.load(case.id)
    assert loaded.report == case.report
    assert [one.found for one in loaded.findings] == [Found.OK]
    assert (loaded.tried, loaded.earlier, loaded.note, dict(loaded.corrections)) == ((), (), None, {})


def test_a_save_that_comes_too_late_changes_nothing(engine, store):
    case = engine.open(DENIED)
    first = store.save(replace(case, note="taken_answer"), "2026-11-23T09:01:00+00:00")
    assert store.save(replace(case, note="taken_new_error"), "2026-11-23T09:02:00+00:00") is None
    assert store.load(case.id) == first
    assert store.save(replace(case, id="0" * 32), "2026-11-23T09:02:00+00:00") is None


def test_deleting_leaves_no_byte_of_the_paste(engine, store, file):
    kept = engine.open(f"other case\n{DENIED}")
    case = engine.open(f"{NEEDLE}\n{DENIED}")
    case = engine.say(case.id, case.version, f"{NEEDLE} once more\n{DENIED.replace(MODEL, 'o3-pro')}")
    engine.wrong(case, f"{NEEDLE} is not this cause")
    assert any(NEEDLE.encode() in path.read_bytes() for path in file.parent.iterdir())
    assert engine.delete(case.id) is True
    assert engine.load(case.id) is None
    assert engine.delete(case.id) is False
    for path in file.parent.iterdir():  # at once, while the server runs on
        assert NEEDLE.encode() not in path.read_bytes(), path.name
        assert b"o3-pro" not in path.read_bytes(), path.name
    assert rows(file, "SELECT count(*) FROM feedback") == [(0,)]
    assert rows(file, "SELECT id FROM cases") == [(kept.id,)]
    assert rows(file, "SELECT DISTINCT case_id FROM pastes") == [(kept.id,)]


def test_recent_cases_are_the_owner_s_newest_first(engine, store, clock):
    ids = []
    for hour in range(9, 12):
        clock.at = f"2026-11-23T{hour:02}:00:00+00:00"
        ids.append(engine.open(f"{hour}\n{DENIED}", owner="me").id)
    other = engine.open(DENIED, owner="you")
    nobodys = engine.open(DENIED, practice=True)
    assert [one.id for one in store.recent("me")] == ids[::-1]
    assert [one.id for one in store.recent("me", limit=2)] == ids[:0:-1]
    clock.at = "2026-11-23T20:00:00+00:00"
    touched = engine.load(ids[0])
    engine.start_guide(touched.id, touched.version, "project_model_access")
    assert store.recent("me")[0].id == ids[0]
    assert store.recent("me")[0].updated == clock.at
    assert [one.id for one in store.recent("you")] == [other.id]
    assert [(one.id, one.practice) for one in store.recent(None)] == [(nobodys.id, True)]
    assert f"Project `{PROJECT}` does not have access to model `{MODEL}`" in store.recent("you")[0].title


def test_a_title_is_masked_and_short(engine, store):
    engine.open(f"my key is {KEY} and nothing works " + "x" * 500)
    (line,) = store.recent(None)
    assert KEY not in line.title and 0 < len(line.title) <= 160


def test_cases_survive_the_process(engine, store, file):
    case = engine.open(DENIED)
    store.close()
    again = Store(f"sqlite:///{file.as_posix()}")
    assert again.load(case.id) == case
    again.close()


@pytest.mark.parametrize("case_id", ["", "0" * 32, "'; DROP TABLE cases; --", "../../etc/passwd"])
def test_an_unknown_id_is_no_case(engine, case_id):
    engine.open(DENIED)
    assert engine.load(case_id) is None
    assert engine.answer(case_id, 0, "compare", "as_meant") is None
    assert engine.say(case_id, 0, "hello") is None


def test_a_case_id_holds_128_bits_of_chance(engine):
    ids = {engine.open("hello").id for _ in range(20)}
    assert len(ids) == 20
    assert all(len(one) == 32 and int(one, 16) >= 0 for one in ids)
