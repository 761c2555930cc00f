"""Answers and requests against OpenAI's published contract; it lies outside the project, without it these tests skip."""

from __future__ import annotations

import openai
import pytest

from tests.practice.contract import answer_schema, complaints, document, error_complaints, request_schema
from tests.practice.plain import ask
from tests.practice.test_faults_that_refuse import REFUSALS

PING = [{"role": "user", "content": "ping"}]


@pytest.fixture(autouse=True)
def _contract():
    document()


def calls(org):
    project = org.project("allow").id
    admin = f"/organization/projects/{project}"
    money = {"threshold_amount": 500, "currency": "USD", "interval": "month"}
    return [
        ("GET", "/models", "/models", None),
        ("GET", "/models/{model}", "/models/gpt-4.1", None),
        ("POST", "/responses", "/responses", {"model": "gpt-4.1", "input": "ping", "max_output_tokens": 16, "store": False}),
        ("POST", "/responses", "/responses", {"model": "o3-pro", "input": "ping", "max_output_tokens": 16}),
        ("POST", "/responses/input_tokens", "/responses/input_tokens", {"model": "gpt-4.1", "input": "ping"}),
        ("POST", "/chat/completions", "/chat/completions", {"model": "gpt-4.1", "messages": PING}),
        ("POST", "/chat/completions", "/chat/completions", {"model": "o3", "messages": PING, "max_completion_tokens": 16}),
        ("POST", "/embeddings", "/embeddings", {"model": "text-embedding-3-small", "input": "a", "encoding_format": "float"}),
        ("POST", "/moderations", "/moderations", {"input": "a"}),
        ("POST", "/images/generations", "/images/generations", {"prompt": "a", "model": "gpt-image-2.6-flare"}),
        ("GET", "/organization/projects", "/organization/projects?include_archived=true", None),
        ("GET", "/organization/projects/{project_id}", admin, None),
        ("GET", "/organization/projects/{project_id}/model_permissions", f"{admin}/model_permissions", None),
        ("POST", "/organization/projects/{project_id}/model_permissions", f"{admin}/model_permissions", {"mode": "deny_list", "model_ids": ["o3"]}),
        ("DELETE", "/organization/projects/{project_id}/model_permissions", f"{admin}/model_permissions", None),
        ("GET", "/organization/projects/{project_id}/rate_limits", f"{admin}/rate_limits", None),
        ("POST", "/organization/projects/{project_id}/spend_limit", f"{admin}/spend_limit", money),
        ("GET", "/organization/projects/{project_id}/spend_limit", f"{admin}/spend_limit", None),
        ("DELETE", "/organization/projects/{project_id}/spend_limit", f"{admin}/spend_limit", None),
        ("POST", "/organization/spend_limit", "/organization/spend_limit", money),
        ("GET", "/organization/spend_limit", "/organization/spend_limit", None),
        ("DELETE", "/organization/spend_limit", "/organization/spend_limit", None),
        ("GET", "/organization/projects/{project_id}/hosted_tool_permissions", f"{admin}/hosted_tool_permissions", None),
        ("POST", "/organization/projects/{project_id}/hosted_tool_permissions", f"{admin}/hosted_tool_permissions", {"mcp": {"enabled": False}}),
        ("GET", "/organization/projects/{project_id}/api_keys", f"{admin}/api_keys", None),
    ]  # fmt: skip


def test_good_answers(server, org):
    for method, template, path, body in calls(org):
        key = org.secret("admin" if template.startswith("/organization") else "open")
        answer = ask(server.base_url, method, path, key, body)
        assert answer.status == 200, (template, answer.raw)
        assert complaints(answer_schema(method, template), answer.json) == [], template


def test_error_bodies(server, org):
    seen = set()
    for fault, (method, path, body), status, *_ in REFUSALS:
        org.switch_on(fault)
        key = org.secret("admin" if "organization" in path else "open")
        answer = ask(server.base_url, method, path.format(open=org.project("open").id), key, body)
        assert error_complaints(answer.json) == [], fault
        seen.add(status)
        org.all_fine()
    for path in ("/organization/projects/proj_none", f"/organization/projects/{org.project('open').id}/spend_limit"):
        assert error_complaints(ask(server.base_url, "GET", path, org.secret("admin")).json) == []
    assert error_complaints(ask(server.base_url, "GET", "/models").json) == []
    assert seen == {200, 400, 401, 403, 404, 429, 500, 503}


def test_what_the_sdk_sends(client_of, org):
    client: openai.OpenAI = client_of("open")
    project = org.project("open").id
    client.responses.create(model="gpt-4.1", input="ping", max_output_tokens=16, store=False)
    client.responses.input_tokens.count(model="gpt-4.1", input="ping")
    client.chat.completions.create(model="gpt-4.1", messages=PING, max_completion_tokens=16)
    client.embeddings.create(model="text-embedding-3-small", input="a")
    client.moderations.create(model="omni-moderation-latest", input="a")
    admin = client.admin.organization.projects
    admin.model_permissions.update(project, mode="allow_list", model_ids=["gpt-4.1"])
    admin.hosted_tool_permissions.update(project, web_search={"enabled": True})
    admin.spend_limit.update(project, threshold_amount=5, currency="USD", interval="month")
    paths = document()["paths"]
    sent = [call for call in org.calls() if call.method == "POST"]
    assert len(sent) == 8
    for call in sent:
        template = call.path.removeprefix("/v1").replace(project, "{project_id}")
        assert template in paths
        assert complaints(request_schema("POST", template), call.body) == [], template


def test_the_validator_finds_fault():
    """The tests above would say nothing if everything were valid."""
    assert complaints(answer_schema("GET", "/models"), {"object": "list", "data": [{"id": 1}]})
    assert error_complaints({"error": "text"})
