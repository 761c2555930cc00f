"""Drives the organization's page in one tab: by what stands on the screen."""

from __future__ import annotations

import json
from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from assistant.domain.text import Language
from assistant.practice.organization import PracticeOrganization
from assistant.practice.server import PracticeServer
from tests.browser.chat import Chat, say
from tests.browser.screen import eventually

HOSTILE = "<img src=x onerror=alert(1)> **bold** [a](https://example.com) $x$"


@dataclass
class OrganizationPage:
    """The page of an organization that the test holds."""

    chat: Chat
    organization: PracticeOrganization
    language: Language

    def say(self, wording_id: str, **values: str | int) -> str:
        return say(wording_id, self.language, **values)

    def part(self, key: str) -> Locator:
        return self.chat.part(key)

    def like(self, ending: str) -> Locator:
        """Return the button whose key ends so; its beginning counts up."""
        return self.chat.page.locator(f"[class*='st-key-'][class*='_{ending}'] button").first

    def take_key(self, server: PracticeServer, name: str = "admin") -> None:
        """Choose the host in the bar, then type the key into the page's own field."""
        host = server.base_url.split("/")[2]
        self.chat.click("keys")
        body = self.chat.page.get_by_test_id("stPopoverBody")
        self.chat.pick(body.get_by_role("combobox"), host)
        expect(body.locator("p code")).to_have_text(host)
        self.chat.page.keyboard.press("Escape")
        expect(body).to_have_count(0)
        expect(self.part("organization_key")).to_contain_text(host)  # the field was made anew with the host
        self.chat.idle()
        self.chat.page.locator("[class*='st-key-secret_admin_page_'] input").fill(self.organization.secret(name))
        self.chat.page.locator("[class*='st-key-organization_take_'] button").click()
        expect(self.part("organization_read")).to_be_visible()

    def read(self) -> None:
        self.chat.click("organization_read")
        expect(self.part("organization_status")).to_be_visible(timeout=60_000)
        self.chat.idle()

    def view(self, name: str) -> None:
        words = self.say(f"organization_view_{name}")
        control = self.part("organization_view")
        control.get_by_role("radio", name=words).or_(control.get_by_role("button", name=words)).click()
        self.chat.idle()

    def fill(self, key: str, text: str) -> None:
        field = self.part(key).locator("input")
        self.chat.write(field, text)
        field.press("Enter")
        self.chat.idle()

    @property
    def grid(self) -> Locator:
        return self.chat.page.get_by_role("grid")

    def names(self) -> list[str]:
        """Return the names of the projects that the table shows."""
        return self.grid.locator("tbody th .name").all_inner_texts()

    def lists(self, *names: str) -> None:
        """Wait until the table shows these projects and no others."""
        assert eventually(self.names, [*names]) == [*names]

    def cell(self, project: str, model: str) -> Locator:
        return self.grid.locator(f"td button[aria-label$={json.dumps(f': {project}, {model}')}]")

    def state(self, project: str, model: str, state: str) -> None:
        expect(self.cell(project, model)).to_have_class(state)
        expect(self.cell(project, model)).to_contain_text(self.say(f"organization_cell_{state}"))

    def show_models(self, *models: str) -> None:
        self.fill("organization_models", " ".join(models))
        expect(self.grid.get_by_role("columnheader").nth(1)).to_have_text(models[0])

    def open(self, project: str, model: str) -> None:
        self.show_models(model)
        self.cell(project, model).click()
        expect(self.part("project")).to_contain_text(project)
        self.chat.idle()

    def plan(self, action: str) -> Locator:
        self.like(action).click()
        expect(self.part("project").get_by_role("heading", name=self.say(f"change_preview_{action}"))).to_be_visible()
        expect(self.part("project")).to_be_focused()  # what is new is scrolled to and takes up the focus
        self.chat.idle()
        return self.part("project")

    def apply(self) -> None:
        self.like("apply").click()

    def result(self, result: str) -> Locator:
        expect(self.part("project")).to_contain_text(self.say(f"change_result_{result}"), timeout=30_000)
        self.chat.idle()
        return self.part("project")

    def writes(self) -> list[str]:
        return [one.method for one in self.organization.calls() if one.method != "GET"]

    def choose(self, question: str) -> None:
        self.part("organization_question").get_by_text(self.say(f"organization_question_{question}")).click()
        self.chat.idle()

    def until(self, choice: str) -> None:
        field = self.part("project").get_by_role("combobox")
        field.scroll_into_view_if_needed()
        self.chat.pick(field, self.say(f"change_until_{choice}"))
