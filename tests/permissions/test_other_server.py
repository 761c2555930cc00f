"""Changes against a server that is not the practice organization."""

from __future__ import annotations

import socket
import time

import pytest

from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.permissions.policy import NO_POLICY
from tests.permissions.other_server import NAME, PROJECT, OtherServer
from tests.probe.raw_server import error, http

ALLOW, DENY = PolicyMode.ALLOW_LIST, PolicyMode.DENY_LIST
ADMIN = "sk-" + "admin-" + "z9" * 40


@pytest.fixture
def other():
    server = OtherServer()
    yield server
    server.close()


@pytest.fixture
def permissions(make, other):
    return make(ADMIN, base_url=other.base_url)


def test_an_edit_on_a_server_that_sorts(permissions, other):
    other.sort = True
    done = permissions.apply(permissions.plan_allow(PROJECT, ["c"]))
    assert (done.result, done.after) == ("applied", Policy(ALLOW, ("a", "b", "c")))
    assert other.writes[0].json == {"mode": "allow_list", "model_ids": ["b", "a", "c"]}
    assert other.writes[0].headers["authorization"] == f"Bearer {ADMIN}"
    assert permissions.apply(permissions.plan_undo(done.record)).result == "applied"
    assert other.policies[PROJECT] == {"mode": "allow_list", "model_ids": ["a", "b"]}


def test_an_edit_on_a_server_that_keeps_no_order(permissions, other):
    other.policies[PROJECT] = {"mode": "deny_list", "model_ids": ["b", "c", "x", "y"]}
    other.turn = True
    planned = permissions.plan_allow(PROJECT, ["c"])
    again = permissions.plan_allow(PROJECT, ["c"], if_unchanged=planned.policy_hash)
    done = permissions.apply(again)
    assert (done.result, set(done.after.model_ids)) == ("applied", {"b", "x", "y"})
    assert permissions.apply(permissions.plan_undo(done.record)).result == "applied"
    assert set(other.policies[PROJECT]["model_ids"]) == {"b", "c", "x", "y"}


@pytest.mark.parametrize("status", [409, 429, 500, 504])
def test_what_was_refused_and_kept_all_the_same_is_what_the_reading_says(permissions, other, status):
    def kept(_connection, request):
        other.normal(request)
        return error(status, "No.")

    planned = permissions.plan_allow(PROJECT, ["c"])
    other.odd["POST", "model_permissions"] = kept
    done = permissions.apply(planned, until="2026-11-23T13:00:00+00:00")
    assert (done.result, done.after.model_ids, len(other.writes)) == ("applied", ("b", "a", "c"), 1)
    assert [one.ids for one in permissions.grants()] == [("c",)]


def test_an_edit_that_shows_late(permissions, other, clock):
    planned = permissions.plan_allow(PROJECT, ["c"])
    other.late = 2
    assert permissions.apply(planned).result == "applied"
    assert len(other.writes) == 1


def test_a_thousand_ids(permissions, other):
    many = [f"ft:gpt-4o-mini-2024-07-18:some-organization:{number:04}:abcdefgh" for number in range(1000)]
    other.policies[PROJECT] = {"mode": "deny_list", "model_ids": [*many[:600], "c", *many[600:]]}
    done = permissions.apply(permissions.plan_allow(PROJECT, ["c"]))
    assert (done.result, done.after) == ("applied", Policy(DENY, tuple(many)))
    assert permissions.apply(permissions.plan_undo(done.record)).after.model_ids[600] == "c"


def test_an_id_that_needs_escaping_everywhere(permissions, other):
    done = permissions.apply(permissions.plan_allow(PROJECT, ["ft:base:org::1/2 3"]))
    assert (done.result, other.policies[PROJECT]["model_ids"][-1]) == ("applied", "ft:base:org::1/2 3")


def test_a_project_id_cannot_leave_its_place_in_the_path(permissions, other):
    assert permissions.show("proj_1/../../admin_api_keys").reason == "wrong_project"
    assert all("/admin_api_keys" not in got.path for got in other.got)
    assert permissions.plan_allow("..", ["c"]).reason == "bad_id"


