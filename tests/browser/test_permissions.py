"""A project's list changed from the chat: read, previewed, applied once, proved, undone; and when it must not be."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from assistant.domain.evidence import PolicyMode
from assistant.domain.text import Language
from assistant.practice.organization import PracticeOrganization
from assistant.practice.server import PracticeServer
from tests.browser.chat import ANSWERS, Chat, say
from tests.browser.conftest import Opener
from tests.browser.permission_hand import SLOW, applied, give_keys, plan, settle, unfold, writes
from tests.browser.stored import stored_case
from tests.browser.test_fast_hands import thrice
from tests.browser.test_keys import assert_nowhere
from tests.serving import AppServer

BOTH = pytest.mark.parametrize("language", ["ja", "en"])


@pytest.fixture
def organization(practice_server: PracticeServer) -> PracticeOrganization:
    return practice_server.new_organization()


@pytest.fixture
def planned(open_chat: Opener, organization: PracticeOrganization, practice_server: PracticeServer) -> Chat:
    """A chat with both keys, at the preview of the smallest edit."""
    chat = open_chat()
    give_keys(chat, organization, practice_server.base_url)
    chat.paste(organization.paste())
    plan(chat)
    return chat


def listed(organization: PracticeOrganization) -> tuple[str, ...]:
    return organization.project("allow").policy.model_ids


@BOTH
def test_preview_apply_proof_undo_and_no_key_anywhere(
    open_chat: Opener, app_server: AppServer, practice_server: PracticeServer,
    organization: PracticeOrganization, language: Language,
) -> None:  # fmt: skip
    before = listed(organization)
    chat = open_chat(language=language)
    secret = give_keys(chat, organization, practice_server.base_url)
    since = len(chat.record.sent)
    chat.paste(organization.paste())
    arrived = len(organization.calls())
    chat.click("permission_open")
    expect(chat.part("permission")).to_contain_text(practice_server.base_url.split("/")[2])
    assert len(organization.calls()) == arrived, "something was sent before it was shown"
    chat.click("permission_read")
    expect(chat.part("permission_apply")).to_contain_text("gpt-4.1", timeout=SLOW)
    expect(chat.part("permission")).to_contain_text("+ gpt-4.1")
    assert writes(organization) == []
    applied(chat, language)
    assert listed(organization) == (*before, "gpt-4.1")
    chat.click("permission_check")
    chat.click("consent_call")
    receipt = chat.part("receipt")
    expect(receipt).to_be_visible(timeout=SLOW)
    (record,) = stored_case(app_server, chat.case_id).changes
    expect(receipt).to_contain_text(record)
    expect(receipt).to_contain_text(say("receipt_change_added", language))
    chat.click(f"permission_undo_{record}")
    expect(chat.part("permission")).to_contain_text(say("change_result_undone", language), timeout=SLOW)
    assert listed(organization) == before
    assert writes(organization) == ["POST", "POST"]
    expect(chat.part("receipt")).to_have_count(0)
    assert stored_case(app_server, chat.case_id).changes == ()
    chat.switch_to("en" if language == "ja" else "ja")
    assert_nowhere(chat, app_server, secret, since)


def test_three_clicks_write_once(planned: Chat, organization: PracticeOrganization) -> None:
    thrice(planned, "permission_apply")
    expect(planned.part("permission")).to_contain_text(say("change_result_applied", "en"), timeout=SLOW)
    assert writes(organization) == ["POST"]


def test_what_somebody_else_changed_meanwhile_stops_it(planned: Chat, organization: PracticeOrganization) -> None:
    organization.set_policy("allow", PolicyMode.ALLOW_LIST, ("gpt-6-luna", "o3"))
    planned.click("permission_apply")
    panel = planned.part("permission")
    expect(panel).to_contain_text(say("change_result_stale", "en"), timeout=SLOW)
    expect(panel.locator("pre")).to_have_text("gpt-6-luna\no3")
    assert writes(organization) == []
    planned.click("permission_again")
    expect(planned.part("permission_apply")).to_be_visible(timeout=SLOW)
    applied(planned, "en")
    assert listed(organization) == ("gpt-6-luna", "o3", "gpt-4.1")


def test_a_write_whose_answer_is_lost_is_read_again(planned: Chat, organization: PracticeOrganization) -> None:
    organization.switch_on("write_cut_after", times=1)
    applied(planned, "en")
    assert writes(organization) == ["POST"]
    assert "gpt-4.1" in listed(organization)


def test_an_undo_gives_way_to_what_came_after(
    planned: Chat, organization: PracticeOrganization, app_server: AppServer
) -> None:
    applied(planned, "en")
    organization.set_policy("allow", PolicyMode.ALLOW_LIST, ("gpt-4.1", "o3"))
    (record,) = stored_case(app_server, planned.case_id).changes
    planned.click(f"permission_undo_{record}")
    expect(planned.part("permission")).to_contain_text(say("change_result_stale", "en"), timeout=SLOW)
    assert listed(organization) == ("gpt-4.1", "o3")


def test_with_terraform_nothing_is_written(planned: Chat, organization: PracticeOrganization) -> None:
    planned.part("permission_terraform").get_by_role("checkbox").check(force=True)
    expect(planned.part("permission_apply")).to_have_count(0)
    panel = planned.part("permission")
    expect(panel).to_contain_text('resource "openai_project_model_permissions"')
    expect(panel).to_contain_text(say("change_terraform_note", "en"))
    assert writes(organization) == []


def test_the_whole_list_goes_only_for_the_projects_name(planned: Chat, organization: PracticeOrganization) -> None:
    unfold(planned, "permission_unsafe")
    planned.click("permission_remove")
    panel, field = planned.part("permission"), planned.part("permission_name").locator("input")
    expect(panel).to_contain_text(say("change_unsafe_future", "en"), timeout=SLOW)
    name = organization.project("allow").name
    for typed, result in (("Something", "change_why_wrong_name"), (name, "change_result_applied")):
        field.fill(typed)
        field.press("Enter")
        planned.idle()
        planned.click("permission_apply")
        expect(panel).to_contain_text(say(result, "en"), timeout=SLOW)
        assert writes(organization) == (["DELETE"] if typed == name else [])
    assert organization.project("allow").policy.mode is None


def test_an_unknown_spelling_is_warned_of_with_near_names(
    open_chat: Opener, organization: PracticeOrganization, practice_server: PracticeServer
) -> None:
    chat = open_chat(language="ja")
    give_keys(chat, organization, practice_server.base_url)
    chat.paste(organization.paste(model="gpt-4.1").replace("gpt-4.1", "gpt-4.1-minni"))
    plan(chat)
    panel = chat.part("permission")
    expect(panel).to_contain_text(say("change_why_unseen_model", "ja"), timeout=SLOW)
    assert writes(organization) == []
    chat.page.locator("[class*='st-key-permission_near_gpt-4-1-mini'] button").first.click()
    settle(chat)
    expect(chat.part("permission_apply")).to_contain_text("gpt-4.1-mini", timeout=SLOW)


def test_the_sibling_can_be_permitted_too(planned: Chat, organization: PracticeOrganization) -> None:
    expect(planned.part("permission")).to_contain_text("gpt-4.1-2025-04-14")
    planned.page.locator("[class*='st-key-permission_sibling_'] button").click()
    expect(planned.part("permission")).to_contain_text("+ gpt-4.1-2025-04-14", timeout=SLOW)
    applied(planned, "en")
    assert listed(organization)[-2:] == ("gpt-4.1", "gpt-4.1-2025-04-14")


def test_without_an_admin_key_nothing_can_be_changed(
    open_chat: Opener, organization: PracticeOrganization, practice_server: PracticeServer
) -> None:
    chat = open_chat()
    chat.with_key_of(organization, practice_server.base_url)
    chat.paste(organization.paste())
    expect(chat.part("request_open")).to_be_visible()
    expect(chat.part("permission_open")).to_have_count(0)


@BOTH
def test_the_guide_does_not_ask_what_the_admin_key_has_shown(
    open_chat: Opener, organization: PracticeOrganization, practice_server: PracticeServer, language: Language
) -> None:
    chat = open_chat(language=language)
    give_keys(chat, organization, practice_server.base_url, project=False)
    chat.paste(organization.paste())
    chat.click("check_live")
    chat.click("consent_free")
    expect(chat.part("findings")).to_be_visible(timeout=SLOW)
    assert {call.path.rsplit("/", 1)[-1].partition("?")[0] for call in organization.calls()[1:]} >= {
        "model_permissions", "rate_limits", "spend_limit", "hosted_tool_permissions",
    }  # fmt: skip
    chat.start()
    chat.walk(*ANSWERS)
    step = chat.part("step")
    expect(step).to_contain_text("Edit")
    expect(step.get_by_test_id("stAlert")).to_contain_text("gpt-4.1")
    expect(step.get_by_test_id("stAlert")).to_contain_text("gpt-4.1-2025-04-14")
    chat.click("step_back")
    expect(chat.part("answer_model_usage_allowed")).to_be_visible()
