"""`model-access probe` against the practice organization over real HTTP: verdicts, exit statuses, what is sent."""

from __future__ import annotations

import json

import pytest

from assistant.practice.faults import FAULTS
from assistant.practice.routes import Route
from assistant.wiring import knowledge
from tests.command.conftest import HELD_UP, spawn

MODEL = "gpt-4.1"
FIELDS = ["probe", "found", "method", "url", "status", "code", "message", "model", "request_id", "seconds", "at"]
SLOW = {"slow", "drip", "silence"}
OTHERWISE = {  # what a probe rightly says beside the fault's own cause
    "denied_other_project": ("key_org_project_mismatch", 1),
    "other_model": ("other", 1),
    "no_model": ("other", 1),
    "no_list_scope": ("none", 0),
    "no_list_scope_flat": ("none", 0),
    "hosted_tools_off": ("none", 0),
    "standard_tier_only": ("none", 0),
}


@pytest.fixture
def probe(run, server, org):
    """Probe a project of the practice organization with one of its keys."""

    def go(*flags, project="open", key="open", admin=None, model=MODEL, **environment):
        keys = {"OPENAI_API_KEY": org.secret(key)} if key else {}
        keys |= {"OPENAI_ADMIN_KEY": org.secret(admin)} if admin else {}
        named = org.project(project).id if project in ("open", "allow", "deny", "alias", "archived") else project
        given = {"OPENAI_BASE_URL": server.base_url, **keys, **environment}
        done = run("probe", "--project", named, "--model", model, "--json", *flags, **given)
        assert all(secret not in done.out + done.err for secret in org.secrets())
        return done

    return go


def sent(org):
    return [(one.method, one.path) for one in org.calls()]


def test_a_passing_call_is_none_verified_and_0(probe, org):
    done = probe("--call")
    assert done.status == 0
    answer = done.json
    assert set(answer) == {"category", "cause", "grade", "usable", "rests_on", "findings"}
    assert [answer[name] for name in ("category", "cause", "grade", "usable", "rests_on")] == [
        "none", None, "verified", True, ["model_call"]
    ]  # fmt: skip
    assert [list(one) for one in answer["findings"]] == [FIELDS] * 3
    call = answer["findings"][-1]
    assert (call["probe"], call["found"], call["method"], call["status"]) == ("model_call", "ok", "POST", 200)
    assert call["model"] == "gpt-4.1-2025-04-14" and call["request_id"].startswith("req_")
    assert sorted(sent(org)) == [("GET", "/v1/models"), ("GET", f"/v1/models/{MODEL}"), ("POST", "/v1/responses")]


def test_without_a_call_nothing_that_costs_is_sent(probe, org):
    done = probe()
    assert (done.status, done.json["category"], done.json["grade"], done.json["usable"]) == (0, "none", "possible", None)
    assert {method for method, _ in sent(org)} == {"GET"}


@pytest.mark.parametrize(
    ("project", "model", "flags", "category", "grade", "usable"),
    [
        ("allow", MODEL, ["--call"], "project_model_access", "verified", False),
        ("deny", MODEL, ["--call"], "project_model_access", "verified", False),
        ("alias", "gpt-4.1-2025-04-14", ["--call"], "project_model_access", "verified", False),
        ("alias", MODEL, ["--call"], "none", "verified", True),
        ("archived", MODEL, ["--call"], "project_archived", "verified", False),
        ("open", "gpt-4.1-mni", ["--call"], "model_not_found", "verified", False),
        ("open", "gpt-3.5-turbo", ["--call"], "model_deprecated", "verified", False),
        ("open", "o3-pro", ["--call"], "none", "verified", True),
        ("open", "text-embedding-3-small", ["--call"], "none", "verified", True),
        ("open", "omni-moderation-latest", ["--call"], "none", "verified", True),
        ("open", "gpt-image-2.6-flare", ["--call"], "none", "possible", None),
        ("allow", MODEL, [], "project_model_access", "possible", None),
        ("open", "gpt-4.1-mni", [], "model_not_found", "possible", None),
    ],
)
def test_states_of_the_organization(probe, project, model, flags, category, grade, usable):
    done = probe(*flags, project=project, key=project, model=model)
    assert (done.json["category"], done.json["grade"], done.json["usable"]) == (category, grade, usable)
    assert done.status == (0 if category == "none" else 1)


