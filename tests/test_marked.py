"""The pieces of a text with the facts that stand in it."""

from __future__ import annotations

from assistant.domain.report import Fact
from assistant.interfaces.marked import split
from assistant.wiring import decider

PROJECT = "proj_" + "Ab3d" * 6


def test_every_fact_with_a_place_is_a_piece_of_its_own() -> None:
    report = decider().read(f"x-request-id: req_{'0a1b' * 8}\nError code: 403 - Project `{PROJECT}` does not have access to model `gpt-4.1`")
    pieces = list(split(report.text, report.facts))
    assert "".join(words for words, _ in pieces) == report.text
    assert {name: words for words, name in pieces if name} == {
        "request_id": f"req_{'0a1b' * 8}", "http_status": "403", "project_id": PROJECT, "model": "gpt-4.1"
    }  # fmt: skip


def test_facts_that_overlap_or_stand_beyond_the_text_are_left_unmarked() -> None:
    facts = (Fact("model", "bcd", 1, 4), Fact("endpoint", "cde", 2, 5), Fact("project_id", "x", 90, 91), Fact("tool", "n8n"))
    assert list(split("abcdef", facts)) == [("a", ""), ("bcd", "model"), ("ef", "")]
    assert list(split("", facts)) == []
