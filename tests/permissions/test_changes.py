"""Changes against the practice organization: what is read, guarded, written once, read again, recorded, undone."""

from __future__ import annotations

import pytest

from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.permissions.policy import NO_POLICY, policy_hash
from assistant.practice.routes import Route

ALLOW, DENY = PolicyMode.ALLOW_LIST, PolicyMode.DENY_LIST
WRITES = ("POST", "DELETE")


def writes(org):
    return [call for call in org.calls() if call.method in WRITES]


def pid(org, role="allow"):
    return org.project(role).id


def test_the_smallest_edit_is_written_once_and_recorded(permissions, org, store):
    before = org.project("allow").policy
    planned = permissions.plan_allow(pid(org), ["gpt-4.1", "gpt-4o"])
    assert not writes(org)
    assert planned.difference.adds == ("gpt-4.1",)
    done = permissions.apply(planned)
    assert (done.result, done.reason) == ("applied", None)
    assert org.project("allow").policy == done.after == Policy(ALLOW, (*before.model_ids, "gpt-4.1"))
    assert [(call.method, call.body) for call in writes(org)] == [
        ("POST", {"mode": "allow_list", "model_ids": [*before.model_ids, "gpt-4.1"]})
    ]
    record = store.load(done.record)
    assert (record.who, record.project_id, record.action) == ("tester", pid(org), "allow")
    assert (record.before, record.after, record.found) == (before, done.after, done.after)
    assert (record.result, record.planned_hash) == ("applied", policy_hash(before))
    assert set(record.request_ids) == set(done.request_ids)
    assert {call.request_id for call in org.calls() if "model_permissions" in call.path} == set(record.request_ids)
    assert done.policy_hash == policy_hash(done.after)


def test_a_deny_list_loses_the_id_and_keeps_its_order(permissions, org):
    done = permissions.apply(permissions.plan_allow(pid(org, "deny"), ["gpt-4.1", "gpt-6-astra"]))
    assert (done.result, org.project("deny").policy) == ("applied", Policy(DENY, ("gpt-4.1-2025-04-14", "o3-pro")))


@pytest.mark.parametrize(
    ("role", "models", "reason"),
    [("open", ["gpt-4.1"], "no_policy"), ("allow", ["gpt-4o"], "already_permitted"), ("deny", ["gpt-4o"], "already_permitted")],
)  # fmt: skip
def test_nothing_to_do_writes_nothing(permissions, org, role, models, reason):
    done = permissions.apply(permissions.plan_allow(pid(org, role), models))
    assert (done.result, done.reason, done.record) == ("nothing", reason, None)
    assert not writes(org)


def test_a_fine_tuned_id_goes_through_as_it_is(permissions, org):
    tuned = next(one for one in org.model_ids() if one.startswith("ft:"))
    done = permissions.apply(permissions.plan_allow(pid(org), [tuned]))
    assert (done.result, org.project("allow").policy.model_ids[-1]) == ("applied", tuned)


def test_a_long_policy(permissions, org):
    many = tuple(f"gpt-4o-{number:04}-with-a-rather-long-name-of-its-own" for number in range(1000))
    org.set_policy("deny", DENY, (*many[:500], "gpt-4.1", *many[500:]))
    planned = permissions.plan_allow(pid(org, "deny"), ["gpt-4.1"], allow_unknown=True)
    assert planned.after == Policy(DENY, many)
    # the practice organization takes no ids that it does not know: what is written is seen on its way
    assert permissions.apply(planned).result == "refused"
    assert writes(org)[-1].body == {"mode": "deny_list", "model_ids": list(many)}


def test_an_id_that_the_organization_does_not_see_is_refused_before_anything_is_written(permissions, org):
    planned = permissions.plan_allow(pid(org), ["gpt-4o", "gpt-4.l"])
    assert (planned.result, planned.reason) == ("refused", "unseen_model")
    assert [(one.kind, one.models, one.near[0]) for one in planned.notices] == [("unseen", ("gpt-4.l",), "gpt-4.1")]
    assert permissions.plan_allow(pid(org, "deny"), ["gpt-4.l"]).reason == "unseen_model"
    assert not writes(org)
    pressed = permissions.apply(permissions.plan_allow(pid(org), ["gpt-4.l"], allow_unknown=True))
    assert (pressed.result, pressed.reason) == ("refused", "server_refused")
    assert "gpt-4.l" in pressed.message


def test_an_unread_list_of_models_warns_and_goes_on(permissions, org):
    org.switch_on("admin_500", routes={Route.RATE_LIMITS})
    planned = permissions.plan_allow(pid(org), ["gpt-4.1"])
    assert [one.kind for one in planned.notices] == ["models_unread"]
    assert permissions.apply(planned).result == "applied"


def test_the_wrong_project_and_an_unknown_mode_are_refused(permissions, org):
    wrong = permissions.plan_allow("proj_" + "A" * 24, ["gpt-4.1"])
    assert (wrong.result, wrong.reason) == ("refused", "wrong_project")
    org.switch_on("unknown_mode")
    unknown = permissions.plan_allow(pid(org), ["gpt-4.1"])
    assert (unknown.result, unknown.reason, unknown.before.mode_text) == ("refused", "unknown_mode", "review_list")
    assert permissions.plan_remove(pid(org)).reason == "unknown_mode"
    assert not writes(org)


