"""A key that was taken appears nowhere afterwards: page, address, storage, frames, database, log."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from assistant.practice.server import PracticeServer
from tests.browser.chat import ANSWERS, PROJECT, Chat, say
from tests.browser.conftest import Opener
from tests.browser.screen import eventually
from tests.browser.stored import places_of, stored_case
from tests.serving import AppServer

_SEEN = """() => JSON.stringify([
  document.documentElement.outerHTML, [...document.querySelectorAll('input, textarea')].map((field) => field.value),
  location.href, {...localStorage}, {...sessionStorage}, document.cookie, document.title,
])"""


def made_up(prefix: str = "sk-" + "proj-") -> str:
    return prefix + secrets.token_hex(48)


def seen_on(chat: Chat) -> str:
    """Return all that a script in the page could read."""
    return str(json.loads(json.dumps(chat.page.evaluate(_SEEN))))


def assert_nowhere(chat: Chat, server: AppServer, secret: str, since: int) -> None:
    """Look for a secret, and for what is left of it when its ends are cut off."""
    chat.idle()
    for part in (secret, secret[12:44]):
        assert part not in seen_on(chat)
        assert not chat.record.carries(part, since)
        assert not [url for url in chat.record.urls if part in url]
        assert places_of(server, part) == []


def test_a_key_that_was_taken_is_used_and_appears_nowhere(
    open_chat: Opener, app_server: AppServer, practice_server: PracticeServer
) -> None:
    organization = practice_server.new_organization()
    secret = organization.secret("allow")
    chat = open_chat()
    chat.with_key_of(organization, practice_server.base_url)
    expect(chat.button("keys")).to_contain_text(say("key_set", "en"))
    since = len(chat.record.sent)
    chat.paste(organization.paste())
    chat.click("check_live")
    chat.click("consent_call")
    expect(chat.part("findings")).to_be_visible(timeout=30_000)
    assert organization.calls(), "the key was not used"
    assert all(call.key == "allow" for call in organization.calls()[1:])
    chat.start()
    chat.walk(*ANSWERS[:2])
    chat.switch_to("ja")
    chat.click("keys")
    expect(chat.page.get_by_test_id("stPopoverBody").locator("input[type=password]").first).to_have_value("")
    assert_nowhere(chat, app_server, secret, since)


def test_a_key_that_was_refused_leaves_the_page_too(open_chat: Opener, app_server: AppServer) -> None:
    chat = open_chat()
    for key, note in ((made_up("gsk_"), "key_looks_wrong"), (made_up("sk-" + "admin-"), "key_is_admin")):
        chat.take_keys(key)
        expect(chat.notice).to_have_text(say(note, "en"))
        since = len(chat.record.sent)
        chat.click("try_example") if chat.part("try_example").count() else chat.start()
        expect(chat.part("go_to_steps").or_(chat.part("step"))).to_be_visible()
        assert_nowhere(chat, app_server, key, since)


def test_forgotten_keys_are_not_used(open_chat: Opener, practice_server: PracticeServer) -> None:
    organization = practice_server.new_organization()
    chat = open_chat()
    chat.with_key_of(organization, practice_server.base_url)
    chat.click("keys")
    chat.click("key_forget")
    expect(chat.notice).to_have_text(say("key_forgotten", "en"))
    chat.page.keyboard.press("Escape")
    chat.paste(organization.paste())
    chat.click("check_live")
    expect(chat.button("consent_call")).to_be_disabled()


def test_another_host_drops_the_key(open_chat: Opener, practice_server: PracticeServer) -> None:
    organization = practice_server.new_organization()
    chat = open_chat()
    chat.with_key_of(organization, practice_server.base_url)
    chat.click("keys")
    body = chat.page.get_by_test_id("stPopoverBody")
    body.get_by_role("combobox").click()
    chat.page.get_by_role("option", name="eu.api.openai.com").click()
    expect(chat.notice).to_contain_text("eu.api.openai.com")
    expect(chat.button("keys")).not_to_contain_text(say("key_set", "en"))


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", lambda key: f"Authorization: Bearer {key}"),
        ("ja", lambda key: f"export OPENAI_API_KEY={key[:60]}\n{key[60:]}"),  # wrapped by a terminal
    ],
    ids=["header", "wrapped"],
)
def test_a_key_in_the_chat_is_masked_before_anything_else(
    open_chat: Opener, app_server: AppServer, language: str, written: Callable[[str], str]
) -> None:
    key = made_up()
    chat = open_chat(language=language)
    chat.paste(f"{written(key)}\nProject `{PROJECT}` does not have access to model `gpt-4.1`")
    since = len(chat.record.sent)
    expect(chat.part("masked")).to_contain_text(say("secret_masked", language))
    expect(chat.part("masked").get_by_role("link").first).to_be_visible()
    chat.more("you")
    expect(chat.part("pasted").locator("pre")).to_contain_text(PROJECT)
    assert eventually(lambda: key in seen_on(chat), wanted=False) is False
    assert_nowhere(chat, app_server, key, since)
    assert stored_case(app_server, chat.case_id).report.masked
