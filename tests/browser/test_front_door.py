"""The server's page in a real Chromium: nothing is blocked by its own policy, nothing is asked of another host."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.serving import ROOT, AppServer

LAUNCHERS = Path(__file__).parent.parent / "launchers"


@pytest.fixture(scope="module")
def widgets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """A server whose page has one of each widget that the app draws, and an inline component."""
    environment = {"SCRIPT": str(LAUNCHERS / "widgets.py"), "PYTHONPATH": str(ROOT)}
    server = AppServer(tmp_path_factory.mktemp("widgets"), (sys.executable, str(LAUNCHERS / "facts.py")), environment)
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, chromium: Browser, widgets: AppServer) -> Iterator[Page]:
    with chromium.new_context(locale="ja-JP", color_scheme=request.param) as context:
        page = context.new_page()
        page.said = []
        page.asked = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("request", lambda asked: page.asked.append(asked.url))
        page.goto(widgets.url)
        expect(page.get_by_text("component drew this")).to_be_visible(timeout=20_000)
        yield page


def test_the_policy_blocks_nothing_of_ours_and_the_remote_picture(page: Page, widgets: AppServer) -> None:
    blocked = [line for line in page.said if "Content Security Policy" in line]
    assert [line for line in blocked if "remote.example" not in line] == []
    assert blocked, "the remote picture of the page was not stopped"
    foreign = [url for url in page.asked if not url.startswith((widgets.url, "data:", "blob:"))]
    assert [url for url in foreign if "remote.example" not in url] == []


def test_the_page_is_japanese_in_a_font_that_has_kana(page: Page) -> None:
    assert page.evaluate("document.documentElement.lang") == "ja"
    family = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stMarkdownContainer] p')).fontFamily")
    assert family.replace('"', "").startswith("Hiragino Sans, Noto Sans JP")


def test_colours_have_contrast(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": ["color-contrast"]})
    assert found.response["violations"] == []
    checked = found.response["passes"]
    assert checked, "axe looked at nothing"
