"""What goes out: exactly what was shown, with the right key, and nothing that an environment adds."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from urllib.parse import unquote

import pytest

from assistant.adapters.openai_api import run_round
from assistant.domain.endpoint import Endpoint
from assistant.domain.evidence import Found
from assistant.domain.probing.request import PROBES, describe, model_call, request_for, shown
from tests.probe.raw_server import ADMIN, KEY, PROJECT, http

LIST = request_for("models_list", model="gpt-4.1")
POLICY = request_for("project_policy", model="gpt-4.1", project=PROJECT)


def test_what_is_shown_is_what_is_sent(routes, context):
    server = routes()
    outgoing = describe(PROBES, model="gpt-4.1", project=PROJECT, base_url=server.base_url)
    run_round([request_for(one, model="gpt-4.1", project=PROJECT) for one in PROBES], context(server, admin=ADMIN))
    sent = {(got.method, got.path, got.body.decode()) for got in server.got}
    host = server.base_url.removesuffix("/v1")
    assert sent == {
        (one.method, one.url.removeprefix(host), json.dumps(one.body, separators=(",", ":")) if one.body else "")
        for one in outgoing
    }
    assert [one.cost for one in outgoing if one.probe == "model_call"] == ["tokens"]
    assert all(one.cost == "free" for one in outgoing if one.probe != "model_call")


@pytest.mark.parametrize("endpoint", [one for one in Endpoint if one is not Endpoint.MEDIA])
def test_the_body_of_a_minimal_call(endpoint, routes, context):
    server = routes()
    run_round([model_call("gpt-4.1", endpoint)], context(server))
    (got,) = server.got
    assert (got.method, got.path) == ("POST", f"/v1/{endpoint}")
    assert got.json["model"] == "gpt-4.1"
    if endpoint is Endpoint.RESPONSES:
        assert (got.json["max_output_tokens"], got.json["input"], got.json["store"]) == (16, "ping", False)
    if endpoint is Endpoint.CHAT:
        assert got.json["max_completion_tokens"] == 16


def test_each_key_goes_to_its_own_endpoints(routes, context):
    server = routes()
    run_round([request_for(one, model="gpt-4.1", project=PROJECT) for one in PROBES], context(server, admin=ADMIN))
    for got in server.got:
        expected = ADMIN if "/organization/" in got.path else KEY
        assert got.headers["authorization"] == f"Bearer {expected}"


@pytest.mark.parametrize(
    ("project", "admin", "probe", "reason", "found"),
    [
        (ADMIN, None, LIST, "admin_key", Found.BAD_KEY),
        (KEY, KEY, POLICY, "project_key", Found.SKIPPED),
        (KEY, "sk-" + "svcacct-" + "a1" * 20, POLICY, "project_key", Found.SKIPPED),
        ("sk-a\nX-Evil: 1", None, LIST, "characters", Found.BAD_KEY),
        ("キー", None, LIST, "characters", Found.BAD_KEY),
        ("  ", None, LIST, "no_key", Found.SKIPPED),
        (KEY, None, POLICY, "no_key", Found.SKIPPED),
    ],
)
def test_a_key_that_must_not_go_out_does_not(project, admin, probe, reason, found, routes, context):
    server = routes()
    (finding,) = run_round([probe], context(server, project=project, admin=admin))
    assert (finding.found, finding.reason, finding.url) == (found, reason, None)
    assert not server.got


def test_another_vendors_key_is_not_sent_to_openai(context):
    server = type("OpenAI", (), {"base_url": "https://api.openai.com/v1"})
    (finding,) = run_round([LIST], context(server, project="sk-" + "ant-" + "x1" * 20))
    assert (finding.found, finding.reason, finding.url) == (Found.BAD_KEY, "foreign_key", None)


@pytest.mark.parametrize("base_url", ["ftp://127.0.0.1/v1", "http://u:p@127.0.0.1/v1", "http://127.0.0.1/v1?x=1", ""])
def test_a_base_url_that_is_more_than_host_and_path_is_not_called(base_url, context):
    server = type("Odd", (), {"base_url": base_url})
    (finding,) = run_round([LIST], context(server))
    assert (finding.found, finding.reason) == (Found.SKIPPED, "base_url")


def test_white_space_around_a_key_is_dropped(routes, context):
    server = routes()
    run_round([LIST], context(server, project=f" {KEY}\n"))
    assert server.got[0].headers["authorization"] == f"Bearer {KEY}"


HEADERS = "Authorization: Bearer other\nHost: evil.example\nX-Leak: 1\nOpenAI-Project: proj_x\nX-Bad: é\x01\n: :"
ENVIRONMENT = {
    "OPENAI_ORG_ID": "org-stray",
    "OPENAI_PROJECT_ID": "proj_stray",
    "OPENAI_CUSTOM_HEADERS": HEADERS,
    "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
    "OPENAI_API_KEY": "sk-" + "proj-" + "e5" * 20,
    "OPENAI_ADMIN_KEY": "sk-" + "admin-" + "e6" * 20,
    "HTTP_PROXY": "http://127.0.0.1:9",
    "HTTPS_PROXY": "http://127.0.0.1:9",
    "ALL_PROXY": "socks4://127.0.0.1:9",
    "http_proxy": "http://127.0.0.1:9",
}


def test_the_environment_adds_nothing(routes, context, monkeypatch):
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    server = routes()
    run_round([LIST, model_call("gpt-4.1", Endpoint.RESPONSES), POLICY], context(server, admin=ADMIN))
    assert len(server.got) == 3
    allowed = {
        "host", "connection", "accept", "accept-encoding", "authorization", "user-agent", "content-type",
        "content-length", "x-stainless-retry-count", "x-stainless-read-timeout",
    }  # fmt: skip
    for got in server.got:
        assert set(got.headers) <= allowed
        assert got.headers["host"] == server.base_url.removeprefix("http://").removesuffix("/v1")
        assert got.headers["authorization"] in (f"Bearer {KEY}", f"Bearer {ADMIN}")


def test_a_proxy_is_used_where_it_sees_no_key(monkeypatch):
    from assistant.adapters.openai_api.client import proxy_for

    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "inside.example")
    assert proxy_for("https://api.openai.com/v1") == "http://proxy.example:3128"
    assert proxy_for("https://inside.example/v1") is None
    assert proxy_for("http://gateway.example/v1") is None
    assert proxy_for("https://127.0.0.1:8443/v1") is None


def test_a_proxy_of_a_kind_that_cannot_be_used_is_a_finding(context, monkeypatch):
    monkeypatch.setenv("https_proxy", "gopher://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    server = type("Far", (), {"base_url": "https://api.example.invalid/v1"})
    (finding,) = run_round([LIST], context(server))
    assert (finding.found, finding.reason) == (Found.UNREACHABLE, "proxy")


IDS = [
    "ft:gpt-4.1-mini:acme::Ab1",
    "openai/gpt-4.1",
    "a/../../organization/projects",
    "a?b=c#d",
    "ü 日本",
    "%2e%2e",
    "a\\b",
]


@pytest.mark.parametrize("model", IDS)
def test_an_id_stays_in_its_place_in_the_path(model, routes, context):
    server = routes()
    run_round([request_for("model_retrieve", model=model)], context(server, model=model))
    (got,) = server.got
    name = got.path.removeprefix("/v1/models/")
    assert "/" not in name
    assert unquote(name) == model


@pytest.mark.parametrize("model", ["", ".", "..", "...", "a\r\nb", "a\x00", "x" * 300, "\udcff"])
def test_an_id_that_is_none_is_not_sent(model, routes, context):
    server = routes()
    requests = [request_for("model_retrieve", model=model), request_for("project", model="m", project=model)]
    findings = run_round(requests, context(server, model=model, admin=ADMIN))
    assert {(one.found, one.reason) for one in findings} == {(Found.SKIPPED, "bad_id")}
    assert not server.got


@pytest.mark.parametrize("model", ["gpt-image-2", "dall-e-3", "tts-1", "whisper-1", "gpt-realtime-2", "sora-2"])
def test_media_models_are_only_looked_up(model, routes, context):
    server = routes()
    (finding,) = run_round([request_for("model_call", model=model)], context(server, model=model))
    assert (finding.found, finding.reason) == (Found.SKIPPED, "media")
    assert not server.got


def test_a_skipped_call_shows_no_address():
    skipped = request_for("model_call", model="gpt-image-2")
    assert shown(skipped, "https://api.openai.com/v1").url == ""
    assert replace(skipped, skip=None).path == ""


def test_openai_is_not_imported_before_a_probe_runs():
    code = "import assistant.adapters.openai_api, sys; print({'openai', 'httpx2', 'httpx'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_rate_limits_are_read_page_by_page(serve, context):
    def answer(connection, request):
        last = "after=" in request.path
        entry = {"model": "gpt-4.1" if last else "o3", "max_requests_per_1_minute": 0 if last else 5}
        connection.sendall(http(200, {"data": [entry], "has_more": not last, "last_id": "rl-o3&x=/../"}))

    server = serve(answer)
    (finding,) = run_round(
        [request_for("rate_limits", model="gpt-4.1", project=PROJECT)], context(server, admin=ADMIN)
    )  # fmt: skip
    assert (finding.found, finding.detail) == (Found.OK, "0")
    assert server.got[1].path.endswith("/rate_limits?limit=100&after=rl-o3%26x%3D%2F..%2F")


def test_pages_without_end_are_not_followed(serve, context):
    server = serve(http(200, {"data": [], "has_more": True, "last_id": "x"}))
    run_round([request_for("rate_limits", model="gpt-4.1", project=PROJECT)], context(server, admin=ADMIN))
    assert len(server.got) == 5
