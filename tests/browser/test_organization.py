"""The organization's page in a real Chromium: reading, asking, comparing, changing and taking back."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.permissions.baseline_file import read_baseline
from assistant.domain.text import Language
from assistant.practice.organization import PracticeOrganization
from assistant.practice.routes import Route
from assistant.practice.server import PracticeServer
from tests.browser.conftest import Opener
from tests.browser.organization_page import OrganizationPage
from tests.browser.screen import english_on, eventually, japanese_on
from tests.browser.test_accessibility import grave
from tests.browser.test_keys import assert_nowhere
from tests.browser.test_layout import SIZES, assert_nothing_is_cut_off
from tests.serving import AppServer

ALLOW, DENY = PolicyMode.ALLOW_LIST, PolicyMode.DENY_LIST
HOSTILE = "<img src=x onerror=alert(1)> **bold** [a](https://example.com) $x$"
both = pytest.mark.parametrize("language", ["ja", "en"])
Opened = Callable[..., OrganizationPage]


@pytest.fixture
def organization(practice_server: PracticeServer) -> Iterator[PracticeOrganization]:
    made = practice_server.new_organization("Aoyama")
    yield made
    made.all_fine()
    practice_server.drop(made)


@pytest.fixture
def opened(open_chat: Opener, practice_server: PracticeServer, organization: PracticeOrganization) -> Opened:
    """Open the page, give the key, and read the organization."""

    def page(language: Language = "en", *, read: bool = True, **more: object) -> OrganizationPage:
        found = OrganizationPage(open_chat("/organization", language=language, **more), organization, language)
        found.take_key(practice_server)
        if read:
            found.read()
        return found

    return page


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
def test_each_question_is_answered(opened: Opened, organization, language):
    organization.add_project("Old models", Policy(ALLOW, ("gpt-4.1", "gpt-3.5-turbo")))
    organization.switch_on("admin_500", routes={Route.POLICY_GET}, project_id="open")
    page = opened(language)
    page.view("questions")
    page.fill("organization_question_model", "gpt-4.1-2025-04-14")
    page.state("Storefront", "gpt-4.1-2025-04-14", "blocked")
    page.lists("Storefront", "Batch jobs", "Newsletter", "Old models")
    shown = page.part("organization")
    expect(shown).to_contain_text(page.say("organization_answer_unknown", count=1))
    expect(page.grid).to_contain_text(page.say("organization_answer_sibling", sibling="gpt-4.1"))

    choose(page, "missing")
    page.lists("Storefront", "Newsletter", "Old models")
    page.fill("organization_question_model", "gpt-4.1-minni")
    expect(shown).to_contain_text("gpt-4.1-mini")  # the near name of one that the organization does not see

    choose(page, "ends")
    page.fill("organization_question_date", "2026-11-30")
    table = page.chat.page.get_by_role("table")
    expect(table).to_contain_text("gpt-3.5-turbo")
    expect(table).to_contain_text("2026-10-23")
    expect(table).not_to_contain_text("gpt-4.1")
    page.fill("organization_question_date", "2027-02-01")
    expect(table.get_by_role("row", name=re.compile("^gpt-4.1 "))).to_contain_text("Old models")
    page.fill("organization_question_date", "soon")
    expect(shown).to_contain_text(page.say("organization_question_date_bad"))


def choose(page: OrganizationPage, question: str) -> None:
    page.part("organization_question").get_by_text(page.say(f"organization_question_{question}")).click()
    page.chat.idle()


@both
def test_what_is_exported_is_a_baseline_and_drift_is_shown(opened: Opened, organization, tmp_path: Path, language):
    organization.add_project(HOSTILE, Policy(ALLOW, ("o3",)))
    page = opened(language)
    for kind in ("csv", "json"):
        with page.chat.page.expect_download() as download:
            page.chat.click(f"export_{kind}")
        saved = tmp_path / f"baseline.{kind}"
        download.value.save_as(saved)
        baseline = read_baseline(saved.read_bytes())
        assert baseline.policies == {one.id: one.policy for one in organization.projects() if not one.archived}

    page.view("baseline")
    expect(page.part("organization_picker")).to_contain_text(page.say("organization_baseline_choose"))
    upload(page, tmp_path / "baseline.csv")
    expect(page.part("organization")).to_contain_text(page.say("organization_baseline_same"))

    rows = list(csv.reader(io.StringIO((tmp_path / "baseline.csv").read_text(encoding="utf-8-sig"))))
    changed = [row for row in rows if row[0] != organization.project("open").id]
    changed[1][1], changed[1][3] = "\u5e97\u8217", "gpt-4o o3-pro"
    upload(page, written(tmp_path / "changed.csv", changed, "cp932"))
    table = page.chat.page.get_by_role("table")
    expect(table.get_by_role("row", name=re.compile("Storefront"))).to_contain_text("− o3-pro")
    expect(table.get_by_role("row", name=re.compile("Sandbox"))).to_contain_text(page.say("organization_drift_new"))
    expect(page.part("organization")).to_contain_text("CP932")

    upload(page, written(tmp_path / "bad.csv", [*rows[:2], rows[1], ["proj_x", "", "block_list", "", "", "", ""]], "utf-8"))
    problems = page.part("organization").get_by_test_id("stAlert").last
    twice = page.say("organization_problem_duplicate_project", value=rows[1][0])
    expect(problems).to_contain_text(page.say("organization_problem_line", line=3, problem=twice))
    expect(problems).to_contain_text("block_list")
    upload(page, saved := tmp_path / "large.csv", b"x" * 1_600_000)
    assert saved.exists()
    expect(page.part("organization_picker")).to_contain_text(page.say("organization_baseline_large", limit="1.5 MB"))


def written(path: Path, rows: list[list[str]], encoding: str) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def upload(page: OrganizationPage, path: Path, data: bytes | None = None) -> None:
    if data is not None:
        path.write_bytes(data)
    page.part("organization_picker").locator("input[type=file]").set_input_files(path)
    page.chat.idle()


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
    page.like("forms").or_(preview.locator("summary")).first.click()
    forms = preview.locator("pre")
    expect(forms.nth(0)).to_contain_text("curl -X POST")
    expect(forms.nth(0)).to_contain_text("$OPENAI_ADMIN_KEY")
    expect(forms.nth(1)).to_contain_text("openai admin:organization:projects:model-permissions update")
    expect(forms.nth(2)).to_contain_text("openai_project_model_permissions")
    page.like("apply").dblclick()
    outcome = page.result("applied")
    assert organization.project("allow").policy == Policy(ALLOW, (*before.model_ids, "gpt-4.1"))
    assert page.writes() == ["POST"]
    page.state("Storefront", "gpt-4.1", "allowed")
    expect(outcome).to_contain_text("chg_")
    expect(outcome).to_contain_text("req_")
    expect(page.chat.said).to_have_text(page.say("change_result_applied"))
    page.like("undo").click()
    expect(page.part("project")).to_contain_text(page.say("change_takes_off"), timeout=30_000)
    page.result("applied")
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
    page.like("replan").click()
    expect(page.part("project").get_by_role("heading", name=page.say("change_preview_allow"))).to_be_visible()
    page.apply()
    page.result("applied")
    assert organization.project("allow").policy == Policy(ALLOW, ("o3", "gpt-4.1"))


def test_taking_off_and_terraform_and_a_spelling_that_nobody_sees(opened: Opened, organization):
    page = opened()
    page.open("Batch jobs", "o3")
    page.plan("refuse")
    page.part("project").get_by_text(page.say("change_terraform")).click()
    expect(page.part("project").locator("pre")).to_contain_text('mode       = "deny_list"')
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
    page.result("applied")
    assert eventually(lambda: organization.project("allow").policy, before, within=30) == before


@both
def test_a_permission_until_a_time_is_shown_and_put_back(
    opened: Opened, organization, app_server: AppServer, language
):
    page = opened(language)
    before = organization.project("allow").policy
    page.open("Storefront", "gpt-4.1")
    page.plan("allow")
    pick(page, "other")
    field = page.part("project").get_by_label(page.say("change_until_text"))
    field.fill("2020-01-01 10:00")
    field.press("Enter")
    page.chat.idle()
    page.apply()
    expect(page.part("project")).to_contain_text(page.say("change_until_bad"))
    assert page.writes() == []
    pick(page, "8h")
    page.apply()
    page.result("applied")
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


def pick(page: OrganizationPage, choice: str) -> None:
    field = page.part("project").get_by_role("combobox")
    field.scroll_into_view_if_needed()
    page.chat.page.wait_for_timeout(300)  # a list that has come up goes again when the page still scrolls
    field.click()
    page.chat.page.get_by_role("option", name=page.say(f"change_until_{choice}")).click()
    page.chat.idle()


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
    page.chat.page.keyboard.press("Enter")
    expect(page.part("project")).to_contain_text("Batch jobs")


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
    choose(page, "ends")
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
    pick(page, "1h")
    page.part("project").locator("summary").first.click()
    expect(page.part("project").locator("pre").first).to_be_visible()
    yield "preview"
    page.apply()
    page.result("applied")
    yield "outcome"
    page.view("grants")
    yield "grants"
    page.view("records")
    page.chat.page.locator("[class*='st-key-record_chg_'] summary").first.click()
    yield "records"
