"""Words for a draft in a real browser: reworded by a language model after it was shown what leaves, and macros."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from assistant.domain.desk.queue import Asked
from tests.browser.chat import Chat, say
from tests.browser.conftest import Opener
from tests.browser.screen import japanese_on, overflow_of
from tests.browser.test_accessibility import grave
from tests.browser.test_desk import add, area, opened
from tests.desk.conftest import DENIED, PROJECT, Parts
from tests.desk.test_rewording import KEY, Model
from tests.serving import AppServer

THANKS = "お問い合わせいただき、ありがとうございます。"
WARMER = "このたびはお問い合わせくださり、誠にありがとうございます。"


@pytest.fixture(scope="module")
def model() -> Iterator[Model]:
    made = Model()
    yield made
    made.server.close()


@pytest.fixture(scope="module")
def app_server(tmp_path_factory: pytest.TempPathFactory, model: Model) -> Iterator[AppServer]:
    environment = {
        "MODEL_ACCESS_LLM_MODEL": "small",
        "MODEL_ACCESS_LLM_BASE_URL": model.server.base_url,
        "MODEL_ACCESS_LLM_API_KEY": KEY,
    }
    server = AppServer(tmp_path_factory.mktemp("words"), environment=environment)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def parts(app_server: AppServer) -> Iterator[Parts]:
    made = Parts.at(f"sqlite:///{(app_server.folder / 'cases.sqlite3').as_posix()}")
    yield made
    made.close()


def send(chat: Chat) -> None:
    chat.page.locator("[class*='st-key-reword_send_'] button").click()


def whole(chat: Chat) -> str:
    """Return the draft once it stands in its field."""
    expect(area(chat)).to_have_value(re.compile("gpt-4.1"))
    return area(chat).input_value()


def test_a_draft_is_reworded_after_it_was_shown_what_leaves(open_chat: Opener, parts: Parts, model: Model) -> None:
    add(parts, "RW-1", f"rewordable {DENIED}", customer="山田")
    chat = opened(open_chat, parts, "RW-1", "ja")
    plain = whole(chat)
    model.change = lambda all_: {name: words.replace(THANKS, WARMER) for name, words in all_.items()}
    before = len(model.server.got)
    chat.part("reword").locator("summary").click()
    shown = chat.part("reword_shown")
    expect(shown).to_contain_text(THANKS)
    words = shown.inner_text()
    assert PROJECT not in words and "gpt-4.1" not in words and "山田" not in words
    assert len(model.server.got) == before
    send(chat)
    expect(area(chat)).to_have_value(plain.replace(THANKS, WARMER), timeout=40_000)  # the libraries are imported now
    expect(chat.part("draft_put")).to_contain_text("127.0.0.1")
    sent = "\n\n".join(one["content"] for one in model.server.got[-1].json["messages"])
    assert "".join(sent.split()) == "".join(words.split())
    chat.click("draft_put_back")
    expect(area(chat)).to_have_value(plain)
    model.change = lambda all_: {name: f"{words[:-1]}、必ず。" for name, words in all_.items()}
    send(chat)
    expect(chat.page.get_by_text(say("reword_no_promise", "ja"))).to_be_visible()
    expect(area(chat)).to_have_value(plain)
    chat.click("draft_approve")
    expect(chat.part("approved_text")).to_contain_text(THANKS)


def test_an_edited_text_is_shown_again_before_it_leaves(open_chat: Opener, parts: Parts, model: Model) -> None:
    add(parts, "RW-2", f"editable {DENIED}")
    chat = opened(open_chat, parts, "RW-2")
    chat.part("reword").locator("summary").click()
    expect(chat.part("reword_shown")).to_be_visible()
    before = len(model.server.got)
    chat.write(area(chat), "秘密の計画です。")
    send(chat)
    expect(chat.part("reword_shown")).to_contain_text("秘密の計画です。")
    chat.idle()
    assert len(model.server.got) == before
    assert area(chat).input_value() == "秘密の計画です。"


def fields(chat: Chat) -> dict[str, object]:
    return {name: chat.page.locator(f"[class*='st-key-macro_{name}_'] {'input' if name == 'name' else 'textarea'}").first for name in ("name", "ja", "en")}


@pytest.mark.parametrize(("language", "width"), [("ja", 360), ("en", 1000)])
def test_a_macro_is_made_seen_on_the_ticket_and_put_into_the_draft(open_chat: Opener, parts: Parts, language, width) -> None:
    add(parts, f"MC-{language}", f"macro{language} {DENIED}", customer="山田")
    chat = opened(open_chat, parts, f"MC-{language}", language, width=width)
    plain = whole(chat)
    chat.part("macros").locator("summary").click()
    made = fields(chat)
    chat.write(made["name"], f"Thanks {language}")
    chat.write(made["ja"], "{name}様、{model} の件です。{nobody}")
    chat.write(made["en"], "{name}, about {model} and {request_id}.")
    chat.click("macro_save")
    expect(chat.page.get_by_text(say("macro_unknown_ja", language, words="{nobody}"))).to_be_visible()
    chat.write(made["ja"], "{name}様、{model} の件です。")
    expect(made["en"]).to_have_value("{name}, about {model} and {request_id}.")
    chat.click("macro_save")
    expect(chat.part("macro_seen_ja")).to_contain_text("山田様、gpt-4.1 の件です。")
    expect(chat.part("macro_seen_en")).to_contain_text("山田, about gpt-4.1 and the request.")
    expect(chat.part("macro_seen_en")).to_contain_text(say("macro_missing", language, names="{request_id}"))
    assert overflow_of(chat.page) <= 0 and grave(chat) == []
    chat.click("macro_add")
    before, closing, after = plain.partition("\n\nご不明な点がございましたら")
    expect(area(chat)).to_have_value(f"{before}\n\n山田様、gpt-4.1 の件です。\n{closing[1:]}{after}")
    chat.click("draft_put_back")
    expect(area(chat)).to_have_value(plain)
    chat.part("macro_edit").locator("summary").click()
    chat.write(fields(chat)["en"], "{name}!")
    fields(chat)["en"].blur()
    expect(chat.part("macro_live_en")).to_contain_text("山田!")
    chat.click("macro_delete")
    expect(chat.part("macro_seen_ja")).to_have_count(0)
    assert language == "ja" or not {one for one in japanese_on(chat.page) if "定型文" in one}
    (ticket,) = parts.desk.page(Asked(search=f"macro{language}")).tickets
    assert re.fullmatch("new", ticket.state)
