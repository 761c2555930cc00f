"""Drives the app in one tab the way a person does: by what stands on the screen."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TookTooLong

from assistant.domain.text import LANGUAGES, Language
from assistant.practice.organization import PracticeOrganization
from assistant.wiring import knowledge
from tests.browser.tab_record import TabRecord

TEXT = "Error code: 403 - Project `proj_{tail}` does not have access to model `gpt-4.1`"
PROJECT = "proj_Ab12Cd34Ef56Gh78Ij90Kl12"
REFUSED = TEXT.format(tail=PROJECT.removeprefix("proj_"))
QUIET = 50  # ms without a run: the one that a click has asked for has begun by then
AT_REST = """(quiet) => new Promise((rested) => {
  let since = performance.now();
  const look = () => {
    const app = document.querySelector('[data-testid="stApp"]');
    const now = performance.now();
    if (app?.dataset.testScriptState !== 'notRunning') since = now;
    if (now - since >= quiet) rested(true); else setTimeout(look, 10);
  };
  look();
})"""
ANSWERS = ("compare_as_meant", "role_may_edit", "sign_in_done", "choose_project_done", "open_limits_done")


def say(wording_id: str, language: Language, **values: str | int) -> str:
    """Return one of the app's own words."""
    words = knowledge().wording[wording_id].say(language)
    return words.format(**values) if values else words


