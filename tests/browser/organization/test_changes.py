"""A list changed from the organization's page: previewed, applied once, undone, until a time; names stay text."""

from __future__ import annotations

import sqlite3

import pytest
from playwright.sync_api import expect

from assistant.domain.evidence import Policy, PolicyMode
from tests.browser.organization.conftest import Opened
from tests.browser.organization_page import HOSTILE
from tests.browser.screen import english_on, eventually, japanese_on
from tests.browser.test_keys import assert_nowhere
from tests.serving import AppServer

ALLOW = PolicyMode.ALLOW_LIST
both = pytest.mark.parametrize("language", ["ja", "en"])


@both
def test_preview_apply_undo_and_the_key_nowhere(
    opened: Opened, organization, app_server: AppServer, language
):
    page = opened(language, width=1000)
    since = len(page.chat.record.sent)
    before = organization.project("allow").policy
    page.open("Storefront", "gpt-4.1")
    preview = page.plan("allow")
    expect(preview).to_contain_text(page.say("change_window"))
    expect(preview).to_contain_text(f"/organization/projects/{organization.project('allow').id}/model_permissions")
    assert page.writes() == []
    preview.locator("summary").first.click()
    for form in ("curl -X POST", "$OPENAI_ADMIN_KEY", "openai admin:organization:projects:model-permissions update"):
        expect(preview.locator("pre").filter(has_text=form)).to_have_count(1)
    expect(preview.locator("pre").filter(has_text="openai_project_model_permissions")).to_have_count(1)
    page.like("apply").dblclick()
    outcome = page.result("applied")
    assert organization.project("allow").policy == Policy(ALLOW, (*before.model_ids, "gpt-4.1"))
    assert page.writes() == ["POST"]
    page.state("Storefront", "gpt-4.1", "allowed")
    expect(outcome).to_contain_text("chg_")
    expect(outcome).to_contain_text("req_")
    expect(page.chat.said).to_have_text(page.say("change_result_applied"))
    page.like("undo").click()
    page.result("undone")
    expect(page.part("project")).to_contain_text(page.say("change_takes_off"))
    assert organization.project("allow").policy == before
    page.state("Storefront", "gpt-4.1", "blocked")

    page.view("records")
    records = page.chat.page.locator("[class*='st-key-record_chg_']")
    expect(records).to_have_count(2)
    records.last.locator("summary").click()
    expect(records.last).to_contain_text("app: ")
    expect(records.last).to_contain_text(page.say("organization_record_undo_gone"))
    assert (english_on if language == "ja" else japanese_on)(page.chat.page) - {"Storefront"} == set()
    assert_nowhere(page.chat, app_server, organization.secret("admin"), since)


def test_a_policy_that_somebody_changed_meanwhile_is_left_and_shown(opened: Opened, organization):
    page = opened()
    page.open("Storefront", "gpt-4.1")
    page.plan("allow")
    organization.set_policy("allow", ALLOW, ["o3"])
    page.apply()
    expect(page.result("stale")).to_contain_text(page.say("change_why_changed_since"))
    assert page.writes() == []
    page.state("Storefront", "gpt-4.1", "blocked")
    page.part("project").locator("[class*=_again] button").click()
    expect(page.part("project").get_by_role("heading", name=page.say("change_preview_allow"))).to_be_visible()
    page.apply()
    page.result("applied")
    assert organization.project("allow").policy == Policy(ALLOW, ("o3", "gpt-4.1"))


def test_taking_off_and_terraform_and_a_spelling_that_nobody_sees(opened: Opened, organization):
    page = opened()
    page.open("Batch jobs", "o3")
    page.plan("refuse")
    page.part("project").get_by_text(page.say("change_terraform")).click()
    expect(page.part("project").locator("pre").last).to_contain_text('mode       = "deny_list"')
    expect(page.like("apply")).to_have_count(0)
    page.part("project").get_by_text(page.say("change_terraform")).click()
    page.apply()
    page.result("applied")
    assert organization.project("deny").policy.model_ids[-1] == "o3"

    page.open("Storefront", "gpt-4.1-minni")
    page.like("allow").click()
    decided = page.part("project")
    expect(decided).to_contain_text(page.say("change_why_unseen_model"))
    expect(decided).to_contain_text("gpt-4.1-mini")
    page.like("anyway").click()
    expect(page.like("apply")).to_be_visible()
    assert page.writes() == ["POST"]


