"""The chat page as Streamlit draws it: first screen, verdict, steps, language, deletion, keys."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from assistant import wiring
from assistant.domain.text import Language
from tests.pages.conftest import Opener, ran

PROJECT = "proj_Ab12Cd34Ef56Gh78Ij90Kl12"
REFUSED = f"Error code: 403 - Project `{PROJECT}` does not have access to model `gpt-4.1`"
BOTH = pytest.mark.parametrize("language", ["ja", "en"])


def say(wording_id: str, language: Language) -> str:
    return wiring.knowledge().wording[wording_id].say(language)


def words_of(page: AppTest) -> str:
    """Return all that is said on a page, as Markdown and labels."""
    drawn = [*page.title, *page.header, *page.subheader, *page.markdown, *page.caption, *page.info, *page.code]
    return "\n".join([*(str(one.value) for one in drawn), *(str(one.label) for one in page.button)])


def heading(page: AppTest) -> str:
    """Return the title of the first screen, the verdict or the step at hand."""
    drawn = [f"## {one.value}" for one in page.header] + [str(one.value) for one in page.markdown]
    return next(line.removeprefix("## ") for text in drawn for line in text.splitlines() if line.startswith("## "))


def pasted(page: AppTest, text: str = REFUSED) -> AppTest:
    page.chat_input[0].set_value(text)
    return ran(page)


def clicked(page: AppTest, key: str) -> AppTest:
    page.button(key).click()
    return ran(page)


def title_of(cause: str, language: Language) -> str:
    return wiring.knowledge().causes[cause].title.say(language)


@BOTH
def test_the_first_screen_needs_nothing(open_page: Opener, language: Language) -> None:
    page = open_page(language)
    assert heading(page) == say("tagline_paste", language)
    assert [page.button(key).label for key in ("try_example", "practise", "open_catalogue")] == [
        say(key, language) for key in ("try_example", "practise", "open_catalogue")
    ]
    assert page.chat_input[0].placeholder == say("chat_placeholder", language)
    assert not page.text_input, "a key is asked for"
    assert "case" not in page.query_params


@BOTH
def test_a_paste_gives_a_verdict_and_a_link(open_page: Opener, language: Language) -> None:
    page = pasted(open_page(language))
    words = words_of(page)
    assert title_of("project_model_access", language) in words
    assert say("grade_reported", language) in words
    (facts,) = [one.proto for one in page.get("bidi_component") if one.proto.id.endswith("-facts")]
    assert REFUSED in [row["value"] for row in json.loads(facts.json)[0]["rows"]]
    assert len(page.query_params["case"]) == 32
    assert page.button("go_to_steps").label == say("go_to_steps", language)


@BOTH
def test_a_step_is_answered_and_taken_back(open_page: Opener, language: Language) -> None:
    page = clicked(pasted(open_page(language)), "go_to_steps")
    first = heading(page)
    page = clicked(page, "answer_compare_as_meant")
    second = heading(page)
    assert second != first
    assert heading(clicked(page, "step_back")) == first
    page = pasted(clicked(page, "answer_compare_as_meant"), "?!")
    assert say("not_understood", language) in words_of(page)
    assert heading(page) == second


@BOTH
def test_a_switch_of_language_keeps_the_step(open_page: Opener, language: Language) -> None:
    other: Language = "en" if language == "ja" else "ja"
    page = clicked(clicked(pasted(open_page(language)), "go_to_steps"), "answer_compare_as_meant")
    steps = wiring.knowledge().guide("project_model_access").steps
    assert heading(page) == steps["role"].title.say(language)
    page.button_group(key="language").set_value(other)
    page = ran(page)
    assert heading(page) == steps["role"].title.say(other)
    assert page.query_params["lang"] == other
    assert title_of("project_model_access", language) not in words_of(page)


@BOTH
def test_a_case_is_resumed_by_its_link(open_page: Opener, language: Language) -> None:
    page = clicked(pasted(open_page(language)), "go_to_steps")
    again = open_page(language, case=page.query_params["case"])
    assert heading(again) == heading(page)


@BOTH
def test_a_deleted_case_is_gone(open_page: Opener, language: Language) -> None:
    page = pasted(open_page(language))
    case = page.query_params["case"]
    page.session_state["case_delete"] = True  # the popover is open
    page = clicked(ran(page), "case_delete_yes")
    assert say("case_deleted", language) in [one.value for one in page.info]
    assert heading(page) == say("tagline_paste", language)
    assert "case" not in page.query_params
    gone = open_page(language, case=case)
    assert say("case_not_found", language) in [one.value for one in gone.info]


@BOTH
def test_keys_are_taken_and_leave_the_state(open_page: Opener, language: Language) -> None:
    key = "sk-" + "proj-" + "a1B2" * 20
    page = open_page(language)
    page.session_state["keys"] = True
    page = ran(page)
    page.text_input("secret_project_0").set_value(f" '{key}' ")
    page = clicked(page, "key_take_0")
    assert say("key_taken", language) in [one.value for one in page.info]
    assert page.session_state["visit"].keys.project == key
    assert "secret_project_0" not in page.session_state
    assert key not in repr(page.session_state["visit"])
    assert key not in words_of(page)


@BOTH
@pytest.mark.parametrize(
    ("text", "said"), [("  \n ", "paste_empty"), ("x" * 1_100_001, "paste_too_large")], ids=["empty", "too large"]
)
def test_what_cannot_be_read_opens_no_case(open_page: Opener, language: Language, text: str, said: str) -> None:
    page = pasted(open_page(language), text)
    assert [one.value for one in page.info] == [say(said, language).format(limit="1 MB")]
    assert heading(page) == say("tagline_paste", language)


@BOTH
def test_what_is_no_error_is_not_forced_into_a_cause(open_page: Opener, language: Language) -> None:
    page = pasted(open_page(language), "The weather is fine today, is it not?")
    assert say("grade_unknown", language) in words_of(page)
    assert not [cause.id for cause in wiring.knowledge().causes.values() if cause.title.say(language) == heading(page)]
    page = pasted(page)
    assert title_of("project_model_access", language) in words_of(page)
