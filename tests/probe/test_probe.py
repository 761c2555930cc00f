"""The whole probe over HTTP: rounds as planned, then the verdict that the command promises."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from assistant.adapters.openai_api import probe
from assistant.domain.deciding.judge import judge
from assistant.domain.evidence import Found
from assistant.domain.probing.plan_probes import Asked
from tests.probe.raw_server import ADMIN, FAST, KEY, PROJECT, classify, drip, error, http

MODEL = "gpt-4.1"
CATEGORIES = {
    "model_shut_down": "model_deprecated",
    "org_not_verified": "org_verification_required",
    "credit_balance_exhausted": "insufficient_quota",
    "mismatched_project": "key_org_project_mismatch",
    "responses_only": "wrong_endpoint",
    "wrong_url": "wrong_endpoint",
    "unsupported_parameter": "bad_request_other",
    "limit_zero": "rate_limited",
    "rate_limit": "rate_limited",
    "project_spend_limit": "billing_limit_reached",
    "unsupported_country": "unsupported_region",
}
LISTED = http(200, {"object": "list", "data": [{"id": MODEL}, {"id": "o3"}]})
UNLISTED = http(200, {"object": "list", "data": [{"id": "o3"}]})
FOUND = http(200, {"id": MODEL})
UNKNOWN = error(404, f"The model `{MODEL}` does not exist or you do not have access to it.", "model_not_found")
DENIED = error(403, f"Project `{PROJECT}` does not have access to model `{MODEL}`", "model_not_found")
PASS = http(200, {"model": MODEL + "-2025-04-14"})
NO_SCOPE = http(403, {"error": "You have insufficient permissions. Missing scopes: api.model.read."})
ALLOWS_OTHERS = http(200, {"mode": "allow_list", "model_ids": ["o3"]})
PERMITS = http(200, {"mode": "allow_list", "model_ids": [MODEL]})
NO_POLICY = error(404, "No model permissions")
PROJECT_OK = http(200, {"id": PROJECT, "status": "active"})
ELSEWHERE = http(200, {"model": MODEL}, openai_project="proj_" + "Zz9" * 8)


@pytest.fixture
def run(routes, context):
    def do(call=True, key=KEY, admin=None, endpoint=None, **answers):
        server = routes(**answers)
        shared = context(server, project=key, admin=admin)
        asked = Asked(MODEL, PROJECT, key=bool(key), admin=bool(admin), call=call, endpoint=endpoint)
        findings = probe(asked, shared)
        verdict = judge(
            findings,
            asked_model=MODEL,
            asked_project=PROJECT,
            report=None,
            classify=classify,
            categories=CATEGORIES,
            today="2026-11-23",
        )
        return verdict, findings, server

    return do


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"list": LISTED, "retrieve": FOUND, "responses": PASS}, ("none", "verified", True)),
        ({"list": UNLISTED, "retrieve": UNKNOWN, "responses": PASS}, ("none", "verified", True)),
        ({"list": NO_SCOPE, "retrieve": NO_SCOPE, "responses": PASS}, ("none", "verified", True)),
        ({"list": http(500), "retrieve": http(200, b"<p>"), "responses": PASS}, ("none", "verified", True)),
        ({"list": LISTED, "retrieve": FOUND, "responses": ELSEWHERE}, ("key_org_project_mismatch", "verified", True)),
        ({"list": LISTED, "retrieve": FOUND, "responses": http(200, {"model": "o3"})}, ("other", "possible", False)),
        ({"list": LISTED, "retrieve": FOUND, "responses": http(200, {})}, ("other", "possible", False)),
        ({"list": UNLISTED, "retrieve": UNKNOWN, "responses": DENIED}, ("project_model_access", "verified", False)),
        ({"list": UNLISTED, "retrieve": UNKNOWN, "responses": UNKNOWN}, ("model_not_found", "verified", False)),
        ({"list": LISTED, "retrieve": FOUND, "responses": http(200, b"<p>hi", Content_Type="text/html")},
         ("network", "verified", False)),
        ({"list": LISTED, "retrieve": FOUND, "responses": http(502, b"<p>hi")}, ("server_error", "verified", False)),
        ({"list": LISTED, "retrieve": FOUND, "responses": error(429, "no credits", "credit_balance_exhausted")},
         ("insufficient_quota", "verified", False)),
        ({"list": LISTED, "retrieve": FOUND, "responses": http(200, {"error": {"message": "no credits"}})},
         ("insufficient_quota", "verified", False)),
        ({"list": http(401), "retrieve": http(401), "responses": http(401)}, ("invalid_api_key", "possible", False)),
        ({"list": http(403), "retrieve": http(403), "responses": http(403)}, ("other", "unknown", False)),
        ({"list": http(404), "retrieve": http(404), "responses": http(404), "chat": http(404)},
         ("other", "unknown", False)),
        ({"list": http(403, {"error": "Country, region, or territory not supported"}), "retrieve": http(403),
          "responses": http(403, {"error": "Country, region, or territory not supported"})},
         ("unsupported_region", "verified", False)),
    ],
)  # fmt: skip
def test_with_a_call(answers, expected, run):
    verdict, _, _ = run(**answers)
    assert (verdict.category, verdict.grade, verdict.usable) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"list": LISTED, "retrieve": FOUND}, ("none", "possible")),
        ({"list": NO_SCOPE, "retrieve": NO_SCOPE}, ("none", "possible")),
        ({"list": UNLISTED, "retrieve": UNKNOWN}, ("model_not_found", "possible")),
        ({"list": http(401), "retrieve": http(401)}, ("invalid_api_key", "possible")),
        ({"list": http(500), "retrieve": http(500)}, ("server_error", "verified")),
        ({"list": http(302), "retrieve": http(302)}, ("network", "verified")),
        ({"list": LISTED, "retrieve": http(404)}, ("none", "possible")),
        ({"list": http(404), "retrieve": http(404)}, ("other", "unknown")),
        ({"list": http(200, b"null"), "retrieve": http(200, b"null")}, ("other", "possible")),
    ],
)
def test_without_a_call(answers, expected, run):
    verdict, findings, _ = run(call=False, **answers)
    assert (verdict.category, verdict.grade, verdict.usable) == (*expected, None)
    assert [one.probe for one in findings] == ["models_list", "model_retrieve"]


ADMIN_ROUTES = ("project", "model_permissions", "rate_limits", "spend_limit", "hosted_tool_permissions")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"model_permissions": ALLOWS_OTHERS}, ("project_model_access", "verified")),
        ({"model_permissions": PERMITS}, ("none", "possible")),
        ({"model_permissions": NO_POLICY}, ("none", "possible")),
        ({"project": http(200, {"id": PROJECT, "status": "archived"})}, ("project_archived", "verified")),
        ({"project": error(404, "no such project"), "model_permissions": NO_POLICY},
         ("key_org_project_mismatch", "possible")),
        ({"rate_limits": http(200, {"data": [{"model": MODEL, "max_requests_per_1_minute": 0}]})},
         ("rate_limited", "verified")),
        ({"spend_limit": http(200, {"enforcement": {"status": "enforcing"}})}, ("billing_limit_reached", "verified")),
        (dict.fromkeys(ADMIN_ROUTES, http(401)),
         ("invalid_api_key", "possible")),
        (dict.fromkeys(ADMIN_ROUTES, http(500)),
         ("server_error", "verified")),
    ],
)  # fmt: skip
def test_only_an_admin_key(answers, expected, run):
    fine = {"project": PROJECT_OK, "model_permissions": NO_POLICY, "rate_limits": http(200, {"data": []}),
            "spend_limit": error(404, "no limit"),
            "hosted_tool_permissions": http(200, {"mcp": {"enabled": True}})}  # fmt: skip
    verdict, findings, server = run(key=None, admin=ADMIN, **(fine | answers))
    assert (verdict.category, verdict.grade, verdict.usable) == (*expected, None)
    assert all("/organization/" in got.path for got in server.got)
    assert len(findings) == len(ADMIN_ROUTES)


def test_an_admin_key_in_the_place_of_the_key(run):
    verdict, findings, server = run(key=ADMIN)
    assert (verdict.category, verdict.usable) == ("invalid_api_key", None)
    assert {one.found for one in findings} == {Found.BAD_KEY}
    assert not server.got


def test_all_free_checks_come_first_and_the_call_last(run):
    _, findings, server = run(admin=ADMIN, list=LISTED, retrieve=FOUND, responses=PASS)
    assert [one.probe for one in findings][-1] == "model_call"
    assert server.got[-1].method == "POST"
    assert sum(got.method == "POST" for got in server.got) == 1


@pytest.mark.parametrize("first", [http(404), http(404, {"detail": "Not Found"}), error(404, "Invalid URL (POST /v1)")])
def test_a_server_without_responses_is_asked_for_a_chat(first, run):
    verdict, findings, server = run(list=LISTED, retrieve=FOUND, responses=first, chat=PASS)
    assert (verdict.category, verdict.usable) == ("none", True)
    assert [got.path for got in server.got if got.method == "POST"] == ["/v1/responses", "/v1/chat/completions"]
    assert len(findings) == 4


RESPONSES_ONLY = error(404, "This model is only supported in v1/responses and not in v1/chat/completions.")


def test_the_endpoint_that_the_case_names_is_tried_first(run):
    verdict, _, server = run(endpoint="/v1/chat/completions", list=LISTED, retrieve=FOUND, chat=PASS)
    assert (verdict.category, server.got[-1].path) == ("none", "/v1/chat/completions")


def test_a_model_for_responses_only_is_called_there(run):
    answers = {"list": LISTED, "retrieve": FOUND, "chat": RESPONSES_ONLY, "responses": PASS}
    verdict, _, server = run(endpoint="/v1/chat/completions", **answers)
    assert (verdict.category, verdict.usable, server.got[-1].path) == ("none", True, "/v1/responses")


def test_a_parameter_that_is_refused_is_replaced(run):
    chat = [error(400, "Unsupported parameter: 'max_completion_tokens'"), PASS]
    verdict, _, server = run(endpoint="/v1/chat/completions", list=LISTED, retrieve=FOUND, chat=chat)
    assert (verdict.category, server.got[-1].json["max_tokens"]) == ("none", 16)
    assert "max_completion_tokens" not in server.got[-1].json


def test_no_more_than_two_calls(run):
    _, _, server = run(list=LISTED, retrieve=FOUND, responses=http(404), chat=error(400, "Unsupported parameter: 'x'"))
    assert sum(got.method == "POST" for got in server.got) == 2


def test_a_refusal_of_the_model_is_not_tried_again(run):
    for answer in (DENIED, UNKNOWN, http(401), http(429), http(500)):
        _, _, server = run(list=LISTED, retrieve=FOUND, responses=answer, chat=PASS)
        assert sum(got.method == "POST" for got in server.got) == 1


def test_a_probe_ends_in_time_whatever_the_server_does(serve, context):
    def answer(connection, _request):
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        drip(connection, what=b"X-Drip: y\r\n")

    limits = replace(FAST, call=2.0, probe=3.0)
    began = time.monotonic()
    findings = probe(
        Asked(MODEL, PROJECT, key=True, admin=True, call=True), context(serve(answer), admin=ADMIN, limits=limits)
    )
    assert time.monotonic() - began < limits.probe + 2
    assert len(findings) == 8
    assert {one.reason for one in findings} == {"timeout"}
