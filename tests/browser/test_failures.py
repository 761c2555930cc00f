"""When the database is away: the page stands, says so, and what was typed is not lost."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.chat import REFUSED, say
from tests.browser.conftest import Opener
from tests.serving import AppServer

KEY = "sk-" + "proj-" + "Zq8" * 20


@contextmanager
def no_cases(server: AppServer) -> Iterator[None]:
    """The table of cases is away."""
    with closing(sqlite3.connect(server.folder / "cases.sqlite3", isolation_level=None)) as database:
        database.execute("ALTER TABLE cases RENAME TO cases_away")
        try:
            yield
        finally:
            database.execute("ALTER TABLE cases_away RENAME TO cases")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_paste_that_cannot_be_saved_stands_in_the_input_again(open_chat: Opener, app_server: AppServer, language: str) -> None:
    chat = open_chat(language=language)
    told = re.escape(say("failed_notice", language, reference="@")).replace("@", "[0-9a-f]{8}")
    with no_cases(app_server):
        chat.box.fill(f"{KEY} {REFUSED}")
        chat.box.press("Enter")
        expect(chat.notice).to_have_text(re.compile(told))
        expect(chat.box).to_have_value(re.compile("does not have access to model"))
        assert KEY not in chat.box.input_value()
        expect(chat.part("header")).to_be_visible()
        expect(chat.part("try_example")).to_be_visible()
    chat.box.press("Enter")
    expect(chat.part("verdict")).to_be_visible()


def test_an_answer_that_cannot_be_saved_can_be_given_again(open_chat: Opener, app_server: AppServer) -> None:
    chat = open_chat()
    chat.paste()
    with no_cases(app_server):
        chat.click("go_to_steps")
        expect(chat.notice).to_contain_text(say("failed_notice", "en").partition("{")[0])
        expect(chat.part("verdict")).to_be_visible()
    chat.click("go_to_steps")
    expect(chat.part("step")).to_be_visible()
    assert "Traceback" not in chat.page.content()
