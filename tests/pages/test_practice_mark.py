"""Practice: its case, its mark on the page, and its end."""

from __future__ import annotations

import pytest

from assistant import wiring
from assistant.domain.text import Language
from tests.pages.conftest import Opener, ran

BOTH = pytest.mark.parametrize("language", ["ja", "en"])


@BOTH
def test_practice_opens_a_case_and_marks_the_page(open_page: Opener, language: Language) -> None:
    page = open_page(language)
    page.button("practise").click()
    page = ran(page)
    wording = wiring.knowledge().wording
    assert wording["practice_banner"].say(language) in [one.value for one in page.caption]
    case = wiring.store().load(page.query_params["case"])
    assert case is not None
    assert case.practice
    page.button("practice_end").click()
    page = ran(page)
    assert wording["practice_banner"].say(language) not in [one.value for one in page.caption]
    assert wording["practice_ended"].say(language) in [one.value for one in page.info]
