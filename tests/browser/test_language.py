"""The switch of language: it redraws every word, at any step, and loses nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.chat import ANSWERS, PROJECT, Chat, say
from tests.browser.conftest import Opener
from tests.browser.screen import english_on, eventually, japanese_on

OTHER = {"ja": "en", "en": "ja"}


def assert_all_in(chat: Chat, language: str) -> None:
    chat.idle()
    expect(chat.page.locator(f"html[lang={language}]")).to_be_attached()
    strangers = {"ja": english_on, "en": japanese_on}[language]
    assert eventually(lambda: strangers(chat.page), set()) == set()


def open_everything(chat: Chat) -> None:
    """Fold out what is folded, so that its words count too."""
    folded = chat.page.locator("details:not([open]) > summary")
    while folded.count():
        before = folded.count()
        folded.first.click()
        expect(folded).not_to_have_count(before)
        chat.idle()


@pytest.mark.parametrize("first", ["ja", "en"])
def test_a_switch_in_mid_case_redraws_every_word_and_keeps_the_place(open_chat: Opener, first: str) -> None:
    second = OTHER[first]
    chat = open_chat(language=first)
    assert_all_in(chat, first)
    chat.switch_to(second)
    assert_all_in(chat, second)
    chat.switch_to(first)
    chat.practise()
    open_everything(chat)
    assert_all_in(chat, first)
    chat.switch_to(second)
    assert_all_in(chat, second)
    chat.start()
    chat.walk(*ANSWERS)
    case, project = chat.case_id, chat.part("step").locator("code").count()
    assert_all_in(chat, second)
    chat.switch_to(first)
    assert_all_in(chat, first)
    expect(chat.part("answer_model_usage_allowed")).to_be_visible()
    assert chat.case_id == case
    expect(chat.part("past").locator("summary")).to_contain_text(f"({len(ANSWERS)})")
    assert project == chat.part("step").locator("code").count()


def test_a_switch_keeps_what_was_typed_and_what_is_open(open_chat: Opener) -> None:
    chat = open_chat()
    chat.paste()
    chat.box.fill("half a sentence")
    chat.click("check_live")
    expect(chat.part("consent")).to_be_visible()
    chat.switch_to("ja")
    expect(chat.part("consent")).to_contain_text(say("consent_title", "ja"))
    expect(chat.box).to_have_value("half a sentence")


def test_the_console_and_the_catalogue_follow_the_switch(open_chat: Opener) -> None:
    chat = open_chat(language="ja")
    chat.practise()
    chat.part("practice_banner").get_by_role("link").first.click()
    expect(chat.part("console")).to_be_visible()
    chat.switch_to("en")
    assert_all_in(chat, "en")
    chat.click("practice_edit")
    chat.switch_to("ja")
    expect(chat.part("practice_save")).to_be_visible()
    assert_all_in(chat, "ja")
    chat.go("/catalogue?lang=en")
    assert_all_in(chat, "en")
    chat.switch_to("ja")
    assert_all_in(chat, "ja")


def test_the_language_of_the_link_wins_over_the_browser(open_chat: Opener) -> None:
    chat = open_chat("/?lang=ja", language="en")
    assert_all_in(chat, "ja")
    chat.paste()
    case = chat.case_id
    other = open_chat(f"/?case={case}&lang=en", language="ja")
    expect(other.part("verdict")).to_contain_text(PROJECT)
    assert_all_in(other, "en")
