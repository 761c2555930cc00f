"""`model-access lint` and `walk`, for those who write knowledge."""

from __future__ import annotations

import pytest

from assistant.domain.guiding.guide import all_walks
from assistant.wiring import knowledge
from tests.small_knowledge import write

GUIDES = (*knowledge().causes, *knowledge().fallback)


def test_lint_of_the_project_is_0(run):
    done = run("lint", "--today", "2026-11-29")
    assert done.status == 0
    assert "0 errors" in done.err


def test_lint_names_file_line_and_rule_and_is_1(run, tmp_path, monkeypatch):
    folder = write(tmp_path, {"causes/sample.yaml": ("links: [settings]", "links: [gone]")})
    line = (folder / "causes/sample.yaml").read_text(encoding="utf-8").split("\n").index("  turn:") + 1
    monkeypatch.setattr("assistant.locations.knowledge_folder", lambda: folder)
    done = run("lint", "--today", "2026-11-23")
    assert done.status == 1
    assert done.out.splitlines() == [f"causes/sample.yaml:{line}: error link-unknown turn: links.yaml has no gone"]
    assert "1 errors" in done.err


def test_what_only_ages_is_printed_and_0(run, tmp_path, monkeypatch):
    folder = write(tmp_path, {"links.yaml": ("checked: 2026-11-20", "checked: 2026-01-01")})
    monkeypatch.setattr("assistant.locations.knowledge_folder", lambda: folder)
    done = run("lint", "--today", "2026-11-23")
    assert (done.status, done.out.count("warning stale")) == (0, 1)


@pytest.mark.parametrize("today", ["yesterday", "2026-13-01", ""])
def test_lint_on_no_day_is_wrong_usage(run, today):
    for verb in ("lint", "stale"):
        done = run(verb, "--today", today)
        assert (done.status, done.out) == (2, "")


@pytest.mark.parametrize(("name", "language"), [(name, ("ja", "en")[at % 2]) for at, name in enumerate(GUIDES)])
def test_every_guide_can_be_printed(run, name, language):
    done = run("walk", name, "--language", language)
    assert (done.status, done.err) == (0, "")
    walks = list(all_walks(knowledge().guide(name)))
    assert sum(line.rstrip(".").isdigit() for line in done.out.splitlines()) == len(walks)
    assert done.out.count("   = ") == len(walks)


def test_an_unknown_cause_is_2_and_the_known_ones_are_named(run):
    done = run("walk", "no_such_cause")
    assert (done.status, done.out) == (2, "")
    assert "project_model_access" in done.err
    assert run("walk").status == 2
    assert run("walk", "network", "--language", "fr").status == 2