def faults_of_a_call():
    return [
        fault for fault in FAULTS.values()
        if fault.id not in SLOW and Route.RESPONSES in fault.routes and (fault.cause or fault.id in OTHERWISE)
    ]  # fmt: skip


@pytest.mark.parametrize("fault", faults_of_a_call(), ids=lambda one: one.id)
def test_every_fault_of_a_call_is_what_it_is(probe, org, fault):
    org.switch_on(fault.id, models=[MODEL, "gpt-4.1-2025-04-14"] if fault.group == "access" else None)
    done = probe("--call")
    category = knowledge().causes[fault.cause].category if fault.cause else "other"
    assert (done.json["category"], done.status) == OTHERWISE.get(fault.id, (category, 1))
    assert done.json["usable"] is (fault.id == "other_project" or done.json["category"] == "none")
    assert len([one for one in org.calls() if one.method == "POST"]) <= 2


@pytest.mark.parametrize("fault", ["list_lags", "list_ignores_policy", "shut_down_listed", "no_project_header", "empty_list", "unknown_mode"])
def test_what_refuses_no_call_is_no_refusal(probe, org, fault):
    org.switch_on(fault)
    done = probe("--call", admin="admin")
    assert (done.json["category"], done.json["grade"], done.status) == ("none", "verified", 0)


def test_the_project_of_the_answer_is_held_against_the_one_asked_about(probe):
    for flags in ((), ("--call",)):
        done = probe(*flags, project="open", key="allow", model="gpt-4o")
        assert (done.json["category"], done.status) == ("key_org_project_mismatch", 1)
    assert done.json["usable"] is True


def test_a_list_refused_for_want_of_a_scope_is_outdone_by_the_call(probe):
    done = probe("--call", key="no_list_scope")
    assert (done.json["category"], done.json["grade"], done.status) == ("none", "verified", 0)
    assert {one["probe"]: one["found"] for one in done.json["findings"]}["models_list"] == "denied"
    refused = probe("--call", key="no_request_scope")
    assert (refused.json["category"], refused.json["usable"], refused.status) == ("missing_scope", False, 1)


@pytest.mark.parametrize(
    ("project", "model", "category", "grade", "status"),
    [
        ("allow", MODEL, "project_model_access", "verified", 1),
        ("deny", MODEL, "project_model_access", "verified", 1),
        ("allow", "gpt-4o", "none", "possible", 0),
        ("deny", "gpt-4o", "none", "possible", 0),
        ("open", MODEL, "none", "possible", 0),
        ("archived", MODEL, "project_archived", "verified", 1),
        ("proj_" + "Zz9" * 8, MODEL, "key_org_project_mismatch", "possible", 1),
    ],
)
@pytest.mark.parametrize("flags", [(), ("--call",)])
def test_an_admin_key_alone_reads_the_policy(probe, org, project, model, category, grade, status, flags):
    done = probe(*flags, project=project, model=model, key=None, admin="admin")
    assert (done.json["category"], done.json["grade"], done.status) == (category, grade, status)
    assert done.json["usable"] is None
    assert all(path.startswith("/v1/organization/") for _, path in sent(org))


def test_what_an_admin_key_sees_beside_the_call(probe, org):
    org.switch_on("limit_zero")
    assert probe(admin="admin").json["cause"] == "limit_zero"
    org.all_fine()
    org.switch_on("project_spend_limit")
    assert probe(admin="admin").json["cause"] == "project_spend_limit"


def test_an_admin_key_is_never_sent_to_inference(run, server, org):
    admin = org.secret("admin")
    done = run("probe", "--project", org.project("open").id, "--model", MODEL, "--call", "--json",
               OPENAI_API_KEY=admin, OPENAI_BASE_URL=server.base_url)  # fmt: skip
    assert (done.json["category"], done.status) == ("invalid_api_key", 1)
    assert org.calls() == ()
    assert admin not in done.out + done.err
    swapped = run("probe", "--project", org.project("open").id, "--model", MODEL, "--json",
                  OPENAI_ADMIN_KEY=org.secret("open"), OPENAI_BASE_URL=server.base_url)  # fmt: skip
    assert org.calls() == ()
    assert org.secret("open") not in swapped.out + swapped.err


