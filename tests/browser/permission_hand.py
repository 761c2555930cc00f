"""Drives what the chat does with an Admin key, and the page behind the link of a request."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from assistant.domain.text import Language
from assistant.practice.organization import PracticeOrganization
from tests.browser.chat import Chat, say

SLOW = 30_000
HERE = "model_permissions"


def give_keys(chat: Chat, organization: PracticeOrganization, base_url: str, *, project: bool = True) -> str:
    """Give the Admin key of an organization, and a project's; return the Admin key."""
    secret = organization.secret("admin")
    chat.take_keys(organization.secret("allow") if project else "", secret, host=base_url.split("/")[2])
    return secret


def plan(chat: Chat) -> None:
    """Open the panel and read the list, up to the preview or to what was decided without one."""
    chat.click("permission_open")
    plan_read(chat)


def plan_read(chat: Chat) -> None:
    """Read the list from the open panel, up to the preview or to what was decided without one."""
    expect(chat.part("permission_read")).to_be_visible()
    chat.click("permission_read")
    expect(chat.part("permission_read")).to_have_count(0)
    settle(chat)


def settle(chat: Chat) -> None:
    """Wait until nothing is under way in the panel: it shows a preview, or what was decided without one."""
    preview, decided = chat.part("permission_apply"), chat.part("permission_close")
    expect(preview.or_(decided).first).to_be_visible(timeout=SLOW)


def applied(chat: Chat, language: Language) -> None:
    """Apply what is shown, and wait until it was read again."""
    chat.click("permission_apply")
    expect(chat.part("permission")).to_contain_text(say("change_result_applied", language), timeout=SLOW)


def writes(organization: PracticeOrganization) -> list[str]:
    """Return the methods of the calls that wrote a list."""
    return [one.method for one in organization.calls() if HERE in one.path and one.method != "GET"]


def unfold(chat: Chat, key: str) -> None:
    chat.part(key).locator("summary").first.click()
    chat.idle()


def link_of(chat: Chat) -> str:
    """Return the link of the request that was made."""
    expect(chat.part("request_url").locator("code")).to_be_visible()
    return chat.part("request_url").locator("code").inner_text()


def screens(chat: Chat, language: Language) -> Iterator[str]:
    """Go past every screen of permissions in the practice organization."""
    chat.practise()
    chat.click("request_open")
    expect(chat.part("request_make")).to_be_visible()
    yield "asking"
    chat.click("request_make")
    link = link_of(chat)
    yield "asked"
    chat.click("request_close")
    chat.click("permission_open")
    expect(chat.part("permission_practice_key")).to_be_visible()
    yield "no key"
    chat.click("permission_practice_key")
    expect(chat.part("permission_read")).to_be_visible()
    yield "what is read"
    chat.click("permission_read")
    expect(chat.part("permission_apply")).to_be_visible(timeout=SLOW)
    unfold(chat, "permission_forms")
    unfold(chat, "permission_unsafe")
    yield "preview"
    chat.click("permission_remove")
    expect(chat.part("permission_name")).to_be_visible(timeout=SLOW)
    yield "removal"
    chat.click("permission_cancel")
    chat.click("permission_open")
    plan_read(chat)
    applied(chat, language)
    yield "applied"
    chat.click("permission_check")
    chat.click("consent_call")
    expect(chat.part("receipt")).to_be_visible(timeout=SLOW)
    yield "receipt"
    chat.page.goto(link.replace("lang=ja", f"lang={language}").replace("lang=en", f"lang={language}"))
    chat.ready()
    expect(chat.part("approval")).to_be_visible()
    unfold(chat, "approval_forms")
    unfold(chat, "approval_by_hand")
    unfold(chat, "approval_refuse")
    yield "request"
    chat.click("approval_decline")
    expect(chat.part("approval_state")).to_be_visible()
    yield "declined"
