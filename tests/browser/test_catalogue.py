"""The error catalogue: found by message, code and status in both languages, an entry as a whole; and the wrong verdict's button."""

from __future__ import annotations

import json
import os
import subprocess

import pytest
from playwright.sync_api import expect

from assistant.domain.text import Language
from assistant.domain.view.words import Words
from assistant.wiring import knowledge
from tests.browser.chat import PROJECT, Chat, say
from tests.browser.conftest import Opener
from tests.browser.screen import overflow_of
from tests.command.conftest import COMMAND, ROOT
from tests.serving import AppServer

CAUSE = "project_model_access"
MESSAGE = "Project proj_Zz12Cd34Ef56Gh78Ij90Kl12 does not have access to model gpt-9-nobody"


def search(chat: Chat, words: str) -> None:
    field = chat.part("catalogue_search").locator("input")
    chat.write(field, words)
    field.press("Enter")
    chat.idle()


@pytest.mark.parametrize(
    ("language", "words", "cause"),
    [
        ("en", MESSAGE, CAUSE), ("ja", MESSAGE, CAUSE), ("en", "insufficient_quota", "legacy_quota"), ("ja", "ip_not_authorized", "ip_not_allowed"),
        ("en", "429 project_spend_limit_exceeded", "project_spend_limit"), ("ja", "アーカイブ", "project_archived"), ("en", "archived", "project_archived"),
    ],
)  # fmt: skip
def test_a_cause_is_found_by_message_code_status_and_words(open_chat: Opener, language: Language, words: str, cause: str) -> None:
    chat = open_chat("/catalogue", language=language)
    search(chat, words)
    expect(chat.part(f"cause_{cause}")).to_be_visible()
    expect(chat.page.locator("[class*='st-key-cause_']")).not_to_have_count(len(knowledge().causes))


@pytest.mark.parametrize(("language", "width"), [("ja", 1000), ("en", 360)])
def test_an_entry_holds_example_rivals_the_whole_guide_and_its_date(open_chat: Opener, language: Language, width: int) -> None:
    chat = open_chat("/catalogue", language=language, width=width)
    search(chat, MESSAGE)
    entry = chat.part(f"cause_{CAUSE}")
    entry.locator("summary").click()
    cause = knowledge().causes[CAUSE]
    expect(entry.locator("pre")).to_contain_text(cause.examples[0].paste.splitlines()[0][:60])
    for rival in cause.rivals:
        expect(entry).to_contain_text(knowledge().causes[rival].title.say(language).split("{")[0].strip()[:20])
    for step in cause.steps.values():
        expect(entry).to_contain_text(step.title.say(language).split("{")[0].split("`")[0].strip()[:15])
    expect(entry).to_contain_text(Words(knowledge(), language).written(cause.checked))
    assert overflow_of(chat.page) == 0


def test_what_is_not_found_is_said_with_the_words_and_without_a_key(open_chat: Opener) -> None:
    chat = open_chat("/catalogue", language="ja")
    key = "sk-" + "proj-" + "Wq5" * 24
    search(chat, f"xyzzyqqq{key}")
    alert = chat.page.get_by_test_id("stAlert")
    expect(alert).to_contain_text("当てはまる原因は見つかりませんでした")
    expect(alert).not_to_contain_text(key[:20])


def test_an_example_can_be_tried(open_chat: Opener) -> None:
    chat = open_chat("/catalogue")
    search(chat, "ip_not_authorized")
    chat.part("cause_ip_not_allowed").locator("summary").click()
    chat.click("try_ip_not_allowed")
    expect(chat.part("verdict")).to_be_visible()


def test_a_wrong_verdict_is_told_with_a_word_and_kept_for_the_command(open_chat: Opener, app_server: AppServer) -> None:
    chat = open_chat()
    key = "sk-" + "proj-" + "Wq5" * 24
    chat.paste(f"key {key} Error code: 403 - Project `{PROJECT}` does not have access to model `gpt-4.1`")
    chat.more("wrong_open")
    field = chat.part("verdict").locator("input")
    field.fill("it was the other organization")
    field.press("Tab")
    chat.click("wrong_send")
    expect(chat.notice).to_contain_text(say("wrong_thanks", "en"))
    address = f"sqlite:///{(app_server.folder / 'cases.sqlite3').as_posix()}"
    done = subprocess.run([*COMMAND, "feedback", "--json"], capture_output=True, cwd=ROOT, env={**os.environ, "DATABASE_URL": address})
    told = [json.loads(line) for line in done.stdout.decode().splitlines()]
    (mine,) = [one for one in told if one["case_id"] == chat.case_id]
    assert (mine["said"], mine["cause"]) == ("it was the other organization", CAUSE)
    assert "[masked:openai_project_key]" in mine["text"] and key[:16] not in mine["text"]


def test_every_fact_is_marked_where_it_stood(open_chat: Opener) -> None:
    chat = open_chat(language="ja")
    chat.paste(f"Error code: 403 - Project `{PROJECT}` does not have access to model `gpt-4.1` <b>x</b>")
    chat.more("you")
    marks = chat.part("pasted").locator("mark")
    expect(marks).to_have_text(["403", PROJECT, "gpt-4.1"])
    assert [one.get_attribute("data-name") for one in marks.all()] == [say(f"fact_{name}", "ja") for name in ("http_status", "project_id", "model")]
    expect(chat.part("pasted").locator("pre")).to_contain_text("<b>x</b>")
    expect(chat.part("pasted").locator("pre b")).to_have_count(0)