def test_a_404_is_no_policy_only_when_the_project_is_there(permissions, org):
    assert permissions.show(pid(org, "open")).policy == NO_POLICY
    assert permissions.show("proj_none").reason == "wrong_project"
    org.switch_on("admin_500", routes={Route.PROJECT})
    unsure = permissions.show(pid(org, "open"))
    assert (unsure.policy, unsure.reason) == (None, "server_error")


def test_a_change_between_plan_and_write_is_stale(permissions, org, store):
    planned = permissions.plan_allow(pid(org), ["gpt-4.1"])
    org.set_policy("allow", ALLOW, ["o3"])
    done = permissions.apply(planned)
    assert (done.result, done.reason, done.after) == ("stale", "changed_since", Policy(ALLOW, ("o3",)))
    assert not writes(org)
    assert (store.load(done.record).result, store.load(done.record).found) == ("stale", Policy(ALLOW, ("o3",)))


def test_another_order_is_no_change_and_is_kept(permissions, org):
    first = permissions.plan_allow(pid(org), ["gpt-4.1"])
    ids = org.project("allow").policy.model_ids
    org.set_policy("allow", ALLOW, reversed(ids))
    assert permissions.plan_allow(pid(org), ["gpt-4.1"], if_unchanged=first.policy_hash).result is None
    done = permissions.apply(first)
    assert (done.result, done.after.model_ids) == ("applied", (*reversed(ids), "gpt-4.1"))
    undone = permissions.apply(permissions.plan_undo(done.record))
    assert (undone.result, set(undone.after.model_ids)) == ("applied", set(ids))


def test_a_foreign_write_after_the_re_read_is_overwritten_and_one_after_the_write_is_reported(permissions, org):
    planned = permissions.plan_allow(pid(org), ["gpt-4.1"])
    org.switch_on("foreign_write")  # right behind the next reading: in the window that the preview names
    done = permissions.apply(planned)
    assert (done.result, org.project("allow").policy) == ("applied", planned.after)

    org.remove_policy("allow")
    org.set_policy("allow", ALLOW, ["gpt-4o"])
    planned = permissions.plan_allow(pid(org), ["gpt-4.1"])
    org.switch_on("write_not_kept")
    org.switch_on("foreign_write")  # nothing of ours is kept, and somebody else wrote
    done = permissions.apply(planned)
    assert (done.result, done.reason) == ("failed", "changed_by_other")
    assert done.after == org.project("allow").policy == Policy(ALLOW, ("gpt-4o", "gpt-6.1-sol"))


def test_accepted_but_not_kept_is_no_success(permissions, org, clock):
    before = org.project("allow").policy
    planned = permissions.plan_allow(pid(org), ["gpt-4.1"])
    org.switch_on("write_not_kept")
    done = permissions.apply(planned)
    assert (done.result, done.reason, done.after) == ("failed", "not_kept", before)
    assert len(writes(org)) == 1
    assert clock.slept  # a server that shows a change late is given a moment


@pytest.mark.parametrize(
    ("fault", "result", "reason"),
    [
        ("write_lost_before", "failed", "unreachable"),
        ("write_lost_after", "applied", None),
        ("write_cut_before", "failed", "unreachable"),
        ("write_cut_after", "applied", None),
        ("write_500", "failed", "server_error"),
        ("write_500_applied", "applied", None),
    ],
)
def test_a_lost_answer_is_settled_by_reading_again_and_nothing_is_written_twice(
    permissions, org, store, fault, result, reason
):
    planned = permissions.plan_allow(pid(org), ["gpt-4.1"])
    org.switch_on(fault)
    done = permissions.apply(planned)
    assert (done.result, done.reason) == (result, reason)
    assert ("gpt-4.1" in org.project("allow").policy.model_ids) == (result == "applied")
    assert len(writes(org)) == 1
    assert store.load(done.record).result == result


@pytest.mark.parametrize("fault", ["write_lost_after", "write_500", "write_cut_before", None])
def test_what_cannot_be_read_again_is_unknown(permissions, org, store, fault):
    planned = permissions.plan_allow(pid(org), ["gpt-4.1"])
    if fault:
        org.switch_on(fault)
    org.switch_on("admin_500", routes={Route.POLICY_GET}, after=1)
    done = permissions.apply(planned)
    assert (done.result, done.reason, done.after, done.policy_hash) == ("unknown", "not_read_again", None, None)
    assert len(writes(org)) == 1
    assert store.load(done.record).result == "unknown"


def test_a_limited_read_waits_and_a_limited_write_is_not_repeated(permissions, org):
    org.switch_on("admin_429", routes={Route.POLICY_GET}, times=1)
    planned = permissions.plan_allow(pid(org), ["gpt-4.1"])
    assert planned.result is None
    org.switch_on("admin_429", routes={Route.POLICY_SET})
    done = permissions.apply(planned)
    assert (done.result, done.reason) == ("refused", "limited")
    assert len(writes(org)) == 1


