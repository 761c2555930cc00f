"""Each answer of the API, in every shape it was seen in, as a finding."""

from __future__ import annotations

import pytest

from assistant.adapters.openai_api import run_round
from assistant.domain.endpoint import Endpoint
from assistant.domain.evidence import Found, ListedModel, Policy, PolicyMode
from assistant.domain.probing.request import model_call, request_for
from tests.probe.raw_server import ADMIN, PROJECT, error, http

CALL = model_call("gpt-4.1", Endpoint.RESPONSES)
LIST = request_for("models_list", model="gpt-4.1")
DENIED = f"Project `{PROJECT}` does not have access to model `gpt-4.1`"


@pytest.mark.parametrize(
    ("answer", "found", "message", "code"),
    [
        (error(403, DENIED, "model_not_found"), Found.DENIED, DENIED, "model_not_found"),
        (error(404, "The model `x` does not exist", "model_not_found"), Found.MISSING, "The model `x` does not exist",
         "model_not_found"),
        (error(401, "Incorrect API key provided: sk-…", "invalid_api_key"), Found.BAD_KEY,
         "Incorrect API key provided: sk-…", "invalid_api_key"),
        (error(401, "You have insufficient permissions. Missing scopes: model.request"), Found.DENIED,
         "You have insufficient permissions. Missing scopes: model.request", None),
        (error(429, "You have no credits remaining", "credit_balance_exhausted"), Found.LIMITED,
         "You have no credits remaining", "credit_balance_exhausted"),
        (http(403, {"error": "Missing scopes: x"}), Found.DENIED, "Missing scopes: x", None),
        (http(403, {"error": [{"code": 2009, "message": "Unauthorized"}]}), Found.DENIED, "Unauthorized", "2009"),
        (http(404, {"object": "error", "message": "The model `x` does not exist.", "code": 404}), Found.MISSING,
         "The model `x` does not exist.", "404"),
        (http(404, {"detail": "Not Found"}), Found.MISSING, "Not Found", None),
        (http(403, {"error": {"message": 7, "code": True, "type": None}}), Found.DENIED, None, None),
        (http(403, b"Country, region, or territory not supported", Content_Type="text/plain"), Found.DENIED,
         "Country, region, or territory not supported", None),
        (http(403, {"error": "readable"}, Content_Type="text/html"), Found.DENIED, "readable", None),
        (http(401, b""), Found.BAD_KEY, None, None),
        (http(401, b"null"), Found.BAD_KEY, None, None),
        (http(403, b"\xff\xfe\x00"), Found.DENIED, "\ufffd\ufffd", None),
        (http(404, b"[]"), Found.MISSING, None, None),
        (http(429, b"{"), Found.LIMITED, "{", None),
        (http(200, {"error": {"message": DENIED, "code": "model_not_found"}}), Found.DENIED, DENIED, "model_not_found"),
        (http(200, {"error": "no"}), Found.DENIED, "no", None),
        (http(200, {"model": "gpt-4.1", "status": "failed", "error": {"code": "server_error", "message": "oh"}}),
         Found.DENIED, "oh", "server_error"),
    ],
)  # fmt: skip
def test_a_refusal(answer, found, message, code, serve, context):
    (finding,) = run_round([CALL], context(serve(answer)))
    assert (finding.found, finding.message, finding.code) == (found, message, code)


