"""Two people and one link: who asks sees the answer at once, who may change it does so with a key of their own."""

from __future__ import annotations

import email
import re
import sqlite3
from email import policy as mail_policy
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import expect

from assistant.domain.text import Language
from assistant.practice.organization import PracticeOrganization
from assistant.practice.server import PracticeServer
from tests.browser.chat import ANSWERS, Chat, say
from tests.browser.conftest import Opener
from tests.browser.permission_hand import SLOW, applied, give_keys, link_of, unfold, writes
from tests.browser.test_keys import assert_nowhere
from tests.serving import AppServer

BOTH = pytest.mark.parametrize("language", ["ja", "en"])


@pytest.fixture
def organization(practice_server: PracticeServer) -> PracticeOrganization:
    return practice_server.new_organization()


def asked(
    open_chat: Opener, organization: PracticeOrganization, base_url: str, language: Language = "en", *, check: bool = False
) -> Chat:
    """Return the chat of somebody who has a project key and has made a link."""
    chat = open_chat(language=language)
    chat.with_key_of(organization, base_url)
    chat.paste(organization.paste())
    chat.click("request_open")
    if check:
        chat.part("ask_check").get_by_role("checkbox").check(force=True)
        chat.idle()
    chat.click("request_make")
    expect(chat.part("request_waiting")).to_be_visible()
    return chat


def opened(open_chat: Opener, link: str, language: Language = "en") -> Chat:
    """Return the administrator's tab, in a profile of its own."""
    parts = urlsplit(link)
    return open_chat(f"{parts.path}?{parts.query}", language=language)


@BOTH
def test_approved_by_making_the_change_here(
    open_chat: Opener, app_server: AppServer, practice_server: PracticeServer,
    organization: PracticeOrganization, language: Language,
) -> None:  # fmt: skip
    chat = asked(open_chat, organization, practice_server.base_url, language, check=True)
    link = link_of(chat)
    assert not [key for key in organization.secrets() if key in link]
    admin = opened(open_chat, link, language)
    expect(admin.part("approval")).to_contain_text(organization.project("allow").id)
    expect(admin.part("approval")).to_contain_text("gpt-4.1")
    admin.click("approval_here")
    expect(admin.part("permission")).to_contain_text(practice_server.base_url.split("/")[2])
    expect(admin.part("permission_read")).to_have_count(0)
    secret = give_keys(admin, organization, practice_server.base_url, project=False)
    since = len(admin.record.sent)
    admin.click("permission_read")
    expect(admin.part("permission_apply")).to_be_visible(timeout=SLOW)
    applied(admin, language)
    expect(admin.part("approval_state")).to_contain_text(say("request_approved", language))
    assert writes(organization) == ["POST"]
    expect(chat.part("receipt")).to_be_visible(timeout=SLOW)  # nobody clicked: it was asked for
    expect(chat.part("request_state")).to_contain_text(say("request_how_app", language))
    expect(chat.part("receipt")).to_contain_text(say("receipt_change_added", language))
    assert_nowhere(admin, app_server, secret, since)
    assert_nowhere(chat, app_server, secret, 0)


@BOTH
def test_declined_with_a_reason(
    open_chat: Opener, practice_server: PracticeServer, organization: PracticeOrganization, language: Language
) -> None:
    chat = asked(open_chat, organization, practice_server.base_url, language)
    admin = opened(open_chat, link_of(chat), language)
    unfold(admin, "approval_refuse")
    admin.part("approval_reason_no").locator("textarea").fill("Use **o3** <b>instead</b>")
    admin.part("approval_reason_no").locator("textarea").press("Tab")
    admin.idle()
    admin.click("approval_decline")
    expect(admin.part("approval_state")).to_contain_text(say("request_declined", language))
    state = chat.part("request_state")
    expect(state).to_contain_text(say("request_declined", language))
    expect(state.locator("pre")).to_have_text("Use **o3** <b>instead</b>")
    assert writes(organization) == []


def test_approved_by_hand_is_offered_and_not_called_unasked(
    open_chat: Opener, practice_server: PracticeServer, organization: PracticeOrganization
) -> None:
    chat = asked(open_chat, organization, practice_server.base_url)
    link, case = link_of(chat), chat.case_id
    before = len(organization.calls())
    admin = opened(open_chat, link)
    organization.remove_policy("allow")
    unfold(admin, "approval_by_hand")
    admin.click("approval_done")
    expect(admin.part("approval_state")).to_contain_text(say("request_how_console", "en"))
    expect(chat.part("request_state")).to_contain_text(say("request_approved", "en"))
    assert len(organization.calls()) == before
    again = open_chat(f"/?case={case}")  # the next visit
    again.with_key_of(organization, practice_server.base_url)
    again.click("request_check")
    again.click("consent_call")
    expect(again.part("receipt")).to_be_visible(timeout=SLOW)


