"""Live checks against a server that is slow, broken or hostile; and the ways out for whoever cannot go on."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from assistant.practice.organization import PracticeOrganization
from assistant.practice.server import PracticeServer
from tests.browser.chat import ANSWERS, PROJECT, REFUSED, Chat, say
from tests.browser.conftest import Opener
from tests.browser.stored import stored_case
from tests.serving import AppServer

CONSOLE_WALK = (*ANSWERS, "model_usage_allowed", "edit_allowed_done", "tick_model_done", "save_allowed_done")
BROKEN = ("html_502", "cut", "reset", "redirect", "error_in_200", "unreadable_json", "wrong_content_type", "flat_body")


@pytest.fixture
def organization(practice_server: PracticeServer) -> PracticeOrganization:
    return practice_server.new_organization()


@pytest.fixture
def with_key(open_chat: Opener, practice_server: PracticeServer, organization: PracticeOrganization) -> Any:
    """Opens a case of the organization's refused call in a tab that has its key."""

    def opened(**options: Any) -> Chat:
        chat = open_chat(**options)
        chat.with_key_of(organization, practice_server.base_url)
        chat.paste(organization.paste())
        return chat

    return opened


def check(chat: Chat, button: str = "consent_call") -> None:
    chat.click("check_live")
    chat.click(button)


def assert_whole(chat: Chat) -> None:
    """No error box of Streamlit's, no traceback, and the box takes text."""
    expect(chat.page.get_by_test_id("stException")).to_have_count(0)
    assert "Traceback" not in chat.page.inner_text("body")
    expect(chat.box).to_be_enabled()


def test_a_slow_check_shows_progress_and_leaves_the_page_usable(
    with_key: Any, organization: PracticeOrganization, app_server: AppServer
) -> None:
    chat = with_key()
    organization.switch_on("slow", seconds=3.0)
    check(chat)
    expect(chat.part("progress")).to_contain_text("40 s")
    chat.switch_to("ja")
    expect(chat.part("progress")).to_contain_text(say("progress_waiting", "ja"))
    chat.click("verdict_fold")
    chat.more("you")
    expect(chat.part("pasted").locator("pre")).to_be_visible()
    expect(chat.part("findings")).to_be_visible(timeout=40_000)
    expect(chat.part("progress")).to_have_count(0)
    assert len(stored_case(app_server, chat.case_id).findings) == 3
    assert_whole(chat)


def test_a_reload_in_mid_check_waits_for_the_same_check(
    with_key: Any, organization: PracticeOrganization, app_server: AppServer
) -> None:
    chat = with_key()
    organization.switch_on("slow", seconds=3.0)
    before = len(organization.calls())
    check(chat)
    expect(chat.part("progress")).to_be_visible()
    chat.page.reload()
    chat.ready()
    expect(chat.part("progress")).to_contain_text(say("check_pending", "en"))
    expect(chat.part("findings")).to_be_visible(timeout=40_000)
    assert len(stored_case(app_server, chat.case_id).findings) == 3
    assert len(organization.calls()) - before == 3


def test_every_broken_answer_is_a_finding(with_key: Any, organization: PracticeOrganization, app_server: AppServer) -> None:
    chat = with_key()
    for number, fault in enumerate(BROKEN, start=1):
        organization.all_fine()
        organization.switch_on(fault)
        check(chat)
        expect(chat.part("progress")).to_be_visible()
        expect(chat.part("progress")).to_have_count(0, timeout=40_000)
        findings = stored_case(app_server, chat.case_id).findings
        assert len([one for one in findings if one.probe == "model_call"]) <= number, fault
        expect(chat.part("findings")).to_be_visible()
        assert_whole(chat)
        assert not stored_case(app_server, chat.case_id).pending
    expect(chat.part("receipt")).to_have_count(0)


def test_a_passing_call_from_the_verdict_gives_a_receipt(with_key: Any, organization: PracticeOrganization) -> None:
    chat = with_key(language="ja")
    organization.remove_policy("allow")
    check(chat)
    expect(chat.part("receipt")).to_contain_text("200", timeout=30_000)
    expect(chat.said).to_contain_text(say("announce_solved", "ja"))


def test_without_a_key_the_users_own_call_is_pasted_and_read(
    open_chat: Opener, organization: PracticeOrganization
) -> None:
    chat = open_chat(language="ja")
    chat.paste(organization.paste())
    chat.start()
    chat.walk(*CONSOLE_WALK)
    expect(chat.part("step").locator("pre").first).to_contain_text("$OPENAI_API_KEY")
    before = chat.heading.inner_text()
    chat.send(organization.paste())  # still refused
    expect(chat.heading).not_to_have_text(before)
    expect(chat.part("receipt")).to_have_count(0)
    chat.click("step_back")
    expect(chat.heading).to_have_text(before)
    organization.remove_policy("allow")
    chat.send(organization.paste())
    expect(chat.part("receipt")).to_contain_text(say("receipt_passed", "ja"))
    expect(chat.part("receipt")).to_contain_text("200")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_who_may_not_change_it_gets_a_ready_message(open_chat: Opener, language: str) -> None:
    chat = open_chat(language=language)
    chat.paste()
    chat.start()
    chat.walk(*ANSWERS)
    chat.answer("model_usage_not_allowed")
    message = chat.part("step").locator("pre").last
    expect(message).to_contain_text(PROJECT)
    expect(message).to_contain_text("gpt-4.1")
    greeting = {"ja": "お世話になっております。", "en": "Hello,"}
    expect(message).to_contain_text(greeting[language])
    other = {"ja": "en", "en": "ja"}[language]  # to send to an administrator who reads the other language
    chat.part("ask_language").get_by_text(say(f"language_{other}", other)).click()
    expect(message).to_contain_text(greeting[other])


def test_who_does_not_see_it_is_led_on(open_chat: Opener) -> None:
    chat = open_chat()
    chat.paste()
    chat.start()
    chat.walk(*ANSWERS)
    before = chat.heading.inner_text()
    chat.answer("model_usage_not_seen")
    chat.click("step_back")
    expect(chat.heading).to_have_text(before)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_hand_over_has_what_a_person_needs_and_no_secret(open_chat: Opener, language: str) -> None:
    secret = "sk-" + "proj-" + "q7" * 40
    chat = open_chat(language=language)
    chat.paste(f"curl -H 'Authorization: Bearer {secret}'\nx-request-id: req_{'ab12' * 8}\n{REFUSED}")
    chat.start()
    chat.walk(*ANSWERS[:2])
    chat.click("step_person")
    summary = chat.part("summary").locator("pre").first
    for needed in (PROJECT, "gpt-4.1", "403", f"req_{'ab12' * 8}"):
        expect(summary).to_contain_text(needed)
    assert secret[10:40] not in chat.page.content()
    expect(chat.part("summary")).to_contain_text(say("handoff_ids", language))
