"""From the first screen to a proved fix, in the practice organization, the way a newcomer goes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chat import ANSWERS, Chat, say
from tests.browser.conftest import Opener

REQUEST = re.compile(r"req_[0-9a-f]{32}")


def receipt_of(chat: Chat) -> str:
    receipt = chat.part("receipt")
    expect(receipt).to_be_visible()
    return receipt.inner_text()


def assert_proved(chat: Chat, language: str) -> None:
    """A receipt names both calls: the refused and the passing one, each with its own request id."""
    text = receipt_of(chat)
    assert len(set(REQUEST.findall(text))) == 2, text
    assert re.search(rf"{say('receipt_failed', language)}\s+403", text), text
    assert re.search(rf"{say('receipt_passed', language)}\s+200", text), text
    expect(chat.heading).to_have_text(say("solved_title", language))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_allow_list_is_mended(open_chat: Opener, language: str) -> None:
    chat = open_chat(language=language)
    chat.practise()
    chat.start()
    chat.walk(*ANSWERS, "model_usage_allowed", "edit_allowed_done")
    chat.open_console()
    expect(chat.part("console")).to_contain_text("Allowed models")
    chat.click("practice_edit")
    chat.tick("gpt-4.1")
    chat.save(language)
    chat.back_to_case(language)
    chat.walk("tick_model_done", "save_allowed_done")
    chat.check()
    assert_proved(chat, language)


def test_the_deny_list_is_mended(open_chat: Opener) -> None:
    chat = open_chat()
    chat.practise()
    chat.part("practice_banner").get_by_role("link").first.click()
    chat.part("practice_dialog").get_by_text(say("practice_dialog_newer", "en")).click()
    chat.click("practice_edit")
    chat.part("console").get_by_text(say("practice_newer_deny", "en")).click()
    chat.tick("gpt-4.1")
    chat.save("en")
    chat.back_to_verdict()
    chat.start()
    chat.walk(*ANSWERS, "model_usage_blocked", "edit_blocked_done")
    chat.open_console()
    chat.part("practice_dialog").get_by_text(say("practice_dialog_lists", "en")).click()
    expect(chat.part("console")).to_contain_text("Blocked models")
    chat.click("practice_edit")
    expect(chat.page.get_by_role("checkbox", name="gpt-4.1", exact=True)).to_be_checked()
    chat.tick("gpt-4.1")
    chat.save("en")
    chat.back_to_case("en")
    chat.walk("untick_model_done", "save_blocked_done")
    chat.check()
    assert_proved(chat, "en")


def test_the_newer_dialog_opens_everything(open_chat: Opener) -> None:
    chat = open_chat(language="ja")
    chat.practise()
    chat.start()
    chat.walk(*ANSWERS)
    chat.open_console()
    chat.part("practice_dialog").get_by_text(say("practice_dialog_newer", "ja")).click()
    chat.click("practice_edit")
    chat.part("console").get_by_text("Allow all models").click()
    chat.save("ja")
    expect(chat.part("console")).to_contain_text("Allow all models")
    chat.back_to_case("ja")
    chat.walk("model_usage_allow_all", "list_is_open_done")
    chat.check()
    assert_proved(chat, "ja")


def test_a_check_before_the_change_is_not_solved(open_chat: Opener) -> None:
    chat = open_chat()
    chat.practise()
    chat.start()
    chat.walk(*ANSWERS, "model_usage_allowed", "edit_allowed_done", "tick_model_done", "save_allowed_done")
    before = chat.heading.inner_text()
    chat.click("check_run")
    chat.click("consent_call")
    expect(chat.heading).not_to_have_text(before, timeout=30_000)
    expect(chat.part("receipt")).to_have_count(0)
    expect(chat.page.get_by_text(say("solved_title", "en"), exact=True)).to_have_count(0)
