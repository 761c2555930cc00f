"""The server: many organizations behind one port of loopback, each with keys of its own."""

from __future__ import annotations

import re
import socket
import threading
import time
from urllib.parse import urlsplit

import openai
import pytest

from assistant.practice.directory import Directory
from assistant.practice.organization import PracticeOrganization
from assistant.practice.server import PracticeServer, serve
from tests.practice.plain import ask


def test_organizations_do_not_see_each_other(server):
    one, two = server.new_organization("One"), server.new_organization("Two")
    assert not set(one.secrets()) & set(two.secrets())
    assert not {each.id for each in one.projects()} & {each.id for each in two.projects()}
    one.switch_on("server_error")
    body = {"model": "gpt-4.1", "input": "ping"}
    assert ask(server.base_url, "POST", "/responses", one.secret("open"), body).status == 500
    assert ask(server.base_url, "POST", "/responses", two.secret("open"), body).status == 200
    foreign = f"/organization/projects/{one.project('allow').id}/model_permissions"
    assert ask(server.base_url, "GET", foreign, two.secret("admin")).status == 404
    assert len(two.calls()) == 2
    server.drop(one)
    assert ask(server.base_url, "GET", "/models", one.secret("open")).status == 401
    server.drop(two)


def test_ids_and_keys_have_the_true_shapes(org):
    assert re.fullmatch(r"org-[A-Za-z0-9]{24}", org.id)
    assert all(re.fullmatch(r"proj_[A-Za-z0-9]{24}", each.id) for each in org.projects())
    prefixes = {name: secret.split("-")[1] for name, secret in ((name, org.secret(name)) for name in org.keys)}
    assert prefixes["open"] == prefixes["no_list_scope"] == "proj"
    assert (prefixes["service_account"], prefixes["admin"], prefixes["admin_read_only"]) == (
        "svcacct",
        "admin",
        "admin",
    )
    assert len(org.secret("open")) == 164
    assert org.secret("open") not in repr(org.keys)


def test_the_longest_unused_organization_makes_room():
    directory = Directory(most=2)
    first, second, third = (PracticeOrganization(name) for name in ("1", "2", "3"))
    directory.add(first)
    directory.add(second)
    assert directory.owner(first.secret("open")) is first
    directory.add(third)
    assert len(directory) == 2
    assert directory.owner(second.secret("open")) is None
    assert directory.owner(first.secret("open")) is first


def test_it_listens_on_one_loopback_address_alone(server):
    """A server on every address would answer on 127.0.0.2 too."""
    parts = urlsplit(server.base_url)
    assert parts.hostname == "127.0.0.1"
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.2", parts.port), timeout=2).close()


def test_strangers_are_logged_apart(server):
    ask(server.base_url, "GET", "/models", "sk-" + "x" * 30)
    last = server.directory.unclaimed()[-1]
    assert (last.method, last.path, last.status) == ("GET", "/v1/models", 401)


def test_a_taken_port_is_said(server):
    with pytest.raises(OSError):
        PracticeServer(urlsplit(server.base_url).port).start()


def test_it_ends_at_once_while_a_client_waits():
    server = PracticeServer()
    server.start()
    org = server.new_organization()
    org.switch_on("silence")
    client = openai.OpenAI(base_url=server.base_url, api_key=org.secret("open"), max_retries=0, timeout=20)

    def wait():
        with pytest.raises(openai.APIError):
            client.models.list()

    waiting = threading.Thread(target=wait)
    waiting.start()
    while not org.calls():
        time.sleep(0.01)
    server.stop()
    waiting.join(10)
    assert not waiting.is_alive()


def test_many_threads_at_once(server, org):
    """Two writers and a reader: every answer is whole, and the last policy is one that was written."""
    path = f"/organization/projects/{org.project('open').id}/model_permissions"
    statuses = []

    def write(ids):
        for _ in range(10):
            body = {"mode": "deny_list", "model_ids": ids}
            statuses.append(ask(server.base_url, "POST", path, org.secret("admin"), body).status)

    threads = [threading.Thread(target=write, args=([each],)) for each in ("gpt-4.1", "gpt-4o")]
    for each in threads:
        each.start()
    for _ in range(10):
        org.set_policy("deny", "deny_list", ["o3"])
        assert len(ask(server.base_url, "GET", "/models", org.secret("open")).json["data"]) > 10
    for each in threads:
        each.join()
    assert statuses == [200] * 20
    assert org.project("open").policy.model_ids in {("gpt-4.1",), ("gpt-4o",)}


def test_the_door_of_the_standalone_server():
    served = serve()
    try:
        url, key = served.base_url, served.keys["open"]
        assert set(served.project_ids) == {"allow", "deny", "open", "alias", "archived"}
        shown = ask(url, "GET", "//practice/organization", key).json
        assert {each["role"]: each["mode"] for each in shown["projects"]}["allow"] == "allow_list"
        assert ask(url, "GET", "//practice/organization").status == 401

        wish = {"fault": "overloaded", "times": 1, "models": ["gpt-4.1"]}
        on = ask(url, "POST", "//practice/faults", key, wish).json
        assert [each["id"] for each in on["on"]] == ["overloaded"]
        body = {"model": "gpt-4.1", "input": "ping"}
        assert [ask(url, "POST", "/responses", key, body).status for _ in range(2)] == [503, 200]
        for wrong in (
            {"fault": "no such"},
            {},
            [],
            {"fault": "slow", "seconds": "x"},
            {"fault": "slow", "routes": ["x"]},
            {"fault": "slow", "times": 1.5},
            {"fault": "slow", "models": "gpt-4.1"},
            {"fault": "slow", "project_id": "x"},
        ):
            assert ask(url, "POST", "//practice/faults", key, wrong).status == 400
        assert ask(url, "POST", "//practice/faults", key, b"{").status == 400
        ask(url, "POST", "//practice/faults", key, {"fault": "slow", "seconds": 0.1, "routes": ["models_list"]})
        assert len(ask(url, "DELETE", "//practice/faults/slow", key).json["on"]) == 1
        assert ask(url, "DELETE", "//practice/faults", key).json["on"] == []
        calls = ask(url, "GET", "//practice/calls", key)
        assert [call["status"] for call in calls.json["calls"]] == [503, 200]
        assert key not in calls.raw.decode()
    finally:
        served.server.stop()


def test_no_door_in_the_app(server, org):
    assert ask(server.base_url, "GET", "//practice/faults", org.secret("open")).status == 404