def test_a_server_error_before_the_write_writes_nothing(permissions, org):
    planned = permissions.plan_allow(pid(org), ["gpt-4.1"])
    org.switch_on("admin_500", routes={Route.POLICY_GET})
    done = permissions.apply(planned)
    assert (done.result, done.reason) == ("failed", "server_error")
    assert not writes(org)


def test_a_key_without_the_scope_to_write_is_refused(make, org):
    reader = make("admin_read_only")
    done = reader.apply(reader.plan_allow(pid(org), ["gpt-4.1"]))
    assert (done.result, done.reason) == ("refused", "server_refused")
    assert "api.management.write" in done.message
    stranger = make("sk-" + "admin-" + "z9" * 40)
    assert stranger.plan_allow(pid(org), ["gpt-4.1"]).reason == "bad_key"


@pytest.mark.parametrize("key", ["", "sk-" + "proj-" + "q7" * 20, "sk-" + "admin-é"])
def test_a_key_that_cannot_be_one_is_never_sent(make, org, key):
    planned = make(key).plan_allow(pid(org), ["gpt-4.1"])
    assert (planned.result, planned.reason) == ("refused", "bad_key")
    assert not org.calls()


def test_nobody_listens(make, org):
    planned = make(base_url="http://127.0.0.1:9/v1").plan_allow(pid(org), ["gpt-4.1"])
    assert (planned.result, planned.reason) == ("failed", "unreachable")


def test_undo_of_an_edit(permissions, org):
    before = org.project("deny").policy
    done = permissions.apply(permissions.plan_allow(pid(org, "deny"), ["gpt-4.1"]))
    undo = permissions.plan_undo(done.record)
    assert undo.difference.adds == ("gpt-4.1",)
    assert permissions.apply(undo).result == "applied"
    assert org.project("deny").policy == before
    again = permissions.apply(permissions.plan_undo(done.record))
    assert (again.result, again.reason) == ("nothing", "already_undone")


def test_an_undo_is_guarded_like_any_change(permissions, org):
    done = permissions.apply(permissions.plan_allow(pid(org), ["gpt-4.1"]))
    undo = permissions.plan_undo(done.record)
    org.set_policy("allow", ALLOW, ["o3"])
    assert permissions.apply(undo).result == "stale"
    assert permissions.plan_undo(done.record).result == "stale"
    assert org.project("allow").policy == Policy(ALLOW, ("o3",))


def test_the_undo_of_a_removal_is_the_former_policy_and_its_undo_is_a_removal(permissions, org):
    before = org.project("deny").policy
    removed = permissions.apply(permissions.plan_remove(pid(org, "deny")), confirm_name="Batch jobs")
    assert (removed.result, org.project("deny").policy) == ("applied", NO_POLICY)
    restored = permissions.apply(permissions.plan_undo(removed.record))
    assert (restored.result, org.project("deny").policy) == ("applied", before)
    opened = permissions.apply(permissions.plan_undo(restored.record))
    assert (opened.result, org.project("deny").policy) == ("applied", NO_POLICY)
    assert [call.method for call in writes(org)] == ["DELETE", "POST", "DELETE"]


def test_a_removal_says_what_it_opens_and_asks_for_the_name(permissions, org):
    planned = permissions.plan_remove(pid(org))
    assert (planned.project_name, planned.opening.unsafe, planned.opening.future) == ("Storefront", True, True)
    assert set(planned.opening.opens) == set(org.model_ids()) - set(planned.before.model_ids)
    for typed in (None, "", "storefront", "Storefront "):
        assert permissions.apply(planned, confirm_name=typed).reason == "wrong_name"
    assert not writes(org)
    assert permissions.plan_remove(pid(org, "open")).reason == "no_policy"


@pytest.mark.parametrize("fault", ["write_lost_after", "write_cut_after"])
def test_a_lost_removal_is_settled_too(permissions, org, fault):
    planned = permissions.plan_remove(pid(org))
    org.switch_on(fault)
    assert permissions.apply(planned, confirm_name="Storefront").result == "applied"
    assert org.project("allow").policy == NO_POLICY


def test_records_are_of_their_host(permissions, make, org):
    done = permissions.apply(permissions.plan_allow(pid(org), ["gpt-4.1"]))
    assert [one.id for one in permissions.records(pid(org))] == [done.record]
    elsewhere = make(base_url="http://127.0.0.1:9/v1")
    assert not elsewhere.records()
    assert elsewhere.plan_undo(done.record).reason == "other_host"
    assert elsewhere.apply(permissions.plan_allow(pid(org), ["o3"])).reason == "other_host"
    assert permissions.plan_undo("chg_none").reason == "no_record"


def test_all_projects_are_read(permissions, org):
    listed = permissions.projects()
    assert [one.name for one in listed.projects] == ["Storefront", "Batch jobs", "Sandbox", "Newsletter"]
    seen = {one.project_id: one.policy for one in permissions.show_all([one.id for one in listed.projects])}
    assert seen == {one.id: one.policy for one in org.projects() if not one.archived}
