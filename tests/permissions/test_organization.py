"""A whole organization read over real HTTP: 500 projects, with everything that can come in between."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.adapters.admin_api import AdminApi, Patience
from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.permissions.baseline_file import read_baseline
from assistant.domain.permissions.drift import drift
from assistant.domain.permissions.policy import NO_POLICY
from assistant.domain.permissions.table import as_csv
from assistant.domain.probing.keys import Keys
from assistant.engine.permissions import Permissions, Progress, World
from assistant.practice.organization import PracticeOrganization
from assistant.practice.routes import Route
from assistant.practice.server import PracticeServer

ALLOW, DENY = PolicyMode.ALLOW_LIST, PolicyMode.DENY_LIST
MANY = 500


@pytest.fixture(scope="module")
def large(server: PracticeServer) -> Iterator[PracticeOrganization]:
    organization = server.new_organization("Large")
    models, chance = organization.model_ids(), random.Random(7)
    for number in range(MANY - sum(not one.archived for one in organization.projects())):
        some = tuple(chance.sample(models, 5))
        policy = (NO_POLICY, Policy(ALLOW, some), Policy(DENY, some))[number % 3]
        organization.add_project(f"Team {number:03d}", policy)
    yield organization
    server.drop(organization)


@pytest.fixture
def of_large(large: PracticeOrganization, server: PracticeServer, make) -> Iterator[Permissions]:
    yield make(large.secret("admin"))
    large.all_fine()


def policies(organization: PracticeOrganization) -> dict[str, Policy]:
    return {one.id: one.policy for one in organization.projects() if not one.archived}


def test_500_projects_are_read_as_they_are(of_large, large):
    progress = Progress()
    seen = of_large.organization(progress)
    assert {one.project_id: one.policy for one in seen.rows} == policies(large)
    assert [one.project_id for one in seen.rows] == [*policies(large)]
    assert (len(seen.rows), progress.done, progress.total) == (MANY, MANY, MANY)
    assert (seen.reason, seen.cancelled) == (None, False)
    assert seen.visible == set(large.model_ids())
    found = read_baseline(as_csv(seen.rows).encode())
    assert drift(found.policies, seen) == ()


def test_the_server_may_ask_to_wait_and_fail_in_the_middle(of_large, large):
    odd, broken, gone = [one.id for one in large.projects()[20:23]]
    large.switch_on("admin_429", after=40, times=4)
    large.switch_on("admin_500", routes={Route.POLICY_GET}, project_id=broken)
    large.switch_on("unknown_mode", project_id=odd)

    class Meanwhile(Progress):
        """Lets a project vanish between the list and its policy."""

        def __setattr__(self, name: str, value: object) -> None:
            if name == "total" and value:
                self.hidden = (large._state.projects.pop(gone), [*large._state.projects])
            super().__setattr__(name, value)

    progress = Meanwhile()
    try:
        seen = of_large.organization(progress)
    finally:
        large._state.projects[gone] = progress.hidden[0]
    assert {one.project_id: one.reason for one in seen.rows if one.reason} == {
        odd: "unknown_mode", broken: "server_error", gone: "wrong_project",
    }  # fmt: skip
    assert (seen.row(odd).policy, seen.row(odd).mode_text) == (None, "review_list")
    assert len(seen.rows) == MANY
    assert sum(one.policy is not None for one in seen.rows) == MANY - 3


def test_a_cancel_keeps_what_was_read_and_asks_nothing_more(of_large, large):
    progress, enough = Progress(), threading.Event()

    def watch() -> None:
        while progress.done < 25:
            enough.wait(0.005)
        progress.cancel()

    with ThreadPoolExecutor(1) as watcher:
        watcher.submit(watch)
        seen = of_large.organization(progress)
    read = [one for one in seen.rows if one.policy is not None]
    assert seen.cancelled
    assert len(seen.rows) == MANY
    assert 25 <= len(read) < MANY
    assert {one.reason for one in seen.rows if one.policy is None} == {None}
    assert all(one.policy == policies(large)[one.project_id] for one in read)
    enough.wait(1.0)  # those under way may still arrive
    last = large.calls()[-1]
    enough.wait(1.0)
    assert large.calls()[-1] == last
    assert drift(policies(large), seen) != ()


@pytest.mark.parametrize("routes", [{Route.PROJECTS}, {Route.POLICY_GET}], ids=["listing", "reading"])
def test_a_cancel_does_not_wait_for_a_server_that_asks_to_wait(server, org, clock, routes):
    endless = Patience(attempts=10_000, seconds=600.0, longest_wait=60.0)
    api = AdminApi(Keys(admin=org.secret("admin"), base_url=server.base_url), patience_with_many=endless)
    permissions = Permissions(api, pytest.fail, World("tester", clock.now))
    org.switch_on("admin_429", routes=routes)
    progress = Progress()
    with ThreadPoolExecutor(1) as executor:
        reading = executor.submit(permissions.organization, progress)
        while not [one for one in org.calls() if one.status == 429]:
            threading.Event().wait(0.05)
        progress.cancel()
        seen = reading.result(timeout=30)
    assert seen.cancelled
    assert [one for one in seen.rows if one.policy is not None] == []


def test_a_key_that_is_refused_gives_no_rows_and_says_why(make, org):
    seen = make("sk-" + "admin-" + "x" * 40).organization()
    assert (seen.rows, seen.reason, seen.visible) == ((), "bad_key", None)


def test_a_list_that_ends_early_is_said(make, large):
    large.switch_on("admin_500", routes={Route.PROJECTS}, after=2)
    try:
        seen = make(large.secret("admin")).organization()
    finally:
        large.all_fine()
    assert seen.reason == "server_error"
    assert 0 < len(seen.rows) < MANY
    assert all(one.policy is not None for one in seen.rows)


def test_what_was_read_is_said_although_the_models_cannot_be_listed(permissions, org):
    org.switch_on("admin_500", routes={Route.RATE_LIMITS})
    seen = permissions.organization()
    assert (seen.visible, seen.reason) == (None, None)
    assert all(one.policy is not None for one in seen.rows)


def test_taking_a_model_off_is_planned_made_and_undone_like_any_change(permissions, org, store):
    before, blocked = org.project("allow").policy, org.project("deny").policy
    for role, model, was in (("allow", "gpt-4o", before), ("deny", "o3", blocked)):
        project_id = org.project(role).id
        planned = permissions.plan_refuse(project_id, [model])
        assert (planned.result, planned.opening.closes, planned.opening.unsafe) == (None, (model,), False)
        done = permissions.apply(planned)
        assert (done.result, store.load(done.record).action) == ("applied", "refuse")
        assert org.project(role).policy.mode is was.mode
        assert (model in org.project(role).policy.model_ids) is (was.mode is DENY)
        assert permissions.plan_refuse(project_id, [model]).reason == "already_refused"
        assert permissions.apply(permissions.plan_undo(done.record)).result == "applied"
        assert org.project(role).policy == was


def test_without_a_list_nothing_is_taken_off(permissions, org):
    planned = permissions.plan_refuse(org.project("open").id, ["gpt-4o"])
    assert (planned.result, planned.reason) == ("refused", "no_list")
    assert permissions.apply(planned).result == "refused"
    assert org.project("open").policy == NO_POLICY
    assert permissions.plan_refuse(org.project("allow").id, [" "]).reason == "bad_id"


SOON, LATER = "2026-11-23T13:00:00+00:00", "2026-11-23T15:00:00+00:00"


def allowed(permissions, org, model, until, role="allow"):
    return permissions.apply(permissions.plan_allow(org.project(role).id, [model]), until=until).grant


def test_what_a_sweep_made_of_each_grant_can_be_looked_up(permissions, org):
    plain = allowed(permissions, org, "gpt-4.1", SOON)
    shared, heir = allowed(permissions, org, "o3", SOON), allowed(permissions, org, "o3", LATER)
    touched = allowed(permissions, org, "gpt-6-astra", SOON)
    org.set_policy("allow", ALLOW, [one for one in org.project("allow").policy.model_ids if one != "gpt-6-astra"])
    (swept,) = permissions.sweep(SOON)
    grants = permissions.grants(ended=True)
    told = permissions.endings(grants)
    assert told[plain.id].undone == ("gpt-4.1",)
    assert (told[shared.id].undone, told[shared.id].needed) == ((), ("o3",))
    assert told[touched.id].changed == ("gpt-6-astra",)
    assert heir.id not in told
    assert {one.record_id for one in told.values()} == {swept.record}
    assert {one.id: one.ended is None for one in grants} == {plain.id: False, shared.id: False, touched.id: False, heir.id: True}


def test_what_a_sweep_left_is_noted_and_replaced_by_what_came_of_it(permissions, org):
    grant = allowed(permissions, org, "gpt-4.1", SOON)
    org.switch_on("write_500")
    permissions.sweep(SOON)
    left = permissions.endings([grant])[grant.id]
    assert (left.left, left.result, left.reason) == (True, "failed", "server_error")
    org.all_fine()
    permissions.sweep(LATER)
    done = permissions.endings([grant])[grant.id]
    assert (done.left, done.result, done.undone) == (False, "applied", ("gpt-4.1",))


def test_a_sweep_from_the_page_looks_at_its_own_projects_only(permissions, org):
    allowed(permissions, org, "gpt-4.1", SOON)
    allowed(permissions, org, "gpt-4.1-2025-04-14", SOON, role="deny")
    here = org.project("deny").id
    assert [one.project_id for one in permissions.sweep(SOON, {here})] == [here]
    assert "gpt-4.1" in org.project("allow").policy.model_ids
    assert permissions.sweep(SOON, ()) == ()


def test_records_of_some_projects(permissions, org):
    for role in ("allow", "alias"):
        permissions.apply(permissions.plan_allow(org.project(role).id, ["o3"]))
    here = org.project("alias").id
    assert [one.project_id for one in permissions.records([here, "proj_none"])] == [here]
    assert permissions.records([]) == []
    assert len(permissions.records()) == 2
