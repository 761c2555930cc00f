"""A walk past every kind of screen, for whoever looks at each of them."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from assistant.domain.text import Language
from tests.browser.chat import ANSWERS, Chat


def screens(chat: Chat, language: Language) -> Iterator[str]:
    """Go on to the next screen whenever asked for it; the language of the screens is `language` at every stop."""
    yield "first"
    chat.click("keys")
    expect(chat.page.get_by_test_id("stPopoverBody").locator("input[type=password]").first).to_be_visible()
    yield "keys"
    chat.page.keyboard.press("Escape")
    chat.practise()
    yield "verdict"
    chat.click("check_live")
    expect(chat.part("consent")).to_be_visible()
    yield "consent"
    chat.click("consent_free")
    expect(chat.part("findings")).to_be_visible(timeout=30_000)
    yield "checked"
    chat.start()
    chat.walk(*ANSWERS)
    yield "step"
    chat.walk("model_usage_allowed", "edit_allowed_done")
    chat.open_console()
    yield "console"
    chat.click("practice_edit")
    chat.tick("gpt-4.1")
    yield "edit"
    chat.save(language)
    chat.back_to_case(language)
    chat.walk("tick_model_done", "save_allowed_done")
    chat.check()
    yield "receipt"
    chat.go(f"/catalogue?lang={language}")
    expect(chat.part("catalogue_search")).to_be_visible()
    yield "catalogue"


def other(language: Language) -> Language:
    return "en" if language == "ja" else "ja"


