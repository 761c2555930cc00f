"""Faults that need a before and an after: delays, lagging lists, and writes whose fate the caller does not learn."""

from __future__ import annotations

import openai
import pytest

from assistant.domain.evidence import Policy, PolicyMode
from assistant.practice.faults import FAULTS
from assistant.practice.faults.effects import Write
from assistant.practice.organization import PracticeOrganization
from assistant.practice.routes import Route, match
from assistant.practice.wire import Arrival

WANTED = Policy(PolicyMode.DENY_LIST, ("o3",))


class Hours:
    """A clock that a test sets."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def listed(org: PracticeOrganization, key: str) -> set[str]:
    endpoint, ids = match("GET", "/v1/models")
    headers = {"authorization": f"Bearer {org.secret(key)}"}
    return {each["id"] for each in org.reply(Arrival("GET", "/v1/models", headers=headers), endpoint, ids).body["data"]}


def test_a_policy_is_felt_after_its_delay():
    clock = Hours()
    org = PracticeOrganization(clock=clock)
    org.switch_on("policy_delay", seconds=60)
    org.set_policy("allow", "allow_list", ["gpt-4.1"])
    assert org.project("allow").policy.model_ids == ("gpt-4.1",)  # the Admin API states it at once
    assert org.paste("allow").startswith("HTTP/1.1 403")
    clock.now += 59
    assert org.paste("allow").startswith("HTTP/1.1 403")
    clock.now += 2
    assert org.paste("allow").startswith("HTTP/1.1 200")


def test_a_list_lags_behind_the_calls():
    clock = Hours()
    org = PracticeOrganization(clock=clock)
    org.switch_on("list_lags", seconds=60)
    clock.now += 100
    org.set_policy("allow", "allow_list", ["gpt-4.1"])
    assert org.paste("allow").startswith("HTTP/1.1 200")
    assert "gpt-4.1" not in listed(org, "allow")
    clock.now += 61
    assert listed(org, "allow") == {"gpt-4.1"}


def test_a_list_that_knows_no_policy_and_one_that_shows_the_dead():
    org = PracticeOrganization()
    org.switch_on("list_ignores_policy")
    assert listed(org, "allow") == set(org.model_ids())
    org.switch_on("shut_down_listed")
    assert listed(org, "open") - set(org.model_ids()) == {"gpt-3.5-turbo", "gpt-4-turbo"}
    org.all_fine()
    assert listed(org, "allow") == set(org.project("allow").policy.model_ids)


# fault, what the caller sees, whether the policy holds afterwards
FATES = [
    ("write_lost_before", openai.APITimeoutError, False),
    ("write_lost_after", openai.APITimeoutError, True),
    ("write_cut_before", openai.APIConnectionError, False),
    ("write_cut_after", openai.APIConnectionError, True),
    ("write_500", openai.InternalServerError, False),
    ("write_500_applied", openai.InternalServerError, True),
    ("write_not_kept", None, False),
]


@pytest.mark.parametrize(("fault", "raised", "holds"), FATES)
def test_the_fate_of_a_write(client_of, org, fault, raised, holds):
    policies = client_of("open", timeout=0.5).admin.organization.projects.model_permissions
    project, before = org.project("open").id, org.project("open").policy
    org.switch_on(fault, times=1)

    def write():
        return policies.update(project, mode="deny_list", model_ids=["o3"])

    if raised:
        with pytest.raises(raised):
            write()
    else:
        assert write().model_ids == ["o3"]
    assert org.project("open").policy == (WANTED if holds else before)
    write()
    assert org.project("open").policy == WANTED


def test_every_fate_is_tried():
    assert {row[0] for row in FATES} == {fault.id for fault in FAULTS.values() if isinstance(fault.effect, Write)}


def test_a_write_that_fails_in_the_middle_of_several(client_of, org):
    policies = client_of("open").admin.organization.projects.model_permissions
    org.switch_on("write_500", after=1, times=1)
    roles = ("open", "allow", "deny")
    for role in roles:
        try:
            policies.update(org.project(role).id, mode="deny_list", model_ids=["o3"])
        except openai.InternalServerError:
            assert role == "allow"
    assert [org.project(role).policy == WANTED for role in roles] == [True, False, True]


def test_another_administrator_between_two_readings(client_of, org):
    policies = client_of("allow").admin.organization.projects.model_permissions
    project = org.project("allow").id
    org.switch_on("foreign_write")
    first, second, third = (tuple(policies.retrieve(project).model_ids) for _ in range(3))
    assert second == (*first, "gpt-6.1-sol") == third
    org.switch_on("foreign_write", routes=[Route.POLICY_SET])
    policies.update(project, mode="allow_list", model_ids=["gpt-4.1"])
    assert org.project(project).policy.model_ids == ("gpt-4.1", "gpt-6.1-sol")


def test_an_admin_api_that_asks_to_wait(client_of, org):
    org.switch_on("admin_429", times=1)
    projects = client_of().admin.organization.projects
    with pytest.raises(openai.RateLimitError) as caught:
        projects.list()
    assert caught.value.response.headers["retry-after"] == "1"
    assert projects.list().data
