"""The app with a login, a real provider and a real Chromium: an agent, customers, a stranger, and a login that has ended."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from assistant.adapters.desk_store.forgetting import Forgetting
from assistant.domain.desk.queue import Asked
from assistant.domain.desk.ticket import Incoming, Said
from assistant.domain.text import Language
from tests.browser.chat import Chat, say
from tests.browser.tab_record import TabRecord
from tests.browser.test_accessibility import grave
from tests.browser.test_desk import PASSED
from tests.desk.conftest import DENIED, QUOTA, Parts
from tests.login.provider import COOKIE_SECRET, address, provider, secrets_file
from tests.serving import AppServer, free_port


@pytest.fixture(scope="module")
def app_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """The app for several people, started in a folder that has nothing to do with it."""
    folder, port = tmp_path_factory.mktemp("login"), free_port()
    with provider() as url:
        file = secrets_file(folder, f"http://127.0.0.1:{port}", url)
        environment = {
            "STREAMLIT_SECRETS_FILES": str(file),
            "REQUIRE_LOGIN": "1",
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "MODEL_ACCESS_SIGNATURE": "Support",
        }
        server = AppServer(folder, environment=environment, cwd=folder, port=port).start()
        yield server
        server.stop()


@pytest.fixture(scope="module")
def parts(app_server: AppServer) -> Iterator[Parts]:
    """The same database, with the ticket of a customer."""
    made = Parts.at(f"sqlite:///{(app_server.folder / 'cases.sqlite3').as_posix()}")
    made.take(Incoming(1, (Said(DENIED),), number="T-1", address=address("customer"), customer="Customer"))
    yield made
    made.close()


@pytest.fixture
def visit(chromium: Browser, app_server: AppServer) -> Iterator:
    """Opens a page of the app as somebody new, who does not log in by themselves."""
    opened: list[BrowserContext] = []

    def at(path: str, language: Language = "en") -> Page:
        locale = {"ja": "ja-JP", "en": "en-US"}[language]
        context = chromium.new_context(locale=locale, viewport={"width": 1000, "height": 900})
        opened.append(context)
        context.set_default_timeout(15_000)
        context.route(re.compile(r"^https?://(?!127\.0\.0\.1|localhost)"), lambda route: route.abort())
        page = context.new_page()
        page.goto(f"{app_server.url}{path}")
        return page

    yield at
    for context in opened:
        context.close()


def log_in(page: Page, name: str) -> Chat:
    """Follow the link, choose an account at the provider, and come back."""
    page.locator(".st-key-gate a.login").click()
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".st-key-account")).to_be_visible(timeout=30_000)
    chat = Chat(page, page.url, TabRecord())
    chat.idle()
    return chat


def lines(parts: Parts, name: str) -> list[tuple[str, int | None, str]]:
    record = Forgetting(parts.store).audit()
    return [(one["action"], one["ticket_id"], one["detail"]) for one in record if one["who"] == address(name)]


def test_an_agent_comes_back_to_the_ticket_and_works_in_their_own_name(visit, parts: Parts) -> None:
    (ticket,) = parts.desk.page(Asked(search="T-1")).tickets
    page = visit(f"/desk?ticket={ticket.id}", "ja")
    expect(page.get_by_text(say("gate_out_desk", "ja"))).to_be_visible()
    assert grave(Chat(page, page.url, TabRecord())) == []
    chat = log_in(page, "agent")
    expect(chat.part("ticket_text")).to_contain_text("gpt-4.1")
    expect(chat.page.locator("[class*='st-key-draft_'] textarea")).to_contain_text("Agent")
    chat.click("ticket_claim")
    expect(chat.page.get_by_text(say("ticket_held", "ja", who=address("agent")))).to_be_visible()
    assert lines(parts, "agent") == [("view", ticket.id, ""), ("claim", ticket.id, "")]
    chat.click("account")
    chat.page.get_by_test_id("stPopoverBody").get_by_text(say("account_logout", "ja")).click()
    chat.page.get_by_role("button", name="End session").click()
    expect(chat.page.locator(".st-key-gate a.login")).to_be_visible(timeout=30_000)


def test_a_customer_s_link_opens_the_same_case_and_the_proof_reaches_the_ticket(visit, parts: Parts) -> None:
    (ticket,) = parts.desk.page(Asked(search="T-1")).tickets
    chat = log_in(visit(f"/?case={ticket.case_id}"), "customer")
    expect(chat.part("verdict")).to_contain_text("gpt-4.1")
    chat.send(PASSED)
    expect(chat.part("receipt")).to_be_visible()
    assert parts.desk.page(Asked(search="T-1")).tickets[0].verdict.settled
    assert parts.desk.open(ticket.id, "en", "https://api.openai.com/v1").view.receipt is not None
    chat.page.goto(f"{chat.url.split('/?')[0]}/desk")
    expect(chat.page.get_by_role("heading", name=say("gate_title_in", "en"))).to_be_visible()
    expect(chat.part("gate")).to_contain_text(address("customer"))
    assert chat.part("intake").count() == 0 and chat.part("ticket_list").count() == 0
    assert lines(parts, "customer") == [("refused", None, "customer: desk")]
    chat.click("keys")
    expect(chat.page.get_by_test_id("stPopoverBody")).to_contain_text(say("keys_title", "en"))
    assert chat.page.get_by_text(say("organization_open_link", "en")).count() == 0


def test_a_case_of_another_person_stays_closed_and_recent_cases_are_one_s_own(visit, parts: Parts) -> None:
    theirs = parts.engine.open(QUOTA, owner=address("customer"))
    chat = log_in(visit(f"/?case={theirs.id}"), "other")
    expect(chat.notice).to_have_text(say("case_not_yours", "en"))
    assert theirs.id not in chat.page.url and "quota" not in chat.page.inner_text("body")
    chat.paste()
    own = chat.case_id
    assert parts.engine.load(own).owner == address("other")
    chat.page.goto(chat.page.url.split("?")[0])
    expect(chat.part(f"case_{own}")).to_be_visible()
    assert chat.part(f"case_{theirs.id}").count() == 0


def test_a_role_that_is_taken_away_ends_at_the_next_click_and_comes_back_without_a_restart(visit, app_server: AppServer, parts: Parts) -> None:
    (ticket,) = parts.desk.page(Asked(search="T-1")).tickets
    chat = log_in(visit(f"/desk?ticket={ticket.id}"), "agent")
    expect(chat.part("ticket_text")).to_contain_text("gpt-4.1")
    file = Path(app_server.environment["STREAMLIT_SECRETS_FILES"])
    before = file.read_text(encoding="utf-8")
    try:
        file.write_text(before.replace('agent = ["agent@example.com"]', 'agent = ["new@example.com"]'), encoding="utf-8")
        chat.part("ticket_actions").get_by_role("button").first.click()
        expect(chat.page.get_by_text(say("gate_action", "en")).or_(chat.page.get_by_role("heading", name=say("gate_title_denied", "en"))).first).to_be_visible()
        assert parts.store.ticket(ticket.id).version == ticket.version, "nothing was done"
    finally:
        file.write_text(before, encoding="utf-8")
    chat.page.reload()
    expect(chat.part("ticket_text")).to_contain_text("gpt-4.1")


def test_a_stranger_is_told_so_and_what_to_do(visit, parts: Parts) -> None:
    chat = log_in(visit("/", "ja"), "stranger")
    expect(chat.page.get_by_role("heading", name=say("gate_title_denied", "ja"))).to_be_visible()
    expect(chat.page.get_by_test_id("stAlert")).to_contain_text("管理者に依頼してください")
    expect(chat.part("gate").locator("a.login")).to_have_text(say("gate_login_other", "ja"))
    assert chat.box.count() == 0 and chat.part("keys").count() == 0
    assert lines(parts, "stranger") == [("denied", None, "no role")]
    assert grave(chat) == []


def test_a_login_that_has_ended_must_be_renewed(visit, app_server: AppServer) -> None:
    """The cookie lives 30 days; ours ends after 12 hours. The cookie is one that the server signed 13 hours ago."""
    page = visit("/desk")
    old = {"sub": "agent", "email": address("agent"), "email_verified": True, "iat": int(time.time()) - 13 * 3600}
    old |= {"origin": app_server.url, "is_logged_in": True, "provider": "default"}
    signed = create_signed_value(COOKIE_SECRET, "_streamlit_user", json.dumps(old)).decode()
    page.context.add_cookies([{"name": "_streamlit_user", "value": signed, "url": app_server.url}])
    page.goto(f"{app_server.url}/desk")
    expect(page.get_by_test_id("stAlert")).to_contain_text(say("gate_expired", "en", hours="12"))
    assert page.locator(".st-key-intake").count() == 0
    chat = log_in(page, "agent")
    expect(chat.part("intake")).to_be_visible()