def test_a_removal_without_content_and_a_name_in_any_script(permissions, other):
    planned = permissions.plan_remove(PROJECT)
    assert planned.project_name == NAME
    done = permissions.apply(planned, confirm_name=NAME)
    assert (done.result, done.after, other.policies[PROJECT]) == ("applied", NO_POLICY, None)


def test_an_emptied_deny_list_may_become_no_policy(permissions, other):
    other.policies[PROJECT] = {"mode": "deny_list", "model_ids": ["c"]}

    def emptied(_connection, request):
        reply = other.normal(request)
        other.policies[PROJECT] = None
        return reply

    other.odd["POST", "model_permissions"] = emptied
    done = permissions.apply(permissions.plan_allow(PROJECT, ["c"]))
    assert (done.result, done.after) == ("applied", NO_POLICY)


@pytest.mark.parametrize(
    ("answer", "result", "reason"),
    [
        (http(302, b"", location="https://elsewhere.invalid/"), "failed", "server_error"),
        (http(200, b"<html>Sign in</html>", content_type="text/html"), "failed", "not_kept"),
        (http(200, {"error": {"message": "no"}}), "failed", "server_error"),
        (http(200, b"{half"), "failed", "not_kept"),
        (error(403, "You may not."), "refused", "server_refused"),
        (error(409, "Conflict."), "refused", "server_refused"),
        (error(401, f"Incorrect API key provided: {ADMIN}"), "refused", "bad_key"),
        (error(404, "No project."), "refused", "server_refused"),
        (error(408, "Timeout."), "failed", "server_error"),
        (error(429, "Slow down.", retry_after="1"), "refused", "limited"),
        (http(502, b"<html>Bad gateway</html>", content_type="text/html"), "failed", "server_error"),
        (b"", "failed", "unreachable"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", "failed", "not_kept"),
        (b"rubbish\r\n\r\n", "failed", "unreachable"),
    ],
)
def test_answers_to_a_write_that_changed_nothing(permissions, other, answer, result, reason):
    planned = permissions.plan_allow(PROJECT, ["c"])
    other.odd["POST", "model_permissions"] = lambda _connection, _request: answer
    done = permissions.apply(planned)
    assert (done.result, done.reason, done.after) == (result, reason, Policy(ALLOW, ("b", "a")))
    assert len(other.writes) == 1
    assert ADMIN not in repr(done)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (http(200, {"mode": None, "model_ids": []}), "unreadable"),
        (http(200, {"mode": "allow_list"}), "unreadable"),
        (http(200, {"mode": "allow_list", "model_ids": "a"}), "unreadable"),
        (http(200, {"mode": "allow_list", "model_ids": [1]}), "unreadable"),
        (http(200, ["allow_list"]), "unreadable"),
        (http(200, b"<html></html>", content_type="text/html"), "unreadable"),
        (http(404, b"<html>Not found</html>", content_type="text/html"), "unreadable"),
        (http(302, b"", location="/elsewhere"), "unreachable"),
        (http(200, b"x" * 500_000), "unreadable"),
        (http(403, {"error": "You have insufficient permissions."}), "server_refused"),
    ],
)
def test_a_policy_that_cannot_be_read_is_never_guessed(permissions, other, answer, reason):
    other.odd["GET", "model_permissions"] = answer
    planned = permissions.plan_allow(PROJECT, ["c"])
    assert (planned.before, planned.reason) == (None, reason)
    assert permissions.apply(planned).result == planned.result in ("refused", "failed")
    assert not other.writes


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (error(429, "Slow down.", retry_after="0"), None),
        (error(429, "Slow down.", retry_after="Mon, 23 Nov 2026 12:00:00 GMT"), None),
        (http(503, b"<html>Busy</html>", content_type="text/html"), None),
        (error(429, "Slow down.", retry_after="600"), "refused"),
    ],
)
def test_what_will_pass_is_waited_for_and_what_takes_too_long_is_not(permissions, other, answer, result):
    other.odd["GET", "model_permissions"] = [answer]
    planned = permissions.plan_allow(PROJECT, ["c"])
    assert (planned.result, planned.reason) == (result, "limited" if result else None)


