"""Fetching and sending in a real browser, with a real mailbox: what leaves is shown before, and a doubt asks a person."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from assistant.domain.text import Language
from tests.browser.chat import Chat, say
from tests.browser.conftest import Opener
from tests.browser.screen import overflow_of
from tests.browser.test_accessibility import grave
from tests.connectors.conftest import mail
from tests.desk.conftest import DENIED
from tests.mail_servers import USER, Mailbox, Post
from tests.serving import AppServer

KEY = "sk-" + "proj-" + "Xy7a" * 12


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    server = Mailbox.started()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    server = Post().start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def app_server(tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox, post: Post) -> Iterator[AppServer]:
    environment = {
        "MODEL_ACCESS_IMAP_URL": mailbox.url(USER),
        "MODEL_ACCESS_SMTP_URL": post.url,
        "SSL_CERT_FILE": mailbox.certificate,
    }
    server = AppServer(tmp_path_factory.mktemp("sending"), environment=environment).start()
    yield server
    server.stop()


def fetched(open_chat: Opener, mailbox: Mailbox, number: int, language: Language, **more: object) -> Chat:
    """Have a mail arrive, fetch it and open its ticket."""
    mailbox.bring(USER, mail(number, f"{number} {DENIED}"))
    chat = open_chat("/desk", language=language, **more)
    chat.click("fetch_start")
    expect(chat.part("intake_done")).to_be_visible(timeout=60_000)
    row = chat.part("ticket_list").locator("tbody tr", has_text=f"組織のAPI {number}")
    row.locator("button").click()
    expect(chat.part("send_reply")).to_be_visible()
    return chat


@pytest.mark.parametrize(("language", "scheme", "width", "number"), [("ja", "light", 1000, 1), ("en", "dark", 360, 2)])
def test_what_is_shown_is_sent_on_a_second_click(open_chat: Opener, mailbox: Mailbox, post: Post, language, scheme, width, number) -> None:
    chat = fetched(open_chat, mailbox, number, language, scheme=scheme, width=width)
    chat.write(chat.page.locator("[class*='st-key-draft_'] textarea"), f"送る本文 {number} {KEY}")
    chat.click("send_reply")
    preview = chat.part("send_preview")
    expect(preview).to_contain_text(f"送る本文 {number} [masked:openai_project_key]")
    expect(preview).to_contain_text(f"customer{number}@example.org")
    expect(preview).to_contain_text(USER)
    chat.idle()
    assert overflow_of(chat.page) <= 0 and grave(chat) == []
    before = len(post.mails)
    chat.click("send_cancel")
    expect(preview).to_have_count(0)
    assert len(post.mails) == before
    chat.click("send_reply")
    chat.click("send_go")
    expect(chat.page.get_by_text(say("send_state_sent_mail", language), exact=True)).to_be_visible(timeout=60_000)
    expect(chat.page.get_by_text(say("state_answered", language))).to_be_visible()
    assert (len(post.mails), post.mails[-1]["To"]) == (before + 1, f"customer{number}@example.org")
    assert post.mails[-1].get_content().strip() == f"送る本文 {number} [masked:openai_project_key]"
    chat.idle()
    assert overflow_of(chat.page) <= 0 and grave(chat) == []


def test_a_doubt_is_searched_for_and_decided_by_a_person(open_chat: Opener, mailbox: Mailbox, post: Post) -> None:
    chat = fetched(open_chat, mailbox, 3, "en")
    post.behaviour = "cut"
    chat.click("send_reply")
    chat.click("send_go")
    expect(chat.page.get_by_text(say("send_state_unknown", "en"), exact=True)).to_be_visible(timeout=60_000)
    post.behaviour = "take"
    count = len(post.mails)
    chat.page.get_by_role("button", name=say("send_look", "en")).click()
    expect(chat.page.get_by_text(say("send_not_found", "en"))).to_be_visible(timeout=60_000)
    chat.page.get_by_role("button", name=say("send_was_not", "en")).click()
    expect(chat.page.get_by_text(say("send_state_failed", "en"), exact=True)).to_be_visible()
    assert len(post.mails) == count
    chat.click("send_reply")
    chat.click("send_go")
    expect(chat.page.get_by_text(say("send_state_sent_mail", "en"), exact=True)).to_be_visible(timeout=60_000)
    assert len(post.mails) == count + 1
