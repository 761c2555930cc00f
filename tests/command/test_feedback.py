"""`model-access feedback`: what users said of verdicts, with an example block ready for a cause's file."""

from __future__ import annotations

import json

import pytest
import yaml

from assistant import wiring
from assistant.wiring import app

PROJECT = "proj_" + "Ab3d" * 6
KEY = "sk-" + "proj-" + "Wq5" * 24
PASTE = f'key {KEY}\nError code: 403 - Project `{PROJECT}` does not have access to model `gpt-4.1`\nsecond: "line"'


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A store of this test alone, with one word of a user in it."""
    address = f"sqlite:///{(tmp_path / 'cases.sqlite3').as_posix()}"
    monkeypatch.setenv("DATABASE_URL", address)
    for made in (wiring.store, app._services):
        made.cache_clear()
    engine = app.services().engine
    engine.wrong(engine.open(PASTE), f"it was the key {KEY}")
    yield address
    for made in (wiring.store, app._services):
        made.cache_clear()


def test_it_gives_the_word_and_an_example_that_lands_where_it_was_read(run, kept):
    done = run("feedback", DATABASE_URL=kept)
    assert (done.status, done.err) == (0, "")
    head, _, block = done.out.partition("\n")
    assert head.startswith("# 20") and "project_model_access" in head and "it was the key" in head
    (example,) = yaml.safe_load("examples:\n" + block)["examples"]
    assert example["facts"]["project_id"] == PROJECT and example["facts"]["model"] == "gpt-4.1"
    assert 'second: "line"' in example["paste"]


def test_no_key_is_in_it(run, kept):
    for shape in ((), ("--json",)):
        out = run("feedback", *shape, DATABASE_URL=kept).out
        assert KEY not in out and KEY[:16] not in out and "[masked:openai_project_key]" in out


def test_json_is_a_line_for_each(run, kept):
    (told,) = run("feedback", "--json", DATABASE_URL=kept).lines
    assert set(told) == {"case_id", "at", "category", "cause", "said", "text"}
    assert told["cause"] == "project_model_access"
    assert json.dumps(PROJECT)[1:-1] in told["text"]
