"""Permission until a time: what a sweep puts back, and what it leaves and says."""

from __future__ import annotations

from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.permissions.policy import NO_POLICY
from assistant.practice.routes import Route

ALLOW, DENY = PolicyMode.ALLOW_LIST, PolicyMode.DENY_LIST
SOON, LATER = "2026-11-23T13:00:00+00:00", "2026-11-23T15:00:00+00:00"
AFTER_SOON, AFTER_LATER = "2026-11-23T13:00:01+00:00", "2026-11-23T15:00:01+00:00"


def allow(permissions, org, model, until=None, role="allow"):
    return permissions.apply(permissions.plan_allow(org.project(role).id, [model]), until=until)


def policy(org, role="allow"):
    return org.project(role).policy


def test_the_edit_is_put_back_when_its_time_has_come(permissions, org, store):
    before, blocked = policy(org), policy(org, "deny")
    done = allow(permissions, org, "gpt-4.1", SOON)
    assert done.grant.until == SOON
    allow(permissions, org, "gpt-4.1-2025-04-14", SOON, role="deny")
    assert permissions.sweep("2026-11-23T12:59:59+00:00") == ()
    assert "gpt-4.1" in policy(org).model_ids

    swept = {one.project_id: one for one in permissions.sweep(SOON)}
    assert {one.result for one in swept.values()} == {"applied"}
    assert swept[org.project("allow").id].undone == ("gpt-4.1",)
    assert (policy(org), policy(org, "deny")) == (before, blocked)
    assert store.load(swept[org.project("allow").id].record).action == "put_back"
    assert permissions.sweep(AFTER_LATER) == ()


def test_what_others_changed_meanwhile_stays(permissions, org):
    allow(permissions, org, "gpt-4.1", SOON)
    org.set_policy("allow", ALLOW, ["o3", *policy(org).model_ids, "gpt-6-astra"])
    (swept,) = permissions.sweep(SOON)
    assert swept.undone == ("gpt-4.1",)
    assert {"o3", "gpt-6-astra", "gpt-4o"} <= set(policy(org).model_ids)
    assert "gpt-4.1" not in policy(org).model_ids


def test_an_id_that_somebody_took_off_or_a_policy_that_is_gone_is_left_and_said(permissions, org):
    allow(permissions, org, "gpt-4.1", SOON)
    allow(permissions, org, "gpt-4.1", SOON, role="deny")
    org.set_policy("allow", ALLOW, ["o3"])
    org.remove_policy("deny")
    swept = permissions.sweep(SOON)
    assert [(one.result, one.changed, one.left) for one in swept] == [("nothing", ("gpt-4.1",), False)] * 2
    assert (policy(org), policy(org, "deny")) == (Policy(ALLOW, ("o3",)), NO_POLICY)
    assert permissions.grants() == ()


def test_an_id_that_another_grant_needs_ends_with_the_last(permissions, org):
    before = policy(org)
    allow(permissions, org, "gpt-4.1", SOON)
    for model, timed in (("gpt-4.1", True), ("gpt-4o", False), ("o3", False)):
        assert permissions.timed(permissions.plan_allow(org.project("allow").id, [model])).timed is timed
    second = allow(permissions, org, "gpt-4.1", LATER)
    assert (second.result, second.grant.ids, second.grant.wanted) == ("nothing", (), ("gpt-4.1",))
    (swept,) = permissions.sweep(SOON)
    assert (swept.undone, swept.needed) == ((), ("gpt-4.1",))
    assert "gpt-4.1" in policy(org).model_ids
    assert permissions.sweep(AFTER_SOON) == ()
    assert permissions.sweep(LATER)[0].undone == ("gpt-4.1",)
    assert policy(org) == before


def test_what_is_permitted_for_good_afterwards_stays(permissions, org):
    allow(permissions, org, "gpt-4.1", SOON)
    done = allow(permissions, org, "gpt-4.1")
    assert (done.result, [one.kind for one in done.notices]) == ("nothing", ["made_permanent"])
    (swept,) = permissions.sweep(SOON)
    assert (swept.undone, swept.changed) == ((), ())
    assert "gpt-4.1" in policy(org).model_ids