def test_a_link_taken_back_a_changed_one_an_expired_one_and_a_deleted_case_show_nothing(
    open_chat: Opener, app_server: AppServer, practice_server: PracticeServer, organization: PracticeOrganization
) -> None:
    project = organization.project("allow").id
    chat = asked(open_chat, organization, practice_server.base_url)
    link = link_of(chat)
    chat.click("request_revoke")
    expect(chat.part("request_state")).to_contain_text(say("request_revoked", "en"))
    gone = opened(open_chat, link)
    expect(gone.page.get_by_text(say("approval_revoked", "en"))).to_be_visible()
    assert project not in gone.page.content()
    chat.click("request_make")
    second = link_of(chat)
    swapped = second[:-1] + ("A" if second[-1] != "A" else "B")
    for bad in (swapped, second.partition("request=")[0] + "request="):
        tab = opened(open_chat, bad)
        expect(tab.page.get_by_text(say("approval_not_valid", "en"))).to_be_visible()
        assert project not in tab.page.content()
    late = opened(open_chat, second)
    unfold(late, "approval_by_hand")
    with sqlite3.connect(app_server.folder / "cases.sqlite3") as database:  # seven days have gone by
        database.execute(
            "update approvals set expires = '2026-01-01T00:00:00+00:00' where case_id = ? and decision is null",
            (chat.case_id,),
        )
    expect(chat.part("request_state")).to_contain_text(say("request_expired", "en"))
    late.click("approval_done")  # from a page that was opened in time: it does not count any more
    for tab in (late, opened(open_chat, second)):
        expect(tab.page.get_by_text(say("approval_expired", "en"))).to_be_visible()
        assert project not in tab.page.content()
    expect(chat.part("request_state")).to_contain_text(say("request_expired", "en"))
    chat.click("case_delete")
    chat.page.locator(".st-key-case_delete_yes button").click()
    expect(chat.notice).to_contain_text(say("case_deleted", "en"))
    expect(opened(open_chat, second).page.get_by_text(say("approval_not_valid", "en"))).to_be_visible()


def test_a_second_answer_does_not_count(
    open_chat: Opener, practice_server: PracticeServer, organization: PracticeOrganization
) -> None:
    chat = asked(open_chat, organization, practice_server.base_url)
    one, two = (opened(open_chat, link_of(chat)) for _ in range(2))
    unfold(one, "approval_refuse")
    unfold(two, "approval_by_hand")
    one.click("approval_decline")
    expect(one.part("approval_state")).to_be_visible()
    two.click("approval_done")
    expect(two.part("approval_state")).to_contain_text(say("request_declined", "en"))


@BOTH
def test_the_message_is_in_a_language_of_its_own_and_leaves_as_a_draft(
    open_chat: Opener, practice_server: PracticeServer, organization: PracticeOrganization, language: Language,
    tmp_path: Path,
) -> None:  # fmt: skip
    chat = asked(open_chat, organization, practice_server.base_url, language)
    other: Language = "en" if language == "ja" else "ja"
    chat.part("ask_language").get_by_text(say(f"language_{other}", other)).click()
    greeting = {"ja": "お世話になっております。", "en": "Hello,"}[other]
    expect(chat.part("asking").locator("pre").first).to_contain_text(greeting)
    expect(chat.page.locator(f"html[lang={language}]")).to_be_attached()
    with chat.page.expect_download() as download:
        chat.part("request_eml").get_by_role("button").click()
    path = tmp_path / "draft.eml"
    download.value.save_as(path)
    draft = email.message_from_bytes(path.read_bytes(), policy=mail_policy.default)
    text = draft.get_content()
    assert draft["X-Unsent"] == "1"
    assert "gpt-4.1" in draft["Subject"]
    for wanted in (greeting, organization.project("allow").id, "403", "model-permissions"):
        assert wanted in text, wanted
    assert not [key for key in organization.secrets() if key in text]
    mailto = chat.part("request_mailto").locator("a").get_attribute("href") or ""
    assert mailto.startswith("mailto:?subject=")
    for sent in (text, parse_qs(urlsplit(mailto).query)["body"][0]):
        assert "/approval?" not in sent  # without PUBLIC_URL nobody else could open it


def test_the_guide_asks_the_administrator_with_the_same_panel(open_chat: Opener) -> None:
    chat = open_chat()
    chat.practise()
    chat.start()
    chat.walk("compare_as_meant", "role_may_not_edit")
    chat.click("request_make")
    assert "/approval?" in unquote(link_of(chat))
    expect(chat.part("step")).to_contain_text(say("request_link_local", "en"))


@BOTH
def test_support_gets_the_facts_and_a_list_of_what_was_left_out(open_chat: Opener, language: Language) -> None:
    chat = open_chat(language=language)
    chat.practise()
    chat.start()
    chat.walk(*ANSWERS[:1])
    chat.click("step_person")
    step = chat.part("step")
    expect(step).to_contain_text(say("support_title", language))
    expect(step.locator("pre").first).to_contain_text(re.compile(r"req_[0-9a-f]{32}"))
    for one in ("left_out_authorization", "left_out_cookies"):
        expect(step.get_by_test_id("stMarkdown").filter(has_text=say(one, language)).last).to_be_visible()
