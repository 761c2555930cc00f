"""Every screen against WCAG 2.2 AA with axe, in both languages, light and dark; and what a screen reader is told."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from assistant.domain.text import Language
from tests.browser.chat import PROJECT, Chat, say
from tests.browser.conftest import Opener
from tests.browser.tour import other, screens

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
GRAVE = ("serious", "critical")
# What Streamlit's own elements are found guilty of, where no setting and no style of ours can mend it: rule -> its mark.
CHROME: dict[str, str] = {}


def grave(chat: Chat) -> list[str]:
    """Return the serious and critical findings of the screen, apart from those of Streamlit's own elements."""
    chat.idle()
    chat.page.wait_for_timeout(300)  # what fades in has its colours by then
    found: list[dict[str, Any]] = Axe().run(chat.page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][-200:]}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"]
        if CHROME.get(one["id"], "no mark") not in node["html"]
    ]


@pytest.mark.parametrize(("scheme", "language"), [("light", "ja"), ("dark", "en")])
def test_no_screen_has_a_grave_finding(open_chat: Opener, scheme: str, language: Language) -> None:
    chat = open_chat(language=language, scheme=scheme)
    findings: dict[str, list[str]] = {}
    for name in screens(chat, language):
        findings[f"{name} {language}"] = grave(chat)
        if name != "keys":  # the popover closes when the bar is clicked
            chat.switch_to(other(language))
            findings[f"{name} {other(language)}"] = grave(chat)
            chat.switch_to(language)
    assert not any(findings.values()), {name: found for name, found in findings.items() if found}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_replies_are_announced(open_chat: Opener, language: Language) -> None:
    chat = open_chat(language=language)
    expect(chat.said).to_have_attribute("aria-live", "polite")
    expect(chat.said).to_have_text("")
    chat.paste()
    expect(chat.said).to_contain_text(say("grade_reported", language))
    chat.start()
    expect(chat.said).to_contain_text("1")
    first = chat.said.inner_text()
    chat.answer("compare_as_meant")
    expect(chat.said).not_to_have_text(first)
    expect(chat.said).to_contain_text(chat.heading.inner_text())
    chat.send("!?")
    expect(chat.said).to_contain_text(say("not_understood", language))
    chat.switch_to("en" if language == "ja" else "ja")
    expect(chat.said).not_to_be_empty()


def test_one_main_heading_and_headings_in_order(open_chat: Opener) -> None:
    chat = open_chat()
    levels = "[...document.querySelectorAll('h1, h2, h3, h4')].map((one) => Number(one.tagName[1]))"
    assert chat.page.evaluate(levels) == [1, 2]
    chat.paste()
    assert chat.page.evaluate(levels) == [1, 2]
    chat.start()
    assert chat.page.evaluate(levels) == [1, 2]
    expect(chat.page).to_have_title(re.compile(f"^{say('title_chat', 'en')} "))
    expect(chat.part("step")).to_contain_text(PROJECT)
