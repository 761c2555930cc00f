"""What is asked of a reading: who gets 403, what ends, what differs from a file."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.permissions.baseline_file import read_baseline
from assistant.practice.routes import Route
from tests.browser.organization.conftest import Opened
from tests.browser.organization_page import HOSTILE, OrganizationPage

ALLOW = PolicyMode.ALLOW_LIST
both = pytest.mark.parametrize("language", ["ja", "en"])


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

    page.choose("missing")
    page.lists("Storefront", "Newsletter", "Old models")
    page.fill("organization_question_model", "gpt-4.1-minni")
    expect(shown).to_contain_text("gpt-4.1-mini")  # the near name of one that the organization does not see

    page.choose("ends")
    page.fill("organization_question_date", "2026-11-30")
    table = page.chat.page.get_by_role("table")
    expect(table).to_contain_text("gpt-3.5-turbo")
    expect(table).to_contain_text(page.say("organization_answer_ended", date={"ja": "2026年10月23日", "en": "2026-10-23"}[page.language]))
    expect(table).not_to_contain_text("gpt-4.1")
    page.fill("organization_question_date", "2027-02-01")
    expect(table.get_by_role("row", name=re.compile("^gpt-4.1 "))).to_contain_text("Old models")
    page.fill("organization_question_date", "soon")
    expect(shown).to_contain_text(page.say("organization_question_date_bad"))


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
