"""Hands faster than the server: what is clicked thrice happens once, what is sent twice is not lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from assistant.practice.organization import PracticeOrganization
from assistant.practice.server import PracticeServer
from tests.browser.chat import REFUSED, Chat, say
from tests.browser.conftest import Opener
from tests.browser.stored import count_of_cases, stored_case
from tests.serving import AppServer

CLIPBOARD = ["clipboard-read", "clipboard-write"]
# Three clicks, 50 ms apart, from inside the page: no driver waits between them.
THRICE = """(element) => [0, 50, 100].forEach((after) => setTimeout(() => element.click(), after))"""


@pytest.fixture
def organization(practice_server: PracticeServer) -> PracticeOrganization:
    return practice_server.new_organization()


def thrice(chat: Chat, key: str) -> None:
    expect(chat.button(key)).to_be_visible()
    chat.button(key).evaluate(THRICE)


def test_three_clicks_make_one_round_of_calls(
    open_chat: Opener, app_server: AppServer, practice_server: PracticeServer, organization: PracticeOrganization
) -> None:
    organization.switch_on("slow", seconds=1.0)
    chat = open_chat()
    chat.with_key_of(organization, practice_server.base_url)
    chat.paste(organization.paste())
    before = len(organization.calls())
    thrice(chat, "check_live")
    expect(chat.part("consent")).to_be_visible()
    thrice(chat, "consent_call")
    expect(chat.part("progress")).to_be_visible()
    expect(chat.part("progress")).to_have_count(0, timeout=30_000)
    expect(chat.part("findings")).to_be_visible()
    asked = [(call.method, call.path) for call in organization.calls()[before:]]
    assert sorted(asked) == sorted(set(asked)), asked
    assert asked.count(("POST", "/v1/responses")) == 1
    assert len(stored_case(app_server, chat.case_id).findings) == len(asked)


def test_three_clicks_on_an_answer_are_one_answer(open_chat: Opener, app_server: AppServer) -> None:
    chat = open_chat()
    chat.paste()
    for key, then, answers in (
        ("go_to_steps", "answer_compare_as_meant", {}),
        ("answer_compare_as_meant", "answer_role_may_edit", {"compare": "as_meant"}),
        ("answer_role_may_edit", "answer_sign_in_done", {"compare": "as_meant", "role": "may_edit"}),
        ("step_back", "answer_role_may_edit", {"compare": "as_meant"}),
    ):
        chat.button(key).click(click_count=3, delay=25)
        expect(chat.part(then)).to_be_visible()
        chat.idle()
        assert stored_case(app_server, chat.case_id).answers == answers, key
    expect(chat.page.get_by_text(say("case_changed", "en"))).to_have_count(0)


def test_clicks_that_overlap_answer_a_step_once(open_chat: Opener, app_server: AppServer) -> None:
    chat = open_chat()
    chat.paste()
    chat.start()
    chat.button("answer_compare_as_meant").evaluate("(button) => [1, 2, 3].forEach(() => button.click())")
    expect(chat.part("answer_role_may_edit")).to_be_visible()
    chat.idle()
    assert stored_case(app_server, chat.case_id).answers == {"compare": "as_meant"}


@pytest.mark.parametrize("key", ["try_example", "practise"])
def test_three_clicks_open_one_case(open_chat: Opener, app_server: AppServer, key: str) -> None:
    chat = open_chat()
    count = count_of_cases(app_server)
    thrice(chat, key)
    expect(chat.part("verdict")).to_be_visible()
    chat.idle()
    assert count_of_cases(app_server) == count + 1


def test_a_second_message_while_the_first_is_handled_loses_nothing(open_chat: Opener, app_server: AppServer) -> None:
    chat = open_chat(permissions=CLIPBOARD)
    chat.paste()
    chat.start()
    noise = "2026-11-23T10:00:00Z worker-7 INFO still alive\n" * 8_000  # takes the server a while to read
    first = f"{noise}Error code: 429 - first-of-two Rate limit reached for gpt-4.1 on requests per min (RPM)"
    second = "Error code: 401 - second-of-two Incorrect API key provided"
    chat.send_pasted(first)
    chat.send(second)
    expect(chat.part("verdict")).to_contain_text("401")
    chat.idle()
    stored = stored_case(app_server, chat.case_id)
    assert [report.text for report in (*stored.earlier, stored.report)] == [REFUSED, first, second]
