"""Takes the README's screenshots from the running app: `make screenshots`."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).with_name("screenshots")
LOCALES = {"ja": "ja-JP", "en": "en-US"}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DENIED = "'message': 'Project `%s` does not have access to model `gpt-4.1`', 'code': 'model_not_found'"
PASTE = f"Error code: 403 - {{'error': {{{DENIED}}}}}"
PROJECT = "proj_" + "Hq7ZkR2mWx9TbV4LsNcE8Yd3"
SETTLED = 900  # milliseconds


def main() -> int:
    """Start the app, walk one case in each language, and write the pictures."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "assistant", "serve", "--port", str(port)]
        server = subprocess.Popen(command, env={**os.environ, "MODEL_ACCESS_DATA_DIR": data})
        try:
            _wait(f"http://127.0.0.1:{port}/healthz")
            with sync_playwright() as playwright:
                chromium = "/usr/bin/chromium" if Path("/usr/bin/chromium").exists() else None
                browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
                for language in LOCALES:
                    _take(browser, f"http://127.0.0.1:{port}/", language)
        finally:
            server.terminate()
            server.wait(10)
    return 0


def _take(browser: Browser, url: str, language: str) -> None:
    context = browser.new_context(
        locale=LOCALES[language], viewport={"width": 900, "height": 760}, device_scale_factor=1
    )
    page = context.new_page()
    page.goto(url)
    page.get_by_test_id("stChatInputTextArea").fill(PASTE % PROJECT)
    page.keyboard.press("Enter")
    page.wait_for_selector(".st-key-verdict")
    _shot(page, f"{language}-verdict")
    page.locator(".st-key-new_case button").click()
    page.locator(".st-key-practise button").click()
    page.locator(".st-key-go_to_steps button").click()
    for _ in range(5):
        page.wait_for_timeout(SETTLED)
        page.locator(".st-key-step button[kind=primary], .st-key-step button[kind=secondary]").first.click()
    _shot(page, f"{language}-step")
    _permit(page)
    page.get_by_role("link", name="←").first.click()
    while not page.locator(".st-key-check_run").count():
        page.wait_for_timeout(SETTLED)
        if page.locator(".st-key-check_run").count() == 0:
            page.locator(".st-key-step button[kind=primary], .st-key-step button[kind=secondary]").first.click()
        page.wait_for_timeout(SETTLED)
    page.locator(".st-key-check_run button").click()
    page.locator(".st-key-consent_call button").click()
    page.wait_for_selector(".st-key-receipt")
    _shot(page, f"{language}-receipt")
    context.close()


def _permit(page: Page) -> None:
    """Tick the model in the practice console and save."""
    page.locator(".st-key-step [data-testid=stPageLink] a").first.click()
    page.locator(".st-key-practice_edit button").click()
    page.get_by_text("gpt-4.1", exact=True).first.click()
    page.locator(".st-key-practice_save button").click()
    page.wait_for_timeout(SETTLED)


def _shot(page: Page, name: str) -> None:
    page.wait_for_timeout(SETTLED)
    page.screenshot(path=FOLDER / f"{name}.png")


def _wait(url: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{url} does not answer")


if __name__ == "__main__":
    sys.exit(main())
