"""Requests and answers against OpenAI's published contract; it lies outside the project, without it these tests skip."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest

from assistant.domain.permissions.policy import NO_POLICY
from tests.permissions.other_server import PROJECT, OtherServer
from tests.practice.contract import answer_schema, complaints, document, error_complaints, request_schema
from tests.practice.plain import ask

POLICY = "/organization/projects/{project_id}/model_permissions"


@pytest.fixture(autouse=True)
def _contract():
    document()


def test_every_request_is_one_of_the_contract(make, org):
    other = OtherServer()
    permissions = make("sk-" + "admin-" + "z9" * 40, base_url=other.base_url)
    done = permissions.apply(permissions.plan_allow(PROJECT, ["c", "ft:base:org::1/2 3"]))
    permissions.apply(permissions.plan_undo(done.record))
    permissions.apply(permissions.plan_remove(PROJECT), confirm_name=permissions.project(PROJECT).name)
    permissions.show(PROJECT)
    permissions.projects()
    other.close()
    seen = set()
    for got in other.got:
        path = urlsplit(got.path).path.removeprefix("/v1").replace(PROJECT, "{project_id}")
        operation = document()["paths"][path][got.method.lower()]
        seen.add((got.method, path))
        known = {one["name"] for one in operation.get("parameters", []) if one["in"] == "query"}
        assert {pair.partition("=")[0] for pair in urlsplit(got.path).query.split("&") if pair} <= known
        if got.method == "POST":
            assert complaints(request_schema("POST", path), json.loads(got.body)) == []
        else:
            assert got.body == b""
    assert {("GET", POLICY), ("POST", POLICY), ("DELETE", POLICY)} < seen


def test_the_answers_that_this_reads_are_the_contracts(server, org, permissions):
    project, key = org.project("allow").id, org.secret("admin")
    path = POLICY.format(project_id=project)
    body = {"mode": "deny_list", "model_ids": ["gpt-4.1"]}
    for method, sent in (("GET", None), ("POST", body), ("DELETE", None)):
        answer = ask(server.base_url, method, path, key, sent)
        assert complaints(answer_schema(method, POLICY), answer.json) == []
    assert error_complaints(ask(server.base_url, "GET", path, key).json) == []
    assert permissions.show(project).policy == NO_POLICY


def test_what_the_contract_shows_as_a_policy_is_read_as_one(make):
    other = OtherServer()
    permissions = make("sk-" + "admin-" + "z9" * 40, base_url=other.base_url)
    body = {"object": "project.model_permissions", **other.policies[PROJECT]}
    assert complaints(answer_schema("GET", POLICY), body) == []
    assert permissions.show(PROJECT).policy.model_ids == ("b", "a")
    other.close()
