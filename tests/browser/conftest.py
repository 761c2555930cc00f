"""A real Chromium and the real app for the tests of this folder; without a browser they fail, they do not skip."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from assistant.practice.server import PracticeServer
from tests.browser.chat import Chat
from tests.browser.profiles import Profiles
from tests.browser.tab_record import TabRecord
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run a failed test of this folder up to three times more: a click can fall into a redraw. The report counts each."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=3, reruns_delay=1))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the session: Debian's where it is installed, else Playwright's own."""
    expect.set_options(timeout=15_000)
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
def practice_server() -> Iterator[PracticeServer]:
    """Practice organizations that a test holds in its hand: their faults, and the calls that arrived."""
    server = PracticeServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def app_server(tmp_path_factory: pytest.TempPathFactory, practice_server: PracticeServer) -> Iterator[AppServer]:
    """`model-access serve` with a data folder of its own; `.url`, `.log`, `.data_folder`, `.restart()`."""
    environment = {"MODEL_ACCESS_BASE_URLS": practice_server.base_url}
    server = AppServer(tmp_path_factory.mktemp("app"), environment=environment)
    server.start()
    yield server
    server.stop()


Opener = Callable[..., Chat]


@pytest.fixture(scope="session")
def profiles(chromium: Browser) -> Iterator[Profiles]:
    """The profiles of the session, used again by one test after another."""
    found = Profiles(chromium)
    yield found
    found.close()


@pytest.fixture
def open_chat(profiles: Profiles, app_server: AppServer) -> Iterator[Opener]:
    """Opens the app in a profile that knows nothing; afterwards no tab has asked another host or complained."""
    records: list[TabRecord] = []
    with ExitStack() as stack:

        def opened(
            path: str = "/", *, language: str = "en", scheme: str = "light", width: int = 1000, height: int = 900, **more: object
        ) -> Chat:
            profile = stack.enter_context(profiles.one(language, scheme, width, height, **more))
            records.append(profile.record)
            return Chat.opened(profile.context.new_page(), app_server.url, path, profile.record)

        yield opened
        foreign = [url for record in records for url in record.foreign(app_server.url)]
        complaints = [line for record in records for line in record.complaints]
    assert foreign == []
    assert complaints == []