def test_an_unknown_key_is_no_key(probe, server):
    done = probe("--call", key=None, OPENAI_API_KEY="sk-" + "proj-" + "Nn8" * 20)
    assert (done.json["category"], done.status, done.json["usable"]) == ("invalid_api_key", 1, False)
    assert "Nn8Nn8" not in done.out
    assert server.directory.unclaimed()


def test_stray_settings_are_reported_and_not_sent(probe, org):
    stray = {
        "OPENAI_ORG_ID": "org-of-somebody-else",
        "OPENAI_PROJECT_ID": "proj_of_somebody_else",
        "OPENAI_CUSTOM_HEADERS": "X-Stray: yes",
    }
    done = probe("--call", admin="admin", **stray)
    assert (done.status, done.json["category"]) == (0, "none")
    assert all(name in done.err for name in stray)
    assert not any(value in done.err for value in stray.values())
    for call in org.calls():
        headers = {name.lower(): value for name, value in call.headers.items()}
        assert not {"openai-organization", "openai-project", "x-stray"} & set(headers)


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        ((), {}),
        (("--project", "proj_x"), {"OPENAI_API_KEY": "k" * 30}),
        (("--model", "m"), {"OPENAI_API_KEY": "k" * 30}),
        (("--project", "proj_x", "--model", "m"), {}),
        (("--project", "proj_x", "--model", "m"), {"OPENAI_API_KEY": "  ", "OPENAI_ADMIN_KEY": ""}),
        (("--project", "proj_x", "--model", "m", "--base-url", "ftp://x/v1"), {"OPENAI_API_KEY": "k" * 30}),
        (("--project", "proj_x", "--model", "m", "--base-url", "http://user:pw@x/v1"), {"OPENAI_API_KEY": "k" * 30}),
        (("--project", "proj_x", "--model", "m"), {"OPENAI_API_KEY": "k" * 30, "OPENAI_BASE_URL": "not a url"}),
        (("--project", "proj_x", "--model", "m", "--colour"), {"OPENAI_API_KEY": "k" * 30}),
        (("--project", "", "--model", ""), {"OPENAI_API_KEY": "k" * 30}),
    ],
)
def test_wrong_usage_is_2(run, arguments, environment):
    done = run("probe", "--json", *arguments, **environment)
    assert (done.status, done.out) == (2, "")
    assert done.err and "k" * 30 not in done.err


def test_the_flag_wins_over_the_environment(run, server, org):
    done = run("probe", "--project", org.project("open").id, "--model", MODEL, "--json", "--base-url", server.base_url + "/",
               OPENAI_API_KEY=org.secret("open"), OPENAI_BASE_URL="http://127.0.0.1:9/v1")  # fmt: skip
    assert done.status == 0
    assert all(one["url"].startswith(server.base_url + "/") for one in done.json["findings"])


def test_a_server_that_is_not_there_is_the_network(probe):
    done = probe("--call", OPENAI_BASE_URL="http://127.0.0.1:9/v1")
    assert (done.json["category"], done.json["usable"], done.status) == ("network", False, 1)


def test_for_a_reader_it_prints_words(run, server, org):
    done = run("probe", "--project", org.project("allow").id, "--model", MODEL, "--call",
               OPENAI_API_KEY=org.secret("allow"), OPENAI_BASE_URL=server.base_url)  # fmt: skip
    assert done.status == 1
    assert "project_model_access (verified)" in done.out and "does not have access to model" in done.out
    with pytest.raises(ValueError):
        json.loads(done.out)


def test_as_a_process(server, org):
    done = spawn("probe", "--project", org.project("allow").id, "--model", MODEL, "--call", "--json",
                 OPENAI_API_KEY=org.secret("allow"), OPENAI_BASE_URL=server.base_url)  # fmt: skip
    assert (done.status, done.json["category"], done.err) == (1, "project_model_access", "")
    assert spawn("probe", "--project", "p", "--model", "m").status == 2


@pytest.mark.parametrize("fault", HELD_UP)
def test_it_is_done_within_40_seconds_whatever_the_server_does(held_up, fault):
    """A server that never answers, and one that drips its answers for ever; both began with the first test here."""
    verdict, seconds = held_up[fault].result()
    assert seconds < 38  # leaves the command room to start and to print within 40
    assert (verdict.category, verdict.usable) == ("network", False)
