"""The Admin endpoints through the SDK: policies, projects, limits, tools, tiers, keys."""

from __future__ import annotations

import openai
import pytest

from assistant.domain.evidence import Policy, PolicyMode
from tests.practice.plain import ask

PING = [{"role": "user", "content": "ping"}]


def test_a_policy_is_read_replaced_and_removed(client_of, org):
    client, project = client_of("allow"), org.project("allow")
    policies = client.admin.organization.projects.model_permissions
    before = policies.retrieve(project.id)
    assert (before.mode, tuple(before.model_ids)) == ("allow_list", project.policy.model_ids)
    with pytest.raises(openai.PermissionDeniedError):
        client.chat.completions.create(model="gpt-4.1", messages=PING)

    policies.update(project.id, mode="allow_list", model_ids=["gpt-4.1"])
    assert org.project(project.id).policy == Policy(PolicyMode.ALLOW_LIST, ("gpt-4.1",))
    assert client.chat.completions.create(model="gpt-4.1", messages=PING).model == "gpt-4.1-2025-04-14"
    with pytest.raises(openai.PermissionDeniedError):  # the whole list was replaced
        client.chat.completions.create(model="gpt-4o", messages=PING)
    with pytest.raises(openai.PermissionDeniedError):  # an alias does not cover its snapshot
        client.chat.completions.create(model="gpt-4.1-2025-04-14", messages=PING)

    assert policies.delete(project.id).deleted is True
    assert org.project(project.id).policy == Policy(None, ())
    assert client.chat.completions.create(model="gpt-4o", messages=PING).choices
    for gone in (policies.retrieve, policies.delete):
        with pytest.raises(openai.NotFoundError):
            gone(project.id)


def test_a_fine_tuned_id_may_stand_in_a_policy_and_an_unknown_one_may_not(client_of, org):
    project = org.project("open").id
    policies = client_of().admin.organization.projects.model_permissions
    tuned = next(each for each in org.model_ids() if each.startswith("ft:"))
    assert policies.update(project, mode="deny_list", model_ids=[tuned]).model_ids == [tuned]
    with pytest.raises(openai.BadRequestError, match=r"gpt-4\.l") as caught:
        policies.update(project, mode="deny_list", model_ids=["gpt-4.l"])
    assert caught.value.param == "model_ids"
    assert org.project("open").policy.model_ids == (tuned,)
    assert policies.update(project, mode="allow_list", model_ids=[]).model_ids == []
    assert list(client_of("open").models.list()) == []


@pytest.mark.parametrize(
    ("body", "param"),
    [({"mode": "allow_list"}, "model_ids"), ({"mode": "some", "model_ids": []}, "mode"), ({"mode": "deny_list", "model_ids": "a"}, "model_ids")],
)  # fmt: skip
def test_a_policy_that_is_none_is_refused(server, org, body, param):
    path = f"/organization/projects/{org.project('open').id}/model_permissions"
    answer = ask(server.base_url, "POST", path, org.secret("admin"), body)
    assert (answer.status, answer.error["param"]) == (400, param)
    assert org.project("open").policy == Policy(None, ())


def test_projects_come_in_pages_archived_ones_on_request(client_of, org):
    projects = client_of().admin.organization.projects
    roles = {project.id: project.role for project in org.projects()}
    assert [roles[each.id] for each in projects.list(limit=2)] == ["allow", "deny", "open", "alias"]
    everything = {roles[each.id]: each for each in projects.list(limit=2, include_archived=True)}
    assert (everything["archived"].status, everything["open"].status) == ("archived", "active")
    assert everything["archived"].archived_at
    assert projects.retrieve(org.project("open").id).name == "Sandbox"
    with pytest.raises(openai.NotFoundError):
        projects.retrieve("proj_" + "A" * 24)
    with pytest.raises(openai.NotFoundError):
        projects.model_permissions.retrieve("proj_" + "A" * 24)
    with pytest.raises(openai.BadRequestError):
        projects.list(limit=0)


def test_a_rate_limit_of_zero_refuses_and_waiting_would_not_help(client_of, org):
    client, project = client_of("open"), org.project("open").id
    limits = client.admin.organization.projects.rate_limits
    listed = {each.model: each for each in limits.list_rate_limits(project)}
    assert set(listed) == set(org.model_ids())
    limits.update_rate_limit("rl-gpt-4.1", project_id=project, max_requests_per_1_minute=0)
    assert {each.model: each for each in limits.list_rate_limits(project)}["gpt-4.1"].max_requests_per_1_minute == 0
    with pytest.raises(openai.RateLimitError, match=r"Limit 0, Used 0, Requested 1\.") as caught:
        client.chat.completions.create(model="gpt-4.1", messages=PING)
    assert (caught.value.type, caught.value.code) == ("requests", "rate_limit_exceeded")
    assert "retry-after" not in caught.value.response.headers
    assert client.chat.completions.create(model="gpt-4o", messages=PING).choices