def test_what_a_sweep_put_back_between_two_looks_does_not_pass_for_permitted(permissions, org):
    allow(permissions, org, "gpt-4.1", SOON)
    planned = permissions.plan_allow(org.project("allow").id, ["gpt-4.1"])
    assert planned.result == "nothing"
    permissions.sweep(SOON)
    assert permissions.apply(planned).result == "stale"


def test_an_undo_ends_the_grant(permissions, org):
    done = allow(permissions, org, "gpt-4.1", SOON)
    undone = permissions.apply(permissions.plan_undo(done.record))
    assert [one.kind for one in undone.notices] == ["grant_ended"]
    org.set_policy("allow", ALLOW, [*policy(org).model_ids, "gpt-4.1"])  # an administrator, by hand
    assert permissions.sweep(SOON)[0].undone == ()
    assert "gpt-4.1" in policy(org).model_ids


def test_a_change_that_failed_leaves_no_grant(permissions, org):
    org.switch_on("write_not_kept")
    assert allow(permissions, org, "gpt-4.1", SOON).grant is None
    assert permissions.grants() == ()


def test_an_unknown_outcome_keeps_the_grant(permissions, org):
    planned = permissions.plan_allow(org.project("allow").id, ["gpt-4.1"])
    org.switch_on("write_lost_after")
    org.switch_on("admin_500", routes={Route.POLICY_GET}, after=1)
    assert permissions.apply(planned, until=SOON).result == "unknown"
    org.all_fine()
    assert permissions.sweep(SOON)[0].undone == ("gpt-4.1",)


def test_what_fails_is_tried_again_by_the_next_sweep(permissions, org):
    before = policy(org)
    allow(permissions, org, "gpt-4.1", SOON)
    org.switch_on("write_500")
    (failed,) = permissions.sweep(SOON)
    assert (failed.result, failed.left) == ("failed", True)
    org.all_fine()
    assert permissions.sweep(AFTER_SOON)[0].undone == ("gpt-4.1",)
    assert policy(org) == before


def test_other_organizations_and_other_hosts_are_left_and_said(permissions, make, server, org):
    allow(permissions, org, "gpt-4.1", SOON)
    stranger = server.new_organization("Stranger")
    (left,) = make(stranger.secret("admin")).sweep(SOON)
    assert (left.left, left.result, left.reason) == (True, "nothing", "wrong_project")
    (elsewhere,) = make(base_url="http://127.0.0.1:9/v1").sweep(SOON)
    assert (elsewhere.left, elsewhere.result, elsewhere.reason) == (True, "nothing", "other_host")
    server.drop(stranger)
    assert permissions.sweep(SOON)[0].undone == ("gpt-4.1",)


def test_several_grants_of_a_project_are_one_write(permissions, org):
    before = policy(org)
    for model in ("gpt-4.1", "o3", "gpt-6-astra"):
        allow(permissions, org, model, SOON)
    writes = len([call for call in org.calls() if call.method == "POST"])
    (swept,) = permissions.sweep(SOON)
    assert (set(swept.undone), policy(org)) == ({"gpt-4.1", "o3", "gpt-6-astra"}, before)
    assert len([call for call in org.calls() if call.method == "POST"]) == writes + 1


def test_what_is_due_can_be_shown_before(permissions, org):
    allow(permissions, org, "gpt-4.1", SOON)
    planned, back = permissions.due_plan(org.project("allow").id, SOON)
    assert (planned.difference.takes_off, back.undone) == (("gpt-4.1",), ("gpt-4.1",))
    assert "gpt-4.1" in policy(org).model_ids
    assert [one.until for one in permissions.grants()] == [SOON]


def test_no_policy_leaves_nothing_to_end(permissions, org):
    done = allow(permissions, org, "gpt-4.1", SOON, role="open")
    assert (done.result, done.grant) == ("nothing", None)
    assert allow(permissions, org, "gpt-4o", SOON).grant is None  # permitted already, and for good
    assert permissions.grants() == ()
