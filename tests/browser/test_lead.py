"""The lead's page in a real browser: what a customer did not see reaches it, its CSV, its empty state, each screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assistant.domain.text import Language
from tests.browser.chat import Chat, say
from tests.browser.conftest import Opener
from tests.browser.screen import english_on, japanese_on, overflow_of
from tests.browser.test_accessibility import grave
from tests.serving import AppServer

KEY = "sk-" + "proj-" + "Xy7a" * 12
ODD = "RuntimeError: =quux 14 <img src=x onerror=alert(1)> has come undone"
TO_USAGE = ("compare_as_meant", "role_may_edit", "sign_in_done", "choose_project_done", "open_limits_done")


@pytest.fixture(scope="module")
def app_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    server = AppServer(tmp_path_factory.mktemp("lead")).start()
    yield server
    server.stop()


def view(chat: Chat, name: str, language: Language) -> None:
    chat.part("lead_view").get_by_text(say(f"lead_view_{name}", language), exact=True).click()
    chat.idle()


def test_an_empty_page_says_what_to_do(open_chat: Opener) -> None:
    chat = open_chat("/desk", language="ja")
    chat.page.get_by_role("link", name=say("lead_open", "ja")).click()
    expect(chat.page.get_by_text(say("lead_none", "ja"))).to_be_visible()
    view(chat, "stops", "ja")
    expect(chat.page.get_by_text(say("lead_missed_none", "ja"))).to_be_visible()
    view(chat, "to_write", "ja")
    expect(chat.page.get_by_text(say("lead_to_write_none", "ja"))).to_be_visible()


@pytest.mark.parametrize(("language", "scheme", "width"), [("ja", "light", 360), ("en", "dark", 1000)])
def test_what_a_customer_did_not_see_reaches_the_lead(open_chat: Opener, language: Language, scheme: str, width: int, tmp_path: Path) -> None:
    customer = open_chat(language=language, width=width)
    customer.paste()
    customer.start()
    customer.walk(*TO_USAGE)
    customer.answer("model_usage_not_seen")
    field = customer.part("unseen_model_usage").locator("input")
    customer.write(field, f"Models *allowed* {KEY}")
    customer.click("unseen_keep")
    expect(customer.page.get_by_text("Models *allowed* [masked:openai_project_key]")).to_be_visible()
    expect(field).to_have_count(0)
    assert KEY not in customer.page.content() and overflow_of(customer.page) <= 0 and grave(customer) == []
    open_chat(language=language).paste(ODD + f" {width}")

    chat = open_chat("/lead", language=language, scheme=scheme, width=width)
    for name in ("numbers", "resolved", "stops", "to_write"):
        view(chat, name, language)
        if name == "to_write":
            chat.part("to_write_0").locator("summary").click()
            expect(chat.part("to_write_0").locator("pre")).to_contain_text("- paste: |")
        elif name == "stops":
            expect(chat.part("lead")).to_contain_text("Models *allowed* [masked:openai_project_key]")
        else:
            expect(chat.page.locator(".lead-bars").first).to_be_visible()
        if name == "numbers":
            for chart in ("by_week", "by_week_cause"):
                expect(chat.part(f"chart_{chart}").locator("canvas, svg.marks").first).to_be_visible()
                chat.part(f"table_{chart}").locator("summary").click()
                expect(chat.part(f"table_{chart}").locator("tbody tr")).not_to_have_count(0)
        chat.idle()
        others = english_on(chat.page) if language == "ja" else japanese_on(chat.page)
        assert {one for one in others if "=quux" not in one and "Models *allowed*" not in one} == set(), name
        assert overflow_of(chat.page) <= 0 and grave(chat) == [], name
    assert chat.page.locator("img[src=x]").count() == 0
    with chat.page.expect_download() as download:
        chat.part("csv_to-write-next").locator("button").click()
    file = tmp_path / "x.csv"
    download.value.save_as(file)
    assert download.value.suggested_filename == "to-write-next.csv"
    assert "quux" in file.read_text(encoding="utf-8-sig")


def test_a_span_is_chosen_in_days_and_figures_are_read_again(open_chat: Opener) -> None:
    chat = open_chat("/lead")
    chat.pick(chat.part("lead_span").get_by_role("combobox"), say("lead_span_other", "en"))
    first = chat.part("lead_first").locator("input")
    chat.write(first, "yesterday")
    first.press("Enter")
    expect(chat.page.get_by_text(say("lead_no_date", "en"))).to_be_visible()
    chat.write(first, "2020-01-01")
    first.press("Enter")
    last = chat.part("lead_last").locator("input")
    chat.write(last, "2020-01-31")
    last.press("Enter")
    expect(chat.page.get_by_text(say("lead_none", "en"))).to_be_visible()
    chat.write(last, "2099-12-31")
    last.press("Enter")
    sums = chat.part("lead_sums").get_by_test_id("stMetricValue").first
    before = int(sums.inner_text())
    open_chat().paste()
    chat.click("lead_again")
    expect(sums).to_have_text(str(before + 1))