def test_a_rate_limit_list_has_pages(client_of, org):
    limits = client_of().admin.organization.projects.rate_limits
    first = limits.list_rate_limits(org.project("open").id, limit=5)
    assert (len(first.data), first.has_more) == (5, True)
    assert len(list(first)) == len(org.model_ids())


def test_a_request_above_the_tokens_a_minute_is_too_large(client_of, org):
    client, project = client_of("open"), org.project("open").id
    client.admin.organization.projects.rate_limits.update_rate_limit(
        "rl-gpt-4.1", project_id=project, max_tokens_per_1_minute=50
    )
    with pytest.raises(openai.RateLimitError, match=r"^.*Request too large for gpt-4\.1 .* Limit 50, Requested"):
        client.responses.create(model="gpt-4.1", input="word " * 200)


def test_spend_limits(client_of, org):
    admin = client_of("open").admin.organization
    project = org.project("open").id
    for none in (admin.spend_limit.retrieve, lambda: admin.projects.spend_limit.retrieve(project)):
        with pytest.raises(openai.NotFoundError):
            none()
    made = admin.projects.spend_limit.update(project, threshold_amount=500, currency="USD", interval="month")
    assert (made.threshold_amount, made.enforcement.status) == (500, "inactive")
    org.switch_on("project_spend_limit", project_id="open")
    assert admin.projects.spend_limit.retrieve(project).enforcement.status == "enforcing"
    with pytest.raises(openai.RateLimitError, match=f"https://platform.openai.com/settings/{project}/limits") as caught:
        client_of("open").responses.create(model="gpt-4.1", input="ping")
    assert (caught.value.type, caught.value.code) == ("insufficient_quota", "project_spend_limit_exceeded")
    assert client_of("service_account").models.list().data
    assert admin.projects.spend_limit.delete(project).deleted is True
    assert client_of("open").responses.create(model="gpt-4.1", input="ping").status == "completed"
    org.switch_on("organization_spend_limit")
    assert admin.spend_limit.retrieve().enforcement.status == "enforcing"
    with pytest.raises(openai.RateLimitError) as caught:
        client_of("open").responses.create(model="gpt-4.1", input="ping")
    assert caught.value.code == "organization_spend_limit_exceeded"


def test_hosted_tools_and_service_tiers(client_of, org):
    client, project = client_of("open"), org.project("open").id
    projects = client.admin.organization.projects
    projects.hosted_tool_permissions.update(project, web_search={"enabled": False})
    shown = projects.hosted_tool_permissions.retrieve(project)
    assert (shown.web_search.enabled, shown.mcp.enabled) == (False, True)
    with pytest.raises(openai.BadRequestError, match="Web Search tool is not enabled for this organization"):
        client.responses.create(model="gpt-4.1", input="ping", tools=[{"type": "web_search"}])

    assert projects.service_tier_settings.retrieve(project).enabled_tiers == "all"
    projects.service_tier_settings.update(project, default="standard", enabled_tiers=["flex"])
    with pytest.raises(openai.BadRequestError) as caught:
        client.responses.create(model="gpt-4.1", input="ping", service_tier="priority")
    assert (caught.value.param, caught.value.code) == ("service_tier", None)
    assert client.responses.create(model="gpt-4.1", input="ping", service_tier="flex").status == "completed"


def test_keys_are_listed_starred_and_an_admin_key_may_be_read_only(client_of, org):
    admin = client_of("open", admin="admin_read_only").admin.organization.projects
    listed = {each.name: each for each in admin.api_keys.list(org.project("open").id)}
    assert set(listed) == {"open", "no_list_scope", "no_request_scope", "service_account"}
    assert listed["service_account"].owner.type == "service_account"
    for name, each in listed.items():
        assert each.redacted_value.endswith(org.secret(name)[-4:])
        assert org.secret(name)[12:-4] not in each.redacted_value
    with pytest.raises(openai.PermissionDeniedError, match=r"Missing scopes: api\.management\.write"):
        admin.model_permissions.update(org.project("open").id, mode="deny_list", model_ids=[])
