"""The desk in a real browser, in both languages: tickets in, the queue by keyboard, a draft approved, and what stops it."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest
from playwright.sync_api import BrowserContext, expect

from assistant.domain.desk.queue import Asked
from assistant.domain.desk.ticket import Incoming, Said
from assistant.domain.text import Language
from tests.browser.chat import Chat, say
from tests.browser.conftest import Opener
from tests.browser.screen import overflow_of
from tests.browser.test_accessibility import grave
from tests.desk.conftest import DENIED, OTHER_PROJECT, PROJECT, QUOTA, Parts
from tests.serving import AppServer

PASSED = f"""HTTP/1.1 200 OK
x-request-id: req_0123456789abcdef0123456789abcdef
openai-project: {PROJECT}

{{"id": "resp_1", "object": "response", "status": "completed", "model": "gpt-4.1", "output": []}}"""
KEY = "sk-" + "proj-" + "Xy7a" * 12
EVIL = "<img src=x onerror=alert(1)> **bold** ![p](https://evil.example/p.png) :red[x]"


@pytest.fixture(scope="module")
def app_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    server = AppServer(tmp_path_factory.mktemp("desk"), environment={"MODEL_ACCESS_AGENT": "Sato"})
    server.start()
    yield server
    server.stop()


@pytest.fixture
def parts(app_server: AppServer) -> Iterator[Parts]:
    """The same database, as another process would have it."""
    made = Parts.at(f"sqlite:///{(app_server.folder / 'cases.sqlite3').as_posix()}")
    yield made
    made.close()


@pytest.fixture
def open_desk(open_chat: Opener):
    return lambda path="/desk", **more: open_chat(path, **more)


def rows(chat: Chat):
    return chat.part("ticket_list").locator("tbody tr")


def add(parts: Parts, number: str, text: str, **more: str) -> None:
    parts.take(Incoming(1, (Said(text),), more.pop("subject", ""), number, **more), digest=f"{number}{len(text)}{hash(text)}")


def find(chat: Chat, words: str, count: int) -> None:
    box = chat.part("desk_search").locator("input")
    chat.write(box, words)
    box.press("Enter")
    if count:
        expect(rows(chat)).to_have_count(count)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_paste_becomes_a_ticket_with_its_verdict_and_draft(open_desk, language: Language) -> None:
    chat = open_desk(language=language)
    chat.part("intake").locator("summary").click()
    chat.page.locator("[class*='st-key-intake_text_'] textarea").fill(f"{DENIED}\n{language} {EVIL}\nmy key is {KEY}")
    chat.click("intake_paste")
    expect(chat.part("draft_approve")).to_be_visible()
    text = chat.part("ticket_text")
    expect(text).to_contain_text(EVIL)
    expect(text).to_contain_text("[masked:openai_project_key]")
    assert {"gpt-4.1", PROJECT, "403"} <= set(text.locator("mark").all_inner_texts())
    expect(area(chat)).to_have_value(re.compile("お客様"))
    draft = area(chat).input_value()
    assert "お客様" in draft and f"settings/{PROJECT}/limits" in draft and "Sato" in draft
    assert KEY not in chat.page.content() and chat.page.locator("img[src=x]").count() == 0
    chat.switch_to("en" if language == "ja" else "ja")
    expect(chat.part("draft_approve")).to_contain_text(say("draft_approve", "en" if language == "ja" else "ja"))
    expect(area(chat)).to_have_value(re.compile("お客様"))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_file_is_taken_in_with_its_columns_shown_and_its_bad_rows_told(open_desk, tmp_path: Path, language: Language) -> None:
    file = tmp_path / f"{language}.csv"
    with file.open("w", encoding="cp932", newline="") as stream:
        csv.writer(stream).writerows([["番号", "件名", "お問い合わせ内容"], [f"{language}-1", "組織", f"取り込み{language}\n{DENIED}"], [f"{language}-2", "x", ""]])
    chat = open_desk(language=language)
    chat.part("intake").locator("summary").click()
    chat.page.locator("input[type=file]").set_input_files(file)
    expect(chat.part("intake_column_text").get_by_role("combobox")).to_have_value("お問い合わせ内容")
    chat.click("intake_start")
    expect(chat.part("intake_done")).to_contain_text(file.name, timeout=30_000)
    chat.part("intake_faults").locator("summary").click()
    expect(chat.part("intake_done")).to_contain_text(say("row_no_text", language))
    find(chat, f"取り込み{language}", 1)
    expect(rows(chat)).to_contain_text(PROJECT)


@pytest.mark.parametrize("ending", ["csv", "jsonl", "mbox"])
def test_a_long_import_shows_how_far_it_is_and_a_reload_loses_nothing(open_desk, parts: Parts, tmp_path: Path, ending: str) -> None:
    count, file, own = 2500, tmp_path / f"long.{ending}", token_hex(4)  # a second attempt brings tickets of its own
    if ending == "csv":
        bad, lines = f"{own}-x,s,\n", [f'{own}-{at},s,"{at} {own} {QUOTA}"\n' for at in range(count)]
        file.write_text("id,subject,body\n" + "".join(lines) + bad, encoding="utf-8")
    elif ending == "jsonl":
        objects = [json.dumps({"id": f"{own}-{at}", "text": f"{at} {own} {QUOTA}"}) + "\n" for at in range(count)]
        file.write_text("".join(objects) + "no object\n", encoding="utf-8")
    else:
        mails = [f"From a\nFrom: a{at}@example.com\nSubject: L{at}\n\n{at} {own} {QUOTA}\n\n" for at in range(count)]
        file.write_text("".join(mails) + "From a\nFrom: b@example.com\n\n\n", encoding="utf-8")
    before = parts.desk.page(Asked()).total
    chat = open_desk(language="en")
    chat.part("intake").locator("summary").click()
    chat.page.locator("input[type=file]").set_input_files(file)
    chat.click("intake_start")
    bar = chat.part("intake_progress").get_by_role("progressbar")
    expect(bar).to_be_visible(timeout=30_000)
    expect(bar).not_to_have_attribute("aria-valuenow", "0")
    chat.page.reload()
    expect(bar).to_be_visible()
    assert grave(chat) == []
    expect(chat.part("intake_done")).to_contain_text(f"{count} new", timeout=90_000)
    chat.page.reload()
    chat.part("intake_faults").locator("summary").click()
    expect(chat.part("intake_done")).to_contain_text(say("row_not_object" if ending == "jsonl" else "row_no_text", "en"))
    chat.click("intake_put_away")
    expect(chat.part("intake_done")).to_have_count(0)
    assert parts.desk.page(Asked()).total == before + count


def test_the_queue_is_filtered_searched_and_opened_by_keyboard(open_desk, parts: Parts) -> None:
    for at, text in enumerate((DENIED, QUOTA, DENIED.replace(PROJECT, OTHER_PROJECT))):
        add(parts, f"K-{at}", f"kbd {text}", subject=f"Keyboard {at}", customer="K")
    chat = open_desk()
    find(chat, "kbd", 3)
    find(chat, "kbd 組織", 2)
    find(chat, "no such word anywhere", 0)
    expect(chat.page.get_by_text(say("desk_none_found", "en"))).to_be_visible()
    find(chat, f"kbd {OTHER_PROJECT[:12]}", 1)
    find(chat, "kbd", 3)
    first = rows(chat).nth(0).locator("button")
    first.focus()
    for key, at in (("ArrowDown", 1), ("j", 2), ("k", 1), ("Home", 0), ("End", 2), ("ArrowUp", 1)):
        chat.page.keyboard.press(key)
        expect(rows(chat).nth(at).locator("button")).to_be_focused()
    assert rows(chat).nth(1).locator("button").evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"
    name = rows(chat).nth(1).locator("button").inner_text()
    chat.page.keyboard.press("Enter")
    expect(chat.part("ticket_subject")).to_have_text(name)
    expect(chat.page).to_have_url(re.compile("ticket=\\d+"))
    chat.page.reload()
    expect(chat.part("ticket_subject")).to_have_text(name)
    chat.click("desk_back")
    expect(chat.part("ticket_list")).to_be_visible()


def test_the_queue_and_its_groups_are_as_they_were_left(open_desk, parts: Parts) -> None:
    for at in range(3):
        add(parts, f"ST-{at}", f"staysput {at} " + DENIED.replace(PROJECT, "proj_" + "Hh8j" * 6), subject=f"Stays {at}")
    (held, *_) = parts.desk.page(Asked(search="staysput")).tickets
    parts.desk.claim(held.id, held.version, "somebody")
    chat = open_desk()
    find(chat, "staysput", 3)
    chat.click("desk_filter")
    choose(chat, "desk_by_holder", say("desk_nobody", "en"))
    expect(rows(chat)).to_have_count(2)
    chat.page.keyboard.press("Escape")
    choose(chat, "desk_sort", say("sort_oldest", "en"))
    rows(chat).nth(1).locator("button").click()
    name = chat.part("ticket_subject").get_by_test_id("stText").inner_text()
    chat.click("desk_back")
    expect(rows(chat)).to_have_count(2)
    expect(rows(chat).nth(1).locator("button")).to_have_text(name)
    expect(rows(chat).nth(1).locator("button")).to_be_focused()
    expect(chat.part("desk_search").locator("input")).to_have_value("staysput")
    expect(chat.part("desk_filter").locator("button")).to_contain_text("(1)")
    chat.click("desk_filter")
    chat.click("desk_clear")
    expect(chat.part("desk_search").locator("input")).to_have_value("")
    chat.page.keyboard.press("Escape")
    chat.part("desk_view").get_by_text(say("desk_groups", "en")).click()
    chat.page.locator("[class*='st-key-group_open_'] button").first.click()
    chat.click("group_back")
    expect(chat.page.locator("[class*='st-key-group_open_']").first).to_be_visible()


def opened(open_desk, parts: Parts, number: str, language: Language = "en", **more: object) -> Chat:
    (ticket,) = [one for one in parts.store.page(Asked(search=number)).tickets if one.number == number]
    chat = open_desk(f"/desk?ticket={ticket.id}", language=language, **more)
    expect(chat.part("draft_approve")).to_be_visible()
    return chat


def area(chat: Chat):
    return chat.page.locator("[class*='st-key-draft_'] textarea")


def choose(chat: Chat, part: str, name: str) -> None:
    chat.pick(chat.page.locator(f"[class*='st-key-{part}']").get_by_role("combobox"), name)


def test_a_draft_follows_register_role_and_list_and_is_approved_in_a_name(open_desk, parts: Parts) -> None:
    add(parts, "AP-1", f"approve {DENIED}", customer="山田")
    chat = opened(open_desk, parts, "AP-1", "ja")
    expect(area(chat)).to_have_value(re.compile("ございます"))
    choose(chat, "draft_register", say("register_polite", "ja"))
    expect(area(chat)).to_have_value(re.compile("山田さん"))
    choose(chat, "draft_list", say("list_deny_list", "ja"))
    expect(area(chat)).to_have_value(re.compile("ブロックリストでは"))
    chat.write(area(chat), f"編集した本文です。 {KEY}")
    chat.click("draft_approve")
    expect(chat.part("approved_text")).to_contain_text("編集した本文です。 [masked:openai_project_key]")
    expect(chat.page.get_by_text(say("state_answered", "ja"))).to_be_visible()
    (ticket,) = parts.desk.page(Asked(search="approve")).tickets
    saved = parts.store.draft(ticket.id)
    assert (saved.state, saved.approver, ticket.holder, ticket.state) == ("approved", ticket.holder, saved.who, "answered")


def test_a_new_message_stops_an_approval_and_is_shown(open_desk, parts: Parts) -> None:
    add(parts, "NM-1", f"newmsg {DENIED}")
    chat = opened(open_desk, parts, "NM-1")
    add(parts, "NM-1", f"newmsg more: {QUOTA}")
    chat.click("draft_approve")
    expect(chat.page.get_by_text(say("changed_new_message", "en"))).to_be_visible()
    expect(chat.part("ticket_text")).to_contain_text("newmsg more")
    (ticket,) = parts.desk.page(Asked(search="newmsg")).tickets
    assert ticket.state == "new" and parts.store.draft(ticket.id) is None
    chat.click("draft_approve")
    expect(chat.part("approved_text")).to_be_visible()


def test_a_message_that_was_shown_when_the_ticket_was_opened_again_stops_nothing(open_desk, parts: Parts) -> None:
    add(parts, "SH-1", f"shownagain {DENIED}")
    chat = opened(open_desk, parts, "SH-1")
    chat.click("draft_save")
    chat.click("desk_back")
    add(parts, "SH-1", f"shownagain more: {QUOTA}")
    find(chat, "shownagain", 1)
    rows(chat).get_by_role("button").first.click()
    expect(chat.part("ticket_text")).to_contain_text("shownagain more")
    expect(chat.page.get_by_text(say("draft_outdated", "en"))).to_be_visible()
    chat.click("draft_approve")
    expect(chat.part("approved_text")).to_be_visible()


def test_two_agents_cannot_answer_one_ticket(open_desk, parts: Parts) -> None:
    add(parts, "TW-1", f"twoagents {DENIED}")
    chat = opened(open_desk, parts, "TW-1")
    (ticket,) = parts.desk.page(Asked(search="twoagents")).tickets
    assert parts.desk.claim(ticket.id, ticket.version, "somebody else").refused is None
    chat.click("draft_approve")
    expect(chat.page.get_by_text(say("changed_held", "en", who="somebody else"))).to_be_visible()
    assert parts.store.draft(ticket.id) is None


def test_the_customer_s_proof_shows_on_the_ticket(open_desk, parts: Parts) -> None:
    add(parts, "PR-1", f"proofshown {DENIED}")
    (ticket,) = parts.desk.page(Asked(search="proofshown")).tickets
    customer = open_desk(f"/?case={ticket.case_id}")
    expect(customer.part("verdict")).to_contain_text("gpt-4.1")
    customer.send(PASSED)
    expect(customer.part("receipt")).to_be_visible()
    chat = opened(open_desk, parts, "PR-1")
    expect(chat.part("receipt")).to_contain_text("200")
    chat.click("desk_back")
    find(chat, "proofshown", 1)


def approve_next(chat: Chat, number: str) -> None:
    """Approve the ticket at hand of a group, which is the one of this number."""
    own = chat.page.locator("[class*='st-key-group_own_'] textarea")
    expect(own).to_have_value(re.compile(re.escape(number)))
    chat.page.locator("[class*='st-key-group_approve_'] button").click()


def test_a_group_is_looked_at_once_and_approved_ticket_by_ticket(open_desk, parts: Parts) -> None:
    denied = DENIED.replace(PROJECT, "proj_" + "Gr0p" * 6)
    for at, name in enumerate(("山田", "Kim", "Sato", "Lee")):
        add(parts, f"GW-{at}", f"grp{at} {denied}" if at else denied.partition("\n")[2], customer=name)
    chat = open_desk()
    chat.part("desk_view").get_by_text(say("desk_groups", "en")).click()
    box = chat.page.locator("[class*='st-key-group_']").filter(has_text="proj_Gr0p").last
    box.get_by_role("button").click()
    own = chat.page.locator("[class*='st-key-group_own_'] textarea")
    expect(own).to_have_value(re.compile("^Dear 山田,"))
    approve_next(chat, "GW-0")
    expect(own).to_have_value(re.compile("^Kim様"))
    chat.page.locator("[class*='st-key-group_shared_'] summary").click()
    shared = chat.page.locator("[class*='st-key-group_text_'] textarea")
    chat.write(shared, "{greeting}\n\n共通の返信です。{number} {model}")
    shared.blur()
    expect(chat.page.get_by_text(say("group_strange", "en", names="{model}"))).to_be_visible()
    chat.write(shared, "{greeting}\n\n共通の返信です。{number}")
    shared.blur()
    expect(own).to_have_value("Kim様\n\n共通の返信です。GW-1")
    approve_next(chat, "GW-1")
    expect(own).to_have_value("Sato様\n\n共通の返信です。GW-2")
    add(parts, "GW-2", f"grpmore {QUOTA}", customer="Sato")
    approve_next(chat, "GW-2")
    expect(chat.page.get_by_text(say("changed_new_message", "en"))).to_be_visible()
    expect(chat.page.get_by_text(say("group_left", "en"))).to_be_visible()
    expect(chat.part("ticket_text")).to_contain_text("grpmore")
    chat.page.locator("[class*='st-key-group_later_'] button").click()
    (last,) = [one for one in parts.store.page(Asked(search="grp3")).tickets if one.number == "GW-3"]
    expect(own).to_have_value("Lee様\n\n共通の返信です。GW-3")
    assert parts.desk.claim(last.id, last.version, "somebody else").refused is None
    approve_next(chat, "GW-3")
    expect(chat.page.get_by_text(say("changed_held", "en", who="somebody else"))).to_be_visible()
    texts = {}
    for at in range(4):
        (one,) = [one for one in parts.store.page(Asked(search=f"GW-{at}")).tickets if one.number == f"GW-{at}"]
        draft = parts.store.draft(one.id)
        texts[at] = draft and (draft.state, draft.language, draft.text.split("\n")[0])
    assert texts == {0: ("approved", "en", "Dear 山田,"), 1: ("approved", "ja", "Kim様"), 2: None, 3: None}


@pytest.mark.parametrize(("language", "scheme", "width"), [("ja", "light", 360), ("en", "dark", 1000)])
def test_every_screen_fits_speaks_one_language_and_has_no_grave_finding(open_desk, parts: Parts, language, scheme, width) -> None:
    for at in range(2):
        add(parts, f"{language}-G{at}", f"{at} " + DENIED.replace(PROJECT, "proj_" + "Gg7h" * 6))
    chat = open_desk(language=language, scheme=scheme, width=width)

    def look() -> None:
        chat.idle()
        assert overflow_of(chat.page) <= 0
        assert grave(chat) == []

    chat.part("intake").locator("summary").click()
    expect(chat.part("intake_paste")).to_be_visible()
    look()
    chat.part("desk_view").get_by_text(say("desk_groups", language)).click()
    groups = chat.page.locator("[class*='st-key-group_']")
    expect(groups.first).to_be_visible()
    look()
    chat.click("group_open_0")
    expect(chat.page.locator("[class*='st-key-group_approve_']")).to_be_visible()
    chat.part("group_list").locator("summary").click()
    chat.page.locator("[class*='st-key-group_shared_'] summary").click()
    expect(chat.page.locator("[class*='st-key-group_text_'] textarea")).to_be_visible()
    look()
    chat.page.locator("[class*='st-key-group_ticket_'] button").click()
    expect(chat.part("draft_approve")).to_be_visible()
    look()


def test_an_app_for_several_has_no_desk(tmp_path: Path, context: BrowserContext) -> None:
    server = AppServer(tmp_path, environment={"MODEL_ACCESS_HOSTED": "1"}).start()
    try:
        assert server.get("/desk").status == 404
        page = context.new_page()
        page.goto(server.url)
        expect(page.locator(".st-key-try_example")).to_be_visible()
        assert page.get_by_text(say("desk_open", "en")).count() == 0
    finally:
        server.stop()


def test_the_words_of_streamlit_s_uploader_are_the_reader_s(open_desk) -> None:
    chat = open_desk(language="ja")
    chat.part("intake").locator("summary").click()
    expect(chat.page.get_by_test_id("stFileUploaderDropzone")).to_contain_text(say("chrome_pick_file", "ja"))
