"""The organization is read, searched, shown and left, by whoever has its key."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.text import Language
from assistant.practice.server import PracticeServer
from tests.browser.conftest import Opener
from tests.browser.organization.conftest import Opened
from tests.browser.screen import english_on, eventually, japanese_on

ALLOW = PolicyMode.ALLOW_LIST
both = pytest.mark.parametrize("language", ["ja", "en"])


@both
def test_the_organization_is_read_searched_and_shown_by_word_and_shape(opened: Opened, organization, language):
    for number in range(40):
        organization.add_project(f"Lab-{number:02d}", Policy(ALLOW, ("o3",)) if number % 2 else Policy(None, ()))
    organization.switch_on("unknown_mode", project_id="alias")
    page = opened(language)
    expect(page.part("organization_status")).to_contain_text("44")
    assert len(page.names()) == 20
    page.show_models("gpt-4.1", "gpt-4o")
    page.state("Storefront", "gpt-4.1", "blocked")
    page.state("Storefront", "gpt-4o", "allowed")
    page.state("Batch jobs", "gpt-4.1", "blocked")
    page.state("Sandbox", "gpt-4.1", "no_policy")
    page.state("Newsletter", "gpt-4.1", "cannot_see")
    expect(page.grid).to_contain_text("review_list")
    marks = {page.cell(name, "gpt-4.1").locator(".mark").inner_text() for name in ("Storefront", "Sandbox", "Newsletter")}
    assert marks == {"✕", "○", "?"}

    calls = len(organization.calls())
    page.fill("organization_projects", "lab-1")
    page.lists(*(f"Lab-{number}" for number in range(10, 20)))
    page.fill("organization_projects", organization.project("deny").id)
    page.lists("Batch jobs")
    page.fill("organization_projects", "nobody")
    expect(page.part("organization")).to_contain_text(page.say("organization_none_found"))
    page.fill("organization_projects", "")
    page.part("matrix_rows_next").locator("button").click()
    assert eventually(lambda: page.names()[0], "Lab-16") == "Lab-16"
    assert len(organization.calls()) == calls  # all of it from one reading

    other: Language = "en" if language == "ja" else "ja"
    assert (english_on if language == "ja" else japanese_on)(page.chat.page) == set()
    page.chat.switch_to(other)
    page.language = other
    expect(page.grid).to_contain_text(page.say("organization_cell_no_policy"))
    assert len(organization.calls()) == calls
    assert (english_on if other == "ja" else japanese_on)(page.chat.page) == set()


@both
def test_a_reading_can_be_cancelled_and_begun_again(opened: Opened, organization, language):
    for number in range(60):
        organization.add_project(f"Team {number:02d}")
    organization.switch_on("admin_429", after=30)
    page = opened(language, read=False)
    page.chat.click("organization_read")
    page.chat.button("organization_cancel").click()
    expect(page.part("organization_status")).to_be_visible(timeout=30_000)
    alert = page.part("organization").get_by_test_id("stAlert").last
    expect(alert).to_contain_text(page.say("organization_cancelled", done="@").split("@")[0])
    organization.all_fine()
    page.chat.click("organization_again")
    expect(page.part("organization_status")).to_contain_text("64", timeout=60_000)
    expect(page.part("organization")).not_to_contain_text(page.say("organization_cancelled", done="@").split("@")[0])


def test_the_practice_organization_needs_no_key(open_chat: Opener):
    chat = open_chat("/organization")
    chat.click("organization_practise")
    expect(chat.part("practice_banner")).to_be_visible()
    chat.click("organization_read")
    expect(chat.page.get_by_role("grid")).to_contain_text("Storefront", timeout=30_000)
    chat.click("practice_end")
    expect(chat.part("organization_key")).to_be_visible()
    expect(chat.page.get_by_role("grid")).to_have_count(0)


def test_another_key_sees_nothing_of_the_first(opened: Opened, organization, practice_server: PracticeServer):
    page = opened()
    page.open("Storefront", "gpt-4.1")
    page.plan("allow")
    page.apply()
    page.result("applied")
    stranger = practice_server.new_organization("Stranger")
    page.organization = stranger
    page.chat.take_keys(admin=stranger.secret("admin"))
    expect(page.part("organization_read")).to_be_visible()
    page.read()
    page.view("records")
    expect(page.part("organization")).to_contain_text(page.say("organization_records_empty"))
    page.chat.click("keys")
    page.chat.click("key_forget")
    expect(page.part("organization_key")).to_be_visible()