@pytest.mark.parametrize(
    "body",
    [
        {"model": "gpt-4.1"},
        {"model": "gpt-4.1-2025-04-14", "error": None, "status": "completed"},
        {"model": "gpt-4.1", "status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}},
    ],
)
def test_a_pass(body, serve, context):
    answer = http(200, body, x_request_id="req_" + "1a" * 16, openai_project=PROJECT)
    (finding,) = run_round([CALL], context(serve(answer)))
    assert (finding.found, finding.status, finding.model) == (Found.OK, 200, body["model"])
    assert (finding.request_id, finding.project_id) == ("req_" + "1a" * 16, PROJECT)
    assert (finding.method, finding.seconds is not None) == ("POST", True)


def test_the_list(serve, context):
    entries = [
        {"id": "gpt-4.1", "shutdown_date": "2027-01-14"},
        {"id": "o3", "shutdown_date": None},
        {"id": "ft:gpt-4.1:acme::x", "shutdown_date": "soon"},
        {"id": "<b>x</b>"},
        {"id": "sk-" + "proj-" + "a" * 30},
        "gpt-4o",
        None,
        {"id": 5},
    ]
    (finding,) = run_round([LIST], context(serve(http(200, {"object": "list", "data": entries}))))
    assert finding.listed == (
        ListedModel("gpt-4.1", "2027-01-14"),
        ListedModel("o3"),
        ListedModel("ft:gpt-4.1:acme::x"),
    )


def test_one_model(serve, context):
    request = request_for("model_retrieve", model="gpt-4.1")
    (finding,) = run_round([request], context(serve(http(200, {"id": "gpt-4.1", "shutdown_date": "2027-01-14"}))))
    assert (finding.found, finding.listed) == (Found.OK, (ListedModel("gpt-4.1", "2027-01-14"),))


def admin(probe, answer, serve, context):
    request = request_for(probe, model="gpt-4.1", project=PROJECT)
    (finding,) = run_round([request], context(serve(answer), admin=ADMIN))
    return finding


@pytest.mark.parametrize(
    ("answer", "found", "policy"),
    [
        (http(200, {"object": "project.model_permissions", "mode": "allow_list", "model_ids": ["o3"]}), Found.OK,
         Policy(PolicyMode.ALLOW_LIST, ("o3",))),
        (http(200, {"mode": "deny_list", "model_ids": []}), Found.OK, Policy(PolicyMode.DENY_LIST, ())),
        (http(200, {"mode": "only_new", "model_ids": ["o3"]}), Found.OK, Policy(None, ("o3",), "only_new")),
        (error(404, "No model permissions"), Found.MISSING, Policy(None, ())),
        (error(403, "Missing scopes: api.management.read"), Found.DENIED, None),
        (http(200, {"mode": "allow_list"}), Found.UNREACHABLE, None),
        (http(200, {"mode": "allow_list", "model_ids": [1]}), Found.UNREACHABLE, None),
        (http(200, b"[]"), Found.UNREACHABLE, None),
        (http(404, b"<html>", Content_Type="text/html"), Found.UNREACHABLE, None),
    ],
)  # fmt: skip
def test_the_policy(answer, found, policy, serve, context):
    finding = admin("project_policy", answer, serve, context)
    assert (finding.found, finding.policy) == (found, policy)


@pytest.mark.parametrize(
    ("probe", "body", "detail"),
    [
        ("project", {"id": PROJECT, "status": "active", "archived_at": None}, "active"),
        ("project", {"id": PROJECT, "status": "archived"}, "archived"),
        ("project", {"id": PROJECT, "archived_at": 1790000000}, "archived"),
        ("rate_limits", {"data": [{"model": "gpt-4.1", "max_requests_per_1_minute": 0}]}, "0"),
        ("rate_limits", {"data": [{"model": "gpt-4.1", "max_requests_per_1_minute": 500}, None]}, "500"),
        ("rate_limits", {"data": [{"model": "o3", "max_requests_per_1_minute": 0}]}, None),
        ("spend_limit", {"enforcement": {"status": "enforcing"}}, "enforcing"),
        ("spend_limit", {"enforcement": {"status": "inactive"}}, "inactive"),
        (
            "hosted_tools",
            {"web_search": {"enabled": False}, "mcp": {"enabled": True}, "x y": {"enabled": False}},
            "web_search",
        ),
    ],
)
def test_what_an_admin_answer_says(probe, body, detail, serve, context):
    finding = admin(probe, http(200, body), serve, context)
    assert (finding.found, finding.detail) == (Found.OK, detail)


@pytest.mark.parametrize("probe", ["project", "rate_limits", "spend_limit", "hosted_tools"])
@pytest.mark.parametrize("body", [b"null", b"[1]", b'{"data": 4, "enforcement": [], "id": 4}'])
def test_an_admin_answer_of_another_shape(probe, body, serve, context):
    if probe == "hosted_tools" and body.startswith(b"{"):
        return
    finding = admin(probe, http(200, body), serve, context)
    assert (finding.found, finding.reason) == (Found.UNREACHABLE, "shape")
