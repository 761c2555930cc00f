"""The organization's screens: by the keyboard, in every size and scheme, axe."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.text import Language
from tests.browser.organization.conftest import Opened
from tests.browser.organization_page import OrganizationPage
from tests.browser.test_accessibility import grave
from tests.browser.test_layout import SIZES, assert_nothing_is_cut_off

ALLOW = PolicyMode.ALLOW_LIST
both = pytest.mark.parametrize("language", ["ja", "en"])


def test_the_table_is_one_tab_stop_and_moved_in_with_arrows(opened: Opened):
    page = opened()
    page.show_models("gpt-4.1", "gpt-4o")
    first = page.grid.get_by_role("button").first
    first.focus()
    focused: Locator = page.chat.page.locator("button:focus")
    for key, wanted in (("ArrowRight", "Storefront, gpt-4.1"), ("ArrowDown", "Batch jobs, gpt-4.1"), ("ArrowRight", "Batch jobs, gpt-4o")):
        page.chat.page.keyboard.press(key)
        expect(focused).to_have_attribute("aria-label", re.compile(f"{re.escape(wanted)}$"))
    assert page.grid.locator("button[tabindex='0']").count() == 1
    page.chat.page.keyboard.press("Home")
    page.chat.page.keyboard.press("ArrowRight")
    page.chat.page.keyboard.press("Enter")
    expect(page.part("project")).to_contain_text("Batch jobs")
    expect(page.part("project")).to_be_focused()
    page.like("close").click()
    expect(focused).to_have_attribute("aria-label", re.compile("Batch jobs, gpt-4.1$"))
    page.chat.page.keyboard.press("ArrowUp")
    page.chat.page.keyboard.press("Enter")
    page.plan("allow")
    page.apply()
    page.result("applied")
    page.state("Storefront", "gpt-4.1", "allowed")  # the table was drawn anew, and its tab stop is where it was
    expect(page.grid.locator("button[tabindex='0']")).to_have_attribute("aria-label", re.compile("Storefront, gpt-4.1$"))


@pytest.mark.parametrize(("scheme", "language"), [("light", "ja"), ("dark", "en")])
def test_no_view_has_a_grave_finding(opened: Opened, organization, scheme: str, language: Language):
    page = opened(language, scheme=scheme, read=False)
    findings = {"start": grave(page.chat)}
    page.read()
    for name in walk(page):
        findings[name] = grave(page.chat)
    assert not any(findings.values()), {name: found for name, found in findings.items() if found}


@pytest.mark.parametrize("size", list(SIZES))
@both
def test_every_view_fits(opened: Opened, organization, language: Language, size: str):
    organization.add_project("名前の長いプロジェクト" * 6, Policy(ALLOW, ("ft:gpt-4o-mini-2024-07-18:aoyama-trading::a1B2c3D4",)))
    page = opened(language, **SIZES[size])
    for name in walk(page):
        assert_nothing_is_cut_off(page.chat, f"{name} {language}")


def walk(page: OrganizationPage) -> Iterator[str]:
    """Go through every view of the page, a change included."""
    yield "matrix"
    page.view("questions")
    page.fill("organization_question_model", "gpt-4.1")
    yield "refused"
    page.choose("ends")
    page.fill("organization_question_date", "2027-12-31")
    yield "ends"
    page.view("baseline")
    baseline = json.dumps([{"project_id": "proj_gone", "mode": "deny_list", "model_ids": ["o3"]}]).encode()
    field = page.part("organization_picker").locator("input[type=file]")
    field.set_input_files({"name": "b.json", "mimeType": "application/json", "buffer": baseline})
    expect(page.chat.page.get_by_role("table")).to_be_visible()
    yield "drift"
    page.view("matrix")
    page.open("Storefront", "gpt-4.1")
    yield "project"
    page.plan("allow")
    page.until("1h")
    page.part("project").locator("summary").first.click()
    expect(page.part("project").get_by_role("tab").first).to_be_visible()
    yield "preview"
    page.apply()
    page.result("applied")
    yield "outcome"
    page.view("grants")
    yield "grants"
    page.view("records")
    page.chat.page.locator("[class*='st-key-record_chg_'] summary").first.click()
    yield "records"
