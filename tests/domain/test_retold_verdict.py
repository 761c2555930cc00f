"""What a verdict says of itself where somebody only tells of the error."""

from __future__ import annotations

import json

import pytest

from assistant.domain.case import Case, from_json, to_json
from assistant.domain.text import Language
from assistant.domain.view.verdict import VerdictCard, verdict_card
from assistant.domain.view.words import Words
from assistant.wiring import decider, knowledge

TOLD = "Calls to OpenAI come back with a 403 that says our project has no access to gpt-5-mini."
PRINTED = "403 Project `proj_7tayNKF7QRl0n7tBGYoEcJ9Z` does not have access to model `gpt-5-mini`"


def card(paste: str, language: Language) -> tuple[VerdictCard, Words]:
    made = Case("c" * 32, "2026-11-23T09:00:00+00:00", decider().read(paste))
    kept = from_json(json.loads(to_json(made)))
    words = Words(knowledge(), language)
    return verdict_card(kept, decider().decide(kept, "2026-11-23"), words), words


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_retold_error_is_possible_and_asks_for_the_message(language: Language) -> None:
    told, words = card(TOLD, language)
    assert (told.cause_id, told.grade) == ("project_model_access", "possible")
    assert told.grade_note == words("grade_retold_means")
    printed, _ = card(PRINTED, language)
    assert (printed.cause_id, printed.grade) == ("project_model_access", "reported")
    assert printed.grade_note == words("grade_reported_means")


def test_the_evidence_is_the_line_that_retells() -> None:
    told, _ = card(f"Hello,\n\n{TOLD}\n\nThanks", "en")
    assert [(one.text, one.line) for one in told.evidence] == [(TOLD, 3)]
