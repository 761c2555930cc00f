"""POST /api/diagnose on the app's server: off unless asked for, limited per visitor, taking no key."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator

import pytest

from assistant.interfaces.api import LARGEST
from assistant.interfaces.limits import MOST
from tests.command.conftest import spawn
from tests.serving import Answer, AppServer

PROJECT = "proj_" + "Ab3d" * 6
PASTE = f"Error code: 403 - Project `{PROJECT}` does not have access to model `gpt-4.1`"
KEY = "sk-" + "proj-" + "Wq5" * 24


def post(server: AppServer, body: bytes, method: str = "POST", path: str = "/api/diagnose", **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def asking(text: str, **more: object) -> bytes:
    return json.dumps({"text": text, **more}).encode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    running = AppServer(tmp_path_factory.mktemp("api"), environment={"MODEL_ACCESS_API": "1"}).start()
    yield running
    running.stop()


def test_it_is_off_unless_configured(tmp_path) -> None:
    running = AppServer(tmp_path).start()
    try:
        assert post(running, asking(PASTE)).status == 404
    finally:
        running.stop()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_answers_as_the_command_does(server: AppServer, language: str) -> None:
    answer = post(server, asking(PASTE, language=language))
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    told = spawn("diagnose", "--json", "--language", language, stdin=PASTE.encode())
    assert json.loads(answer.body) == told.json


def test_a_key_in_the_text_comes_back_masked_and_is_in_no_log(server: AppServer) -> None:
    answer = post(server, asking(f"OPENAI_API_KEY={KEY}\n{PASTE}"))
    assert json.loads(answer.body)["masked_text"].startswith("OPENAI_API_KEY=[masked:openai_project_key]")
    assert KEY[:16] not in answer.text + server.log


def test_only_a_post_is_taken(server: AppServer) -> None:
    for method in ("GET", "PUT"):
        answer = post(server, asking(PASTE), method)
        assert (answer.status, answer.headers.get("allow")) == (405, "POST"), answer.text[:200]


@pytest.mark.parametrize(
    "body",
    [b"", b"no json", b"[]", b'"text"', b"{}", b'{"text": 1}', b'{"text": null}', b'{"text": "x", "language": "fr"}',
     b'{"text": "x", "language": 1}', b'{"text": "x", "language": ["en"]}', b"[" * 100_000, b"\xff\xfe", b'{"text": "x"'],
)  # fmt: skip
def test_a_body_that_is_no_paste_is_refused_in_the_askers_language(server: AppServer, body: bytes) -> None:
    for language, words in (("ja", "JSONのオブジェクト"), ("en", "a JSON object")):
        answer = post(server, body, Accept_Language=language)
        assert answer.status == 400
        assert words in json.loads(answer.body)["error"]


def test_a_body_too_large_is_refused_in_the_askers_language(server: AppServer) -> None:
    body = asking("x" * LARGEST)
    for language, words in (("ja", "バイトを超えています"), ("en", "larger than")):
        answer = post(server, body, Accept_Language=language)
        assert answer.status == 413
        assert words in json.loads(answer.body)["error"] and str(LARGEST) in json.loads(answer.body)["error"]


def test_one_visitor_gets_so_many_and_then_is_told_when_to_come_again(tmp_path) -> None:
    running = AppServer(tmp_path, environment={"MODEL_ACCESS_API": "1"}).start()
    try:
        seen = [post(running, asking("x")).status for _ in range(MOST["pastes"])]
        assert set(seen) == {200}
        answer = post(running, asking("x"), Accept_Language="ja")
        assert answer.status == 429
        assert 0 < int(answer.headers["retry-after"]) <= 660
        assert "分ほど待ってから" in json.loads(answer.body)["error"]
        assert running.get("/healthz").status == 200
    finally:
        running.stop()
