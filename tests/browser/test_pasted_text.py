"""What somebody else wrote stays text, wherever it is shown; and what can be dropped onto the page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from tests.browser.chat import PROJECT, REFUSED, Chat, say
from tests.browser.conftest import Opener
from tests.browser.stored import stored_case
from tests.serving import AppServer

HOSTILE = (
    "**bold-one** __bold-two__ [link-one](https://remote.example/a) ![picture](https://remote.example/p.png) "
    "<img src=https://remote.example/q.png onerror=document.title='taken'> <script>document.title='taken'</script> "
    "<b id=injected>bold-three</b> :red[colour] :material/key: $x^2$ `code` ~~gone~~ # heading"
)
ERROR = f"{HOSTILE} Error code: 403 - Project `{PROJECT}` does not have access to model `gpt-4.1` {HOSTILE}"
INJECTED = "#injected, img[src*='remote.example'], a[href*='remote.example'], .katex, del"


def assert_inert(chat: Chat, *shown: Locator) -> None:
    """Nothing of the text has become an element; where it is shown, it is shown as it was typed."""
    chat.idle()
    expect(chat.page.locator(INJECTED)).to_have_count(0)
    bold = chat.page.locator("strong, b, em").all_inner_texts()
    assert not [text for text in bold if "bold-" in text], bold
    assert chat.page.title() != "taken"
    for where in shown:
        expect(where.first).to_contain_text("**bold-one**")


def test_a_hostile_paste_stays_text_from_verdict_to_receipt(open_chat: Opener) -> None:
    chat = open_chat()
    chat.paste(ERROR)
    chat.more("you")
    assert_inert(chat, chat.part("pasted").locator("pre"), chat.part("verdict").locator(".wide code"))
    chat.more("facts_title")
    for fact in ("model", "http_status", "error_code", "request_id"):
        chat.page.locator(f"[class*='st-key-fact_{fact}_'] input").fill(HOSTILE[:190])
    chat.page.get_by_role("button", name=say("correct_save", "en")).click()
    expect(chat.part("facts")).to_contain_text("**bold-one**")
    assert_inert(chat)
    chat.start()
    assert_inert(chat)
    chat.click("step_person")
    expect(chat.part("summary")).to_be_visible()
    assert_inert(chat, chat.part("summary").locator("pre"))
    passed = (
        'HTTP/1.1 200 OK\nx-request-id: req_**bold-one**\n\n{"id": "resp_1", "object": "response", "status": "completed", '
        f'"model": "{HOSTILE[:40]}"' + "}"
    )
    chat.send(passed)
    chat.idle()
    assert_inert(chat)


def test_a_hostile_title_in_the_list_of_recent_cases(open_chat: Opener) -> None:
    chat = open_chat()
    chat.paste(ERROR)
    chat.click("new_case")
    expect(chat.part("recent")).to_contain_text("**bold-one**")
    assert_inert(chat)
    again = open_chat(language="ja")
    expect(again.part("recent")).to_contain_text("**bold-one**")
    assert_inert(again)


def test_hostile_words_of_a_server_stay_text(open_chat: Opener) -> None:
    chat = open_chat()
    chat.paste()
    chat.start()
    for hostile in (HOSTILE, f"Error code: 429 - {HOSTILE}", '{"error": {"message": "' + HOSTILE + '"}}'):
        chat.send(hostile)
        chat.idle()
        assert_inert(chat)


def dropped(chat: Chat, name: str, mime: str, data: bytes) -> None:
    """Attach a file with the paperclip and send it."""
    payload: FilePayload = {"name": name, "mimeType": mime, "buffer": data}
    chat.part("composer").locator("input[type=file]").set_input_files(payload)
    expect(chat.part("composer")).to_contain_text(name[:6])
    send = chat.part("composer").get_by_test_id("stChatInputSubmitButton")
    expect(send).to_be_enabled()
    send.click()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("worker.log", f"2026-11-23 INFO start\n{REFUSED}\n".encode()),
        ("sjis.txt", f"\u65e5\u672c\u8a9e\u306e\u30ed\u30b0\n{REFUSED}\n".encode("cp932")),
        ("euc.txt", f"\u65e5\u672c\u8a9e\u306e\u30ed\u30b0\n{REFUSED}\n".encode("euc_jp")),
    ],
)
def test_a_text_file_is_read(open_chat: Opener, app_server: AppServer, name: str, data: bytes) -> None:
    chat = open_chat()
    dropped(chat, name, "text/plain", data)
    expect(chat.part("verdict")).to_contain_text(PROJECT)
    text = stored_case(app_server, chat.case_id).report.text
    assert REFUSED in text
    assert text.splitlines()[0] in ("2026-11-23 INFO start", "\u65e5\u672c\u8a9e\u306e\u30ed\u30b0")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_no_text_is_refused_kindly(open_chat: Opener, language: str) -> None:
    chat = open_chat(language=language)
    dropped(chat, "screen.png", "image/png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)
    expect(chat.notice).to_have_text(say("picture_not_read", language))
    dropped(chat, "![x](y).bin", "application/octet-stream", bytes(range(256)))
    expect(chat.notice).to_contain_text("![x](y).bin")
    dropped(chat, "empty.log", "text/plain", b"")
    expect(chat.notice).to_contain_text("empty.log")
    expect(chat.part("try_example")).to_be_visible()
    assert_inert(chat)


def test_a_text_beside_a_picture_is_read(open_chat: Opener) -> None:
    chat = open_chat()
    payload: FilePayload = {"name": "screen.png", "mimeType": "image/png", "buffer": b"\x89PNG" + b"\x00" * 9}
    chat.part("composer").locator("input[type=file]").set_input_files(payload)
    expect(chat.part("composer")).to_contain_text("screen")
    chat.paste()
    expect(chat.notice).to_have_text(say("picture_not_read", "en"))


def test_a_file_that_is_too_large_is_refused_and_the_page_goes_on(open_chat: Opener) -> None:
    chat = open_chat()
    payload: FilePayload = {"name": "huge.log", "mimeType": "text/plain", "buffer": b"x" * (3 << 20)}
    chat.part("composer").locator("input[type=file]").set_input_files(payload)
    expect(chat.part("composer").get_by_text(re.compile("2(.0)?MB|2 MB"))).to_be_visible()
    chat.page.reload()
    chat.ready()
    dropped(chat, "large.log", "text/plain", b"x" * 1_500_000)
    expect(chat.notice).to_contain_text("1 MB")
    chat.paste()


def test_a_megabyte_is_pasted_read_and_answered(open_chat: Opener, app_server: AppServer) -> None:
    chat = open_chat(permissions=["clipboard-read", "clipboard-write"])
    line = "2026-11-23T10:00:00Z worker-7 INFO still alive, nothing to be seen here\n"
    text = line * (1_000_000 // len(line)) + REFUSED
    chat.send_pasted(text)
    expect(chat.part("verdict")).to_contain_text(PROJECT, timeout=60_000)
    assert stored_case(app_server, chat.case_id).report.text == text
    chat.start()
    chat.answer("compare_as_meant")
