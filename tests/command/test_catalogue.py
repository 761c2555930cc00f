"""`model-access explain`, `catalogue` and `stale`: what the knowledge says."""

from __future__ import annotations

import pytest

from assistant.domain.text import PLACEHOLDER
from assistant.domain.view.words import Words
from assistant.wiring import knowledge
from tests.small_knowledge import write

CAUSES = knowledge().causes
FIELDS = {"id", "category", "provider", "checked", "sources", "who", "title", "why", "signals", "rivals", "evidence", "steps", "example"}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", sorted(CAUSES))
def test_a_cause_is_explained_as_a_whole(run, name, language):
    done = run("explain", name, "--language", language)
    assert (done.status, done.err) == (0, "")
    cause = CAUSES[name]
    assert all(f"[{step}] " in done.out for step in cause.steps)
    assert all(line.strip() in done.out for line in cause.examples[0].paste.splitlines())
    assert all(source.date in done.out for source in cause.sources)
    assert Words(knowledge(), language).written(cause.checked) in done.out and cause.category in done.out
    words = done.out[: done.out.index(cause.examples[0].paste.splitlines()[0])]
    assert not PLACEHOLDER.search(words), words


def test_both_languages_say_it_in_their_own_words(run):
    ja, en = (run("explain", "project_model_access", "--language", one).out for one in ("ja", "en"))
    assert "このプロジェクトでは" in ja and "This project" in en
    assert "このプロジェクトでは" not in en


def test_an_unknown_cause_is_2_and_the_known_ones_are_named(run):
    done = run("explain", "no_such_cause")
    assert (done.status, done.out) == (2, "")
    assert "project_model_access" in done.err


def test_every_cause_is_listed_with_its_title(run):
    for language in ("ja", "en"):
        lines = run("catalogue", "--language", language).out.splitlines()
        assert [line.split()[0] for line in lines] == list(CAUSES)


def test_json_holds_everything_in_both_languages(run):
    done = run("catalogue", "--json")
    assert (done.status, done.err) == (0, "")
    listed = {one["id"]: one for one in done.json["causes"]}
    assert set(listed) == set(CAUSES)
    for one in listed.values():
        assert set(one) == FIELDS
        texts = [one["title"], one["why"], *one["evidence"].values(), *one["rivals"].values()]
        texts += [step[part] for step in one["steps"] for part in ("title", "say")]
        assert all(set(text) == {"ja", "en"} and all(text.values()) for text in texts), one["id"]
        ids = {step["id"] for step in one["steps"]}
        assert {to for step in one["steps"] for to in step["answers"].values() if to} <= ids
        assert set(one["rivals"]) <= set(CAUSES)


def test_what_is_fresh_gives_nothing_and_0(run):
    newest = max(cause.checked for cause in CAUSES.values())
    done = run("stale", "--today", newest)
    assert (done.status, done.out) == (0, "")


def test_what_has_aged_or_ended_is_listed_with_its_file_and_1(run, tmp_path, monkeypatch):
    folder = write(tmp_path, {"links.yaml": ("checked: 2026-11-20", "checked: 2026-01-01")})
    monkeypatch.setattr("assistant.locations.knowledge_folder", lambda: folder)
    done = run("stale", "--today", "2026-11-23")
    assert done.status == 1
    (line,) = done.out.splitlines()
    assert line.startswith("links.yaml:") and "checked 326 days ago" in line


def test_a_retirement_whose_day_has_come_since_the_check_is_listed(run):
    coming = max(one.date for one in knowledge().models.retirements)
    done = run("stale", "--today", coming)
    assert done.status == 1
    assert f"ended on {coming}" in done.out