@dataclass
class Chat:
    """One tab; `record` holds what it sent and asked for."""

    page: Page
    url: str
    record: TabRecord

    @classmethod
    def opened(cls, page: Page, url: str, path: str, record: TabRecord) -> Self:
        chat = cls(page, url, record)
        chat.go(path)
        return chat

    @property
    def case_id(self) -> str:
        """Return the case that the address bar names."""
        found = re.search(r"[?&]case=([0-9a-f]{32})", self.page.url)
        assert found, self.page.url
        return found[1]

    @property
    def box(self) -> Locator:
        return self.page.get_by_test_id("stChatInputTextArea")

    @property
    def heading(self) -> Locator:
        """Return the title of the step at hand."""
        return self.part("step").get_by_role("heading").first

    @property
    def notice(self) -> Locator:
        """Return what is said above the box."""
        return self.part("composer").get_by_test_id("stAlert")

    @property
    def said(self) -> Locator:
        """Return what a screen reader is told."""
        return self.page.locator(".said[role=status]")

    def go(self, path: str) -> None:
        self.page.goto(f"{self.url}{path}")
        self.ready()

    def ready(self) -> None:
        """Wait until the page stands."""
        expect(self.page.locator(".st-key-header")).to_be_visible(timeout=30_000)
        self.idle()

    def idle(self) -> None:
        """Wait until no run of the page is under way, nor about to begin."""
        self.page.wait_for_function(AT_REST, arg=QUIET)

    def part(self, key: str) -> Locator:
        return self.page.locator(f".st-key-{key}")

    def button(self, key: str) -> Locator:
        return self.part(key).locator("button").first

    def click(self, key: str) -> None:
        """Click a button once the page has come to rest, as a hand does that waits for what the eye sees."""
        self.idle()
        self.button(key).click()

    def more(self, wording_id: str) -> None:
        """Choose what else the verdict has to show."""
        self.idle()
        words = re.compile("|".join(re.escape(say(wording_id, language)) for language in LANGUAGES))
        self.part("verdict").get_by_test_id("stButtonGroup").get_by_text(words).click()
        self.idle()

    def write(self, field: Locator, text: str) -> None:
        """Write into a field once the page has come to rest: a redraw would put back what stood there."""
        self.idle()
        field.fill(text)

    def pick(self, field: Locator, option: str) -> None:
        """Choose from a list; one that has come up goes again where the page still scrolls, and is opened once more."""
        self.idle()
        offered = self.page.get_by_role("option", name=option, exact=True)
        for _ in range(5):
            field.click()
            with suppress(TookTooLong):
                offered.click(timeout=3_000)
                break
        self.idle()

    def send(self, text: str) -> None:
        """Put a text into the box at once, as a paste does, and send it."""
        self.box.fill(text)
        self.box.press("Enter")

    def send_pasted(self, text: str) -> None:
        """Paste from the clipboard with the keys and send, as with a text too long to be typed by a driver."""
        self.page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
        self.box.press("Control+V")
        self.page.wait_for_function(
            "([box, least]) => box.value.length >= least", arg=[self.box.element_handle(), len(text)], timeout=60_000
        )
        self.box.press("Enter")

    def paste(self, text: str = REFUSED) -> None:
        """Paste an error and wait for the verdict."""
        self.send(text)
        expect(self.part("verdict")).to_be_visible()
        expect(self.page).to_have_url(re.compile("case="))

    def practise(self) -> None:
        self.click("practise")
        expect(self.part("verdict")).to_be_visible()

    def answer(self, step_and_answer: str) -> None:
        """Click an answer of the step at hand and wait for the next step."""
        before = self.heading.inner_text()
        self.click(f"answer_{step_and_answer}")
        expect(self.heading).not_to_have_text(before)

    def start(self) -> None:
        self.click("go_to_steps")
        expect(self.part("step")).to_be_visible()

    def walk(self, *answers: str) -> None:
        for one in answers:
            self.answer(one)

    def open_console(self) -> None:
        """Go to the practice console by the link of the step."""
        self.part("step").get_by_role("link").first.click()
        expect(self.part("console")).to_be_visible()
        self.idle()

    def tick(self, model: str) -> None:
        self.part("console").get_by_text(model, exact=True).click()
        self.idle()

    def save(self, language: Language) -> None:
        self.click("practice_save")
        expect(self.page.get_by_text(say("practice_saved", language))).to_be_visible()

    def back_to_case(self, language: Language) -> None:
        self.page.get_by_role("link", name=say("practice_back", language)).click()
        expect(self.part("step")).to_be_visible()

    def back_to_verdict(self) -> None:
        self.page.get_by_role("link", name=re.compile("^← ")).click()
        expect(self.part("verdict")).to_be_visible()

    def check(self) -> None:
        """Run the check of the step at hand with a call, up to the receipt."""
        self.click("check_run")
        self.click("consent_call")
        expect(self.part("receipt")).to_be_visible(timeout=30_000)

    def switch_to(self, language: Language) -> None:
        name = say(f"language_{language}", language)
        self.part("language").get_by_role("radio", name=name).or_(
            self.part("language").get_by_role("button", name=name)
        ).click()
        expect(self.page.locator(f"html[lang={language}]")).to_be_attached()

    def take_keys(self, project: str = "", admin: str = "", host: str = "") -> None:
        """Type keys into the popover and take them."""
        self.click("keys")
        body = self.page.get_by_test_id("stPopoverBody")
        expect(body).to_be_visible()
        if host:
            self.pick(body.get_by_role("combobox"), host)
            expect(body.locator("p code")).to_have_text(host)
            expect(body.locator("[class*='st-key-secret_project_']")).to_have_count(1)
        for kind, key in (("project", project), ("admin", admin)):
            if key:
                body.locator(f"[class*='st-key-secret_{kind}_'] input").fill(key)
        take = re.search(r"st-key-(key_take_\d+)", body.inner_html())
        assert take, "the popover has no button"
        self.click(take[1])
        expect(self.part(take[1])).to_have_count(0)  # the fields go with what was typed
        self.page.keyboard.press("Escape")
        expect(body).to_have_count(0)

    def with_key_of(self, organization: PracticeOrganization, base_url: str, role: str = "allow") -> None:
        """Give the key of a project of an organization that the test holds."""
        self.take_keys(organization.secret(role), host=base_url.split("/")[2])
