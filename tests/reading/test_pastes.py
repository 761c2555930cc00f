"""Hard pastes of our own: tests/pastes/*.yaml, each with what must be read from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.domain.deciding.decide import Decider

FOLDER = Path(__file__).resolve().parent.parent / "pastes"
GRADED = ("project_id", "model", "organization_id", "request_id", "http_status", "error_code", "error_type", "provider")
CASES = [
    pytest.param(case, id=f"{path.stem}-{case['id']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def known_miss(param: Any) -> Any:
    """Expect a paste that says why it is missed to be missed; once it is read, the test says so."""
    reason = param.values[0].get("missed")
    return pytest.param(*param.values, id=param.id, marks=pytest.mark.xfail(reason=reason) if reason else ())


@pytest.mark.parametrize("case", [known_miss(one) for one in CASES])
def test_a_paste_is_read_as_it_says(case: dict[str, Any], deciding: Decider) -> None:
    report = deciding.read(case["text"])
    verdict = deciding.from_text(report)
    assert (verdict.category, report.language) == (case["category"], case["language"])
    if "kind" in case:
        assert report.kind == case["kind"]
    if case["category"] not in ("other", "none") or report.kind == "passed":
        wanted = {name: str(value) for name, value in case.get("facts", {}).items()}
        assert {name: report.value(name) for name in GRADED if report.value(name)} == wanted


@pytest.mark.parametrize("case", CASES)
def test_every_fact_can_be_traced(case: dict[str, Any], deciding: Decider) -> None:
    report = deciding.read(case["text"])
    for fact in report.facts:
        if fact.start is not None:
            assert report.text[fact.start : fact.end] == fact.value, fact
    for error in report.errors:
        assert error.quote in report.text
        assert error.quote.split("\n")[0].strip() in report.text.split("\n")[error.line - 1]