def test_a_404_without_a_body_is_no_policy_where_there_is_a_project(permissions, other):
    other.odd["GET", "model_permissions"] = http(404)
    assert permissions.show(PROJECT).policy == NO_POLICY
    assert permissions.show("proj_of_somebody_else").reason == "wrong_project"


def test_the_sdks_own_name_of_the_field_is_read_too(permissions, other):
    other.odd["GET", "model_permissions"] = http(200, {"mode": "deny_list", "api_model_ids": ["a"]})
    assert permissions.show(PROJECT).policy == Policy(DENY, ("a",))


def test_a_list_of_models_in_many_pages(permissions, other):
    other.models, other.page = [f"m{number}" for number in range(53)], 4
    assert permissions.models(PROJECT).ids == frozenset(other.models)
    other.names |= {f"proj_{number}": None for number in range(30)}
    assert len(permissions.projects().projects) == 31


@pytest.mark.parametrize(
    "page",
    [
        {"data": [{"id": "rl-a", "model": "a"}], "has_more": True, "last_id": "rl-a"},  # the same page for ever
        {"data": [{"model": "a"}], "has_more": True},
        {"data": []},
        {"data": "none"},
    ],
)
def test_a_list_that_does_not_end_says_nothing_about_what_it_lacks(permissions, other, page):
    other.odd["GET", "rate_limits"] = lambda _connection, _request: http(200, page)
    planned = permissions.plan_allow(PROJECT, ["c"])
    assert [one.kind for one in planned.notices] == ["models_unread"]
    assert permissions.apply(planned).result == "applied"


def test_an_id_that_another_project_lists_is_seen(permissions, other):
    first = http(200, {"data": [{"id": "rl-b", "model": "b"}]})  # a list that follows the policy
    other.names["proj_2"], other.policies["proj_2"] = "Two", None
    other.odd["GET", "rate_limits"] = [first]
    assert permissions.plan_allow(PROJECT, ["c"]).result is None


def test_a_write_that_never_left_is_no_riddle(permissions, other):
    planned = permissions.plan_allow(PROJECT, ["c"])

    def last_reading(connection, request):
        other.server.close()  # nobody takes further connections
        return other.normal(request)

    other.odd["GET", "model_permissions"] = last_reading
    done = permissions.apply(planned)
    assert (done.result, done.reason) == ("failed", "not_sent")


def test_a_silent_server_is_waited_for_within_bounds(permissions, other):
    planned = permissions.plan_allow(PROJECT, ["c"])
    other.odd["POST", "model_permissions"] = lambda _connection, _request: time.sleep(2.5)
    began = time.monotonic()
    done = permissions.apply(planned)
    assert (done.result, done.reason) == ("failed", "unreachable")
    assert time.monotonic() - began < 12


def test_whoever_stops_reading_many_projects_is_obeyed(permissions, other):
    other.names = {f"proj_{number}": None for number in range(400)}
    other.policies = dict.fromkeys(other.names)
    for seen in permissions.show_all(list(other.names)):
        assert seen.policy == NO_POLICY
        break
    time.sleep(0.2)
    count = len(other.got)
    time.sleep(0.3)
    assert len(other.got) == count < 100


def test_no_key_is_sent_where_the_environment_points(permissions, other, monkeypatch):
    trap = socket.create_server(("127.0.0.1", 0))
    proxy = f"http://127.0.0.1:{trap.getsockname()[1]}"
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy)
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Leak: 1")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-stray")
    assert permissions.show(PROJECT).policy is not None
    headers = other.got[-1].headers
    assert not {"x-leak", "openai-organization", "openai-project"} & set(headers)
    trap.close()
