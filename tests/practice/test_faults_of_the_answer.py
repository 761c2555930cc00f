"""Faults of the answer and of its way: other bodies, and connections that trickle, end or stay silent."""

from __future__ import annotations

import time
import uuid

import openai
import pytest

from assistant.practice.faults import FAULTS
from assistant.practice.faults.effects import Deliver
from tests.practice.plain import ask, raw_exchange

BODY = {"model": "gpt-4.1", "input": "ping"}


@pytest.fixture
def call(server, org):
    def made(fault, path="/responses", **settings):
        org.switch_on(fault, **settings)
        method, body = ("GET", None) if path.startswith("/models") else ("POST", BODY)
        return ask(server.base_url, method, path, org.secret("open"), body)

    return made


@pytest.mark.parametrize(
    ("fault", "status"), [("html_200", 200), ("html_403", 403), ("html_404", 404), ("html_502", 502)]
)
def test_pages(call, fault, status):
    answer = call(fault)
    assert (answer.status, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert answer.raw.startswith(b"<!DOCTYPE html>")
    assert not {"x-request-id", "openai-version"} & set(answer.headers)


def test_flat_bodies(call, org):
    listed = call("no_list_scope_flat", "/models")
    assert (listed.status, set(listed.json)) == (403, {"error"})
    assert listed.json["error"].startswith(
        "You have insufficient permissions for this operation. Missing scopes: api.model.read."
    )
    assert uuid.UUID(listed.headers["x-request-id"])
    denied = call("flat_body")
    expected = f"Project `{org.project('open').id}` does not have access to model `gpt-4.1`"
    assert (denied.status, denied.json) == (403, {"error": expected})


def test_a_flat_body_through_the_sdk(client_of, org):
    org.switch_on("flat_body")
    with pytest.raises(openai.PermissionDeniedError) as caught:
        client_of("open").responses.create(**BODY)
    assert (caught.value.code, str(caught.value)) == (None, "Error code: 403")
    assert "does not have access" in caught.value.body


def test_redirects_lead_nowhere(call):
    listed, called = call("redirect", "/models"), call("redirect")
    assert (listed.status, listed.headers["location"]) == (302, "https://elsewhere.invalid/v1/models")
    assert (called.status, called.headers["location"]) == (307, "https://elsewhere.invalid/v1/responses")


def test_bodies_that_cannot_be_read(call):
    text = call("wrong_content_type", "/models")
    assert (text.status, text.headers["content-type"]) == (200, "text/plain")
    assert text.json["object"] == "list"
    for fault in ("unreadable_json", "empty_body"):
        broken = call(fault, "/models")
        assert (broken.status, broken.headers["content-type"]) == (200, "application/json")
        with pytest.raises(ValueError):
            _ = broken.json


def test_other_contents(call, org):
    failed = call("failed_response").json
    assert (failed["status"], failed["error"]["code"], failed["output"]) == ("failed", "server_error", [])
    org.all_fine()
    assert call("other_model").json["model"] == "gpt-6-luna"
    org.all_fine()
    assert "model" not in call("no_model").json
    org.all_fine()
    assert call("empty_list", "/models").json["data"] == []
    org.all_fine()
    assert call("other_project").headers["openai-project"] not in {each.id for each in org.projects()}
    org.all_fine()
    assert "openai-project" not in call("no_project_header").headers


def test_a_mode_of_the_future(server, org):
    org.switch_on("unknown_mode")
    path = f"/organization/projects/{org.project('allow').id}/model_permissions"
    shown = ask(server.base_url, "GET", path, org.secret("admin"))
    assert (shown.status, shown.json["mode"]) == (200, "review_list")
    assert shown.json["model_ids"] == list(org.project("allow").policy.model_ids)


def test_slow_is_late_and_whole(server, org):
    org.switch_on("slow", seconds=0.4)
    began = time.monotonic()
    assert ask(server.base_url, "GET", "/models", org.secret("open")).status == 200
    assert time.monotonic() - began >= 0.4


def test_a_drip_begins_and_never_ends(server, org):
    org.switch_on("drip")
    received, ended = raw_exchange(server.base_url, "/models", org.secret("open"), 0.6)
    head, _, body = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK")
    assert b"transfer-encoding: chunked" in head.lower()
    assert b"{" in body and not ended


def test_a_drip_ends_without_an_end_of_the_body(server, org):
    org.switch_on("drip", seconds=0.5)
    received, ended = raw_exchange(server.base_url, "/models", org.secret("open"), 3.0)
    assert ended and not received.endswith(b"0\r\n\r\n")


def test_a_cut_ends_in_the_middle_of_the_body(server, org):
    org.switch_on("cut")
    received, ended = raw_exchange(server.base_url, "/models", org.secret("open"), 3.0)
    head, _, body = received.partition(b"\r\n\r\n")
    promised = int(
        next(line.split(b":")[1] for line in head.lower().splitlines() if line.startswith(b"content-length"))
    )
    assert ended and 0 < len(body) < promised


def test_a_reset_ends_before_the_answer(server, org):
    org.switch_on("reset")
    assert raw_exchange(server.base_url, "/models", org.secret("open"), 3.0) == (b"", True)
    assert (org.calls()[-1].path, org.calls()[-1].status) == ("/v1/models", None)


def test_silence(server, org):
    org.switch_on("silence")
    assert raw_exchange(server.base_url, "/models", org.secret("open"), 0.4) == (b"", False)
    org.switch_on("silence", seconds=0.3)
    assert raw_exchange(server.base_url, "/models", org.secret("open"), 3.0) == (b"", True)


def test_huge_is_fifty_megabytes_of_sound_json(server, org):
    org.switch_on("huge")
    answer = ask(server.base_url, "GET", "/models", org.secret("open"), timeout=30)
    assert len(answer.raw) > 50_000_000
    assert len(answer.json["data"]) == 801


def test_one_bad_connection_leaves_the_others_alone(server, org):
    org.switch_on("silence", project_id="open")
    raw_exchange(server.base_url, "/models", org.secret("open"), 0.1)
    assert ask(server.base_url, "GET", "/models", org.secret("allow"), timeout=2).status == 200


@pytest.mark.parametrize("fault", ["cut", "reset", "drip", "silence"])
def test_the_sdk_sees_a_connection_error_or_a_timeout(client_of, org, fault):
    org.switch_on(fault, seconds=1.0)
    with pytest.raises(openai.APIConnectionError):
        client_of("open", timeout=0.5).models.list()


def test_every_way_of_travelling_is_tried():
    ways = {fault.effect.style for fault in FAULTS.values() if isinstance(fault.effect, Deliver)}
    assert ways == {"slow", "drip", "cut", "reset", "silence", "huge"}
