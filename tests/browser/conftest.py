"""A real Chromium and the real app for the tests of this folder; without a browser they fail, they do not skip."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.serving import AppServer

DEBIAN = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",  # Chromium refuses to run as root without it
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the session: Debian's where it is installed, else Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=DEBIAN if DEBIAN.exists() else None, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh profile for one test: English, light, a desktop's size."""
    with chromium.new_context(locale="en-US", viewport={"width": 1280, "height": 900}, color_scheme="light") as fresh:
        fresh.set_default_timeout(15_000)
        yield fresh


@pytest.fixture(scope="session")
def app_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """`model-access serve` with a data folder of its own; `.url`, `.log`, `.data_folder`, `.restart()`."""
    server = AppServer(tmp_path_factory.mktemp("app"))
    server.start()
    yield server
    server.stop()
