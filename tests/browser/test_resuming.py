"""A case outlives its tab: reload, another tab, a restart of the server, and links that lead nowhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from assistant.wiring import knowledge
from tests.browser.chat import ANSWERS, PROJECT, say
from tests.browser.conftest import Opener
from tests.serving import AppServer

TITLE = knowledge().causes["project_model_access"].title.en


def test_a_reload_resumes_at_the_same_step(open_chat: Opener) -> None:
    chat = open_chat()
    chat.paste()
    chat.start()
    chat.walk(*ANSWERS[:3])
    title, case = chat.heading.inner_text(), chat.case_id
    chat.page.reload()
    chat.ready()
    expect(chat.heading).to_have_text(title)
    assert chat.case_id == case
    expect(chat.page.get_by_text(TITLE)).to_be_visible()


def test_another_tab_resumes_in_the_other_language_and_both_go_on(open_chat: Opener) -> None:
    chat = open_chat()
    chat.paste()
    chat.start()
    chat.walk(*ANSWERS[:1])
    other = open_chat(f"/?case={chat.case_id}", language="ja")
    expect(other.part("answer_role_may_edit")).to_contain_text("オーナー")
    other.answer("role_may_edit")
    other.answer("sign_in_done")
    chat.click("answer_role_may_not_edit")  # made on a state that is gone
    expect(chat.notice).to_have_text(say("case_changed", "en"))
    expect(chat.part("answer_choose_project_done")).to_be_visible()


def test_the_case_is_there_after_a_restart_of_the_server(open_chat: Opener, app_server: AppServer) -> None:
    chat = open_chat(language="ja")
    chat.paste()
    chat.start()
    chat.walk(*ANSWERS[:2])
    title = chat.heading.inner_text()
    app_server.stop()
    expect(chat.page.get_by_role("dialog")).to_contain_text(say("offline_title", "ja"))
    expect(chat.page.get_by_role("dialog")).to_contain_text(say("offline_body", "ja"))
    app_server.start()
    # The open tab finds the new server by itself, and its next click counts.
    expect(chat.heading).to_have_text(title)
    chat.page.locator('[data-testid="stApp"][data-test-connection-state="CONNECTED"]').wait_for(timeout=40_000)
    chat.idle()
    chat.answer("sign_in_done")
    title = chat.heading.inner_text()
    chat.page.reload()
    chat.ready()
    expect(chat.heading).to_have_text(title)
    chat.record.complaints.clear()  # the browser says that the server was away


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_link_to_no_case_says_so(open_chat: Opener, language: str) -> None:
    chat = open_chat(f"/?case={'0' * 32}", language=language)
    expect(chat.notice).to_have_text(say("case_not_found", language))
    expect(chat.part("try_example")).to_be_visible()
    assert "case=" not in chat.page.url


@pytest.mark.parametrize("broken", ["0" * 31, "%3Cb%3E..%2F..%2Fetc"])
def test_a_broken_link_says_so(open_chat: Opener, broken: str) -> None:
    chat = open_chat(f"/?case={broken}")
    expect(chat.notice).to_have_text(say("case_not_found", "en"))
    expect(chat.part("try_example")).to_be_visible()


def test_a_deleted_case_is_gone_for_good(open_chat: Opener, app_server: AppServer) -> None:
    chat = open_chat()
    chat.paste(f"{PROJECT} marker-to-be-deleted: Project `{PROJECT}` does not have access to model `gpt-4.1`")
    case = chat.case_id
    other = open_chat(f"/?case={case}")
    chat.click("case_delete")
    chat.click("case_delete_yes")
    expect(chat.notice).to_have_text(say("case_deleted", "en"))
    assert "case=" not in chat.page.url
    other.click("go_to_steps")  # in a tab that still shows it
    expect(other.part("try_example")).to_be_visible()
    expect(other.notice).to_have_text(say("case_not_found", "en"))
    late = open_chat(f"/?case={case}")
    expect(late.notice).to_have_text(say("case_not_found", "en"))


def test_back_and_forward_of_the_browser(open_chat: Opener) -> None:
    chat = open_chat()
    chat.paste()
    case = chat.case_id
    chat.click("new_case")
    expect(chat.part("try_example")).to_be_visible()
    chat.part("recent").locator("button").first.click()
    expect(chat.part("verdict")).to_be_visible()
    assert chat.case_id == case
