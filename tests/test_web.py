"""The server around app.py, asked over real HTTP and real websockets."""

from __future__ import annotations

import json
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from assistant.domain.text import Text
from assistant.interfaces.accept_language import preferred, spoken
from assistant.interfaces.mishap import described
from assistant.interfaces.settings import from_environment, is_loopback, settings
from assistant.interfaces.shell import ServerWords, script_hashes, shells, streamlit_index
from tests.serving import ROOT, AppServer
from tests.tab import Tab

ICON = ROOT / "assistant" / "interfaces" / "icon.png"
LAUNCHERS = Path(__file__).parent / "launchers"
FACTS = (sys.executable, str(LAUNCHERS / "facts.py"))
SCRIPT = {"SCRIPT": str(LAUNCHERS / "page.py"), "PYTHONPATH": str(LAUNCHERS.parent.parent)}
# Streamlit reads config.toml beside the script, and in the folder it is started from: here the project's own.
WORDS = ServerWords(Text("題", "A <b>"), Text("貼る", "Paste"), Text("無い", "None"), Text("戻る", "Back"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    running = AppServer(tmp_path_factory.mktemp("server"), FACTS, SCRIPT).start()
    yield running
    running.stop()


def facts(server: AppServer) -> dict:
    return json.loads(server.get("/facts").body)


# The page in the reader's language


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [
        ("", "", "en"),
        ("", "ja", "ja"),
        ("", "ja-JP,ja;q=0.9,en-US;q=0.8", "ja"),
        ("", "en-US,en;q=0.9,ja;q=0.8", "en"),
        ("", "fr, ja;q=0.3, en;q=0.2", "ja"),
        ("", "fr-FR,de", "en"),
        ("", "ja;q=0, en;q=0.1", "en"),
        ("", "ja;q=nonsense, en", "en"),
        ("", ";;,,=;q=", "en"),
        ("lang=ja", "en", "ja"),
        ("case=x&lang=en", "ja", "en"),
        ("lang=fr", "ja", "ja"),
        ("lang=", "ja", "ja"),
    ],
)
def test_language_is_the_links_then_the_browsers(query: str, header: str, language: str) -> None:
    assert preferred(query, header) == language


def test_a_language_tag_is_ours_or_none() -> None:
    assert [spoken(tag) for tag in ("ja_JP", " EN ", "jav", "", None)] == ["ja", "en", None, None, None]


def test_page_has_the_language_and_the_title_before_the_script_runs(server: AppServer) -> None:
    english = server.get("/", Accept_Language="en-GB")
    assert (english.status, english.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert '<html lang="en">' in english.text
    assert "<title>Model &lt;access&gt;</title>" in english.text
    assert english.headers["vary"] == "Accept-Language"
    japanese = server.get("/?lang=ja").text
    assert '<html lang="ja">' in japanese
    assert "<title>模型アクセス</title>" in japanese
    assert "<noscript><h1>模型アクセス</h1><p>貼り付けてください</p></noscript>" in japanese


def test_page_says_nothing_of_the_agent_api_and_loads_nothing_from_elsewhere(server: AppServer) -> None:
    page = server.get("/").text
    assert "agent" not in page
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)


def test_a_page_of_another_form_is_refused_at_start() -> None:
    with pytest.raises(ValueError, match=r"index\.html has no"):
        shells("<html><title>New</title></html>", WORDS)


# Status codes


def test_pages_and_health_answer(server: AppServer) -> None:
    assert [server.get(path).status for path in ("/", "/desk", "/favicon.png", "/manifest.json")] == [200] * 4
    assert server.get("/healthz").body == b"ok"
    assert server.get("/_stcore/health").body == b"ok"
    assert "Disallow: /*?case=" in server.get("/robots.txt").text
    icon = server.get("/favicon.png")
    assert (icon.headers["content-type"], icon.body) == ("image/png", ICON.read_bytes())


def test_every_file_of_the_page_is_served(server: AppServer) -> None:
    paths = re.findall(r'(?:src|href)="\.(/[^"]+)"', server.get("/").text)
    assert len(paths) > 10
    assert {server.get(path, "HEAD").status for path in paths} == {200}


@pytest.mark.parametrize(
    "path",
    [
        "/unknown",
        "/desk/unknown",
        "/desk/_stcore/health",
        "/index.html",
        "/static/js/none.js",
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore/script-health-check",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/desk/_stcore/agent/mcp",
        "/auth/login",
        "/login",
        "/oauth2callback",
        "//example.com/",
        "/healthz/",
        "/.env",
        "/media/none",
        "/component/none/index.html",
        "/_stcore/bidi-components/none/x.js",
    ],
)
def test_unknown_and_closed_paths_are_404(server: AppServer, path: str) -> None:
    assert server.get(path).status == 404


def test_unknown_path_says_so_in_the_readers_language(server: AppServer) -> None:
    answer = server.get("/unknown", Accept_Language="ja")
    assert '<html lang="ja">' in answer.text
    assert '<a href="/">最初へ</a>' in answer.text


@pytest.mark.parametrize("path", ["/_stcore/agent/interact", "/_stcore/agent/mcp", "/unknown"])
def test_closed_paths_are_closed_to_posts(server: AppServer, path: str) -> None:
    assert server.get(path, "POST").status == 404


def test_a_page_is_only_read(server: AppServer) -> None:
    answer = server.get("/", "POST")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
    head = server.get("/", "HEAD")
    assert (head.status, head.body) == (200, b"")


def test_a_slash_too_many_leads_to_the_page(server: AppServer) -> None:
    answer = server.get("/desk/?case=abc")
    assert (answer.status, answer.headers["location"]) == (308, "/desk?case=abc")


# Headers


@pytest.mark.parametrize("path", ["/", "/desk", "/unknown", "/healthz", "/_stcore/host-config", "/static/x", "/media"])
def test_every_answer_carries_the_headers(server: AppServer, path: str) -> None:
    headers = server.get(path).headers
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert "unsafe" not in policy["script-src"]


def test_the_policy_admits_the_installed_pages_own_script(server: AppServer) -> None:
    (digest,) = script_hashes(streamlit_index())
    assert (digest,) == script_hashes(server.get("/").text)
    assert digest in server.get("/").headers["content-security-policy"]


def test_a_case_link_is_not_for_search_engines(server: AppServer) -> None:
    assert server.get("/?case=abc").headers["x-robots-tag"] == "noindex"
    assert "x-robots-tag" not in server.get("/").headers


# The process


def test_no_collection_after_a_run_and_no_delay_on_the_sockets(server: AppServer) -> None:
    with Tab(server.url) as tab:
        tab.run()
        found = facts(server)
    assert found["config"]["runner.postScriptGC"] is False
    assert "uvloop" in found["loop"]
    assert len(found["nodelay"]) >= 2
    assert set(found["nodelay"]) == {1}
    assert found["config"]["server.address"] == "127.0.0.1"


def test_every_run_brings_the_theme_which_is_put_together_once(server: AppServer) -> None:
    with Tab(server.url) as tab:
        tab.run()
        first = tab.theme
        tab.run()
        assert (first.light.primary_color, first.dark.primary_color) == ("#1b5e6b", "#2a7f8d")
        assert tab.theme == first
    assert facts(server)["theme_lookups"] == 6


def test_a_paste_of_a_million_characters_gets_through_and_a_bigger_frame_does_not(server: AppServer) -> None:
    with Tab(server.url) as tab:
        tab.run()
        assert "1000000 characters" in tab.chat("字" * 1_000_000)
        with pytest.raises(ConnectionClosed) as closed:
            tab.chat("x" * 5_000_000)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


def test_another_name_for_this_machine_gets_no_session(server: AppServer) -> None:
    def status(name: str) -> int:
        with socket.create_connection(("127.0.0.1", server.port), 10) as here:
            try:
                with connect(f"ws://{name}:{server.port}/_stcore/stream", sock=here, proxy=None):
                    return 101
            except InvalidStatus as refused:
                return refused.response.status_code

    assert [status(name) for name in ("127.0.0.1", "localhost", "evil.example")] == [101, 101, 403]


def test_a_failed_run_gives_a_reference_and_keeps_the_words_out_of_the_log(server: AppServer) -> None:
    with Tab(server.url, query="case=0123456789abcdef") as tab:
        tab.run()
        shown = tab.chat("boom private-words")
    (reference,) = re.findall(r"\b[0-9a-f]{8}\b", shown)
    assert "private-words" not in shown
    assert f"mishap {reference}: ValueError > " in server.log
    assert "page.py:" in server.log
    assert "private-words" not in server.log


def test_no_case_id_in_the_log(server: AppServer) -> None:
    server.get("/?case=5ec2e7feedbeef")
    with Tab(server.url, query="case=5ec2e7feedbeef") as tab:
        tab.run()
    assert "5ec2e7feedbeef" not in server.log


def test_it_says_where_it_listens_and_complains_of_nothing(server: AppServer) -> None:
    assert f"Model Access Assistant: http://127.0.0.1:{server.port}" in server.log
    assert "WARNING" not in server.log.replace("Rejecting WebSocket", "")


def test_slow_and_open_settings_are_complained_of(tmp_path: Path) -> None:
    loose = {"STREAMLIT_RUNNER_POST_SCRIPT_GC": "true", "HOST": "0.0.0.0"}
    server = AppServer(tmp_path, FACTS, {**SCRIPT, **loose}).start()
    try:
        assert "runner.postScriptGC is on" in server.log
        assert "listening beyond this machine" in server.log
        assert facts(server)["config"]["server.allowedHosts"] == []
    finally:
        server.stop()


def test_below_a_path_behind_a_proxy(tmp_path: Path) -> None:
    server = AppServer(tmp_path, FACTS, {**SCRIPT, "STREAMLIT_SERVER_BASE_URL_PATH": "/help/", "FACTS": "0"})
    server.health_path = "/help/healthz"
    server.start()
    try:
        assert [server.get(path).status for path in ("/help/", "/help/desk", "/help/favicon.png")] == [200] * 3
        assert [server.get(path).status for path in ("/", "/desk", "/helpdesk", "/help/unknown")] == [404] * 4
        assert '<a href="/help/">' in server.get("/unknown").text
    finally:
        server.stop()


def test_environment_gives_typed_settings() -> None:
    found = from_environment({
        "STREAMLIT_SERVER_PORT": "8600",
        "STREAMLIT_SERVER_HEADLESS": "False",
        "STREAMLIT_SERVER_ALLOWED_HOSTS": "a.example, b.example",
        "STREAMLIT_SERVER_COOKIE_SECRET": "never through here",
        "HOME": "/",
    })
    assert found == {
        "server.port": 8600,
        "server.headless": False,
        "server.allowedHosts": ["a.example", "b.example"],
    }


def test_the_command_line_wins_over_the_environment() -> None:
    found = settings({"STREAMLIT_SERVER_PORT": "8600", "STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}, "127.0.0.1", None)
    assert (found["server.port"], found["server.address"]) == (8600, "127.0.0.1")
    assert settings({}, None, 8700)["server.port"] == 8700
    assert "server.allowedHosts" not in settings({"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}, None, None)


@pytest.mark.parametrize(
    ("address", "local"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("[::1]", True), ("0.0.0.0", False), ("", False)],
)
def test_loopback(address: str, local: bool) -> None:
    assert is_loopback(address) is local


def test_an_error_is_described_by_kind_and_place_alone() -> None:
    try:
        try:
            {}["private"]
        except KeyError as error:
            raise RuntimeError("private") from error
    except RuntimeError as error:
        said = described(error)
    assert "private" not in said
    assert said.startswith("RuntimeError > test_web.py:")
    assert "because of KeyError" in said