@both
def test_lifting_the_restriction_is_apart_and_asks_for_the_name(opened: Opened, organization, language):
    page = opened(language)
    before = organization.project("allow").policy
    page.open("Storefront", "gpt-4.1")
    page.part("project").get_by_text(page.say("change_unsafe")).click()
    expect(page.part("project")).to_contain_text(page.say("change_unsafe_note"))
    page.like("remove").click()
    preview = page.part("project")
    expect(preview).to_contain_text(page.say("change_unsafe_future"))
    field = preview.get_by_label(page.say("change_name", name="Storefront"))
    field.fill("storefront")
    field.press("Enter")
    page.chat.idle()
    page.apply()
    expect(preview).to_contain_text(page.say("change_why_wrong_name"))
    assert page.writes() == []
    field.fill("Storefront")
    field.press("Enter")
    page.chat.idle()
    page.apply()
    page.result("applied")
    assert organization.project("allow").policy == Policy(None, ())
    page.view("records")
    page.chat.page.locator("[class*='st-key-record_chg_'] summary").first.click()
    page.chat.page.locator("[class*='st-key-undo_chg_'] button").click()
    page.result("undone")
    assert eventually(lambda: organization.project("allow").policy, before, within=30) == before


@both
def test_a_permission_until_a_time_is_shown_and_put_back(
    opened: Opened, organization, app_server: AppServer, language
):
    page = opened(language)
    before = organization.project("allow").policy
    page.open("Storefront", "gpt-4.1")
    page.plan("allow")
    page.until("other")
    field = page.part("project").get_by_label(page.say("change_until_text"))
    field.fill("2020-01-01 10:00")
    field.press("Enter")
    page.chat.idle()
    page.apply()
    expect(page.part("project")).to_contain_text(page.say("change_until_bad"))
    assert page.writes() == []
    page.until("8h")
    page.apply()
    page.result("applied")
    page.like("close").click()
    expect(page.plan("allow")).to_contain_text(page.say("change_until_permanent"))
    page.like("cancel").click()
    page.view("grants")
    shown = page.part("organization")
    expect(shown).to_contain_text(page.say("organization_grants_live"))
    expect(page.part("organization_sweep")).to_have_count(0)

    with sqlite3.connect(app_server.folder / "cases.sqlite3") as database:  # its time has come
        past = ("2026-01-01T00:00:00+00:00", organization.project("allow").id)
        database.execute("update policy_grants set until = ? where project_id = ?", past)
    page.view("matrix")
    page.view("grants")
    expect(shown).to_contain_text(page.say("organization_grant_due"))
    page.chat.click("organization_sweep")
    expect(shown).to_contain_text(page.say("organization_grants_past"), timeout=30_000)
    expect(shown).to_contain_text(page.say("organization_grant_undone", models="gpt-4.1"))
    assert organization.project("allow").policy == before
    page.view("matrix")
    page.state("Storefront", "gpt-4.1", "blocked")


def test_names_of_projects_stay_text(opened: Opened, organization):
    organization.add_project(HOSTILE, Policy(ALLOW, ("gpt-4o",)))
    page = opened()
    assert HOSTILE in page.names()
    page.open(HOSTILE, "gpt-4.1")
    page.plan("allow")
    page.apply()
    page.result("applied")
    page.view("records")
    expect(page.chat.page.locator("[class*='st-key-record_chg_']").first).to_contain_text(HOSTILE)
    page.chat.page.locator("[class*='st-key-record_chg_'] summary").first.click()
    assert page.chat.page.locator("img[src=x], a[href='https://example.com'], .katex").count() == 0
