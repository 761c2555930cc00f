"""The pure part: edits, inverses, hashes, what a change opens, and its other forms."""

from __future__ import annotations

import json
import shlex
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.permissions.edit import Difference, allowing, difference
from assistant.domain.permissions.forms import forms, hcl
from assistant.domain.permissions.ids import is_id
from assistant.domain.permissions.opening import opening
from assistant.domain.permissions.policy import (
    NO_POLICY,
    alike,
    as_json,
    from_json,
    is_known,
    permits,
    policy_hash,
)
from assistant.domain.permissions.until import until

ALLOW, DENY = PolicyMode.ALLOW_LIST, PolicyMode.DENY_LIST
TUNED = "ft:gpt-4.1-mini-2025-04-14:aoyama:support:Ab12Cd34"
STRANGE = "a\"b\\c${d}%{e}\n$(rm -rf /) 'x"
ids = st.lists(st.sampled_from(["a", "b", "c", "d", "e", TUNED]), max_size=6)
policies = st.one_of(
    st.just(NO_POLICY),
    st.builds(lambda mode, one: Policy(mode, tuple(one)), st.sampled_from([ALLOW, DENY]), ids),
)


@given(policies, ids)
def test_the_edit_permits_what_is_wanted_and_touches_nothing_else(policy, wanted):
    after = allowing(policy, wanted)
    assert all(permits(after, one) for one in wanted)
    assert after.mode is policy.mode
    for other in {"a", "b", "c", "d", "e", TUNED, "z"} - set(wanted):
        assert permits(after, other) == permits(policy, other)
    kept = [one for one in after.model_ids if one in policy.model_ids]
    assert kept == [one for one in policy.model_ids if one in after.model_ids]
    assert allowing(after, wanted) == after
    assert (after == policy) == all(permits(policy, one) for one in wanted)


def test_an_alias_is_not_its_snapshot():
    policy = Policy(ALLOW, ("gpt-4.1",))
    assert allowing(policy, ["gpt-4.1-2025-04-14"]).model_ids == ("gpt-4.1", "gpt-4.1-2025-04-14")
    assert allowing(Policy(DENY, ("gpt-4.1", "gpt-4.1-2025-04-14")), ["gpt-4.1"]).model_ids == ("gpt-4.1-2025-04-14",)


def test_ids_that_stand_twice_are_taken_off_twice_and_added_once():
    assert allowing(Policy(DENY, ("a", "b", "a")), ["a"]) == Policy(DENY, ("b",))
    assert allowing(Policy(ALLOW, ("b", "b")), ["a", "a"]) == Policy(ALLOW, ("b", "b", "a"))
    assert difference(Policy(ALLOW, ("a", "b")), Policy(ALLOW, ("b", "c"))) == Difference(("c",), ("a",))


@given(policies, policies)
def test_the_hash_tells_what_a_policy_means(one, other):
    assert (policy_hash(one) == policy_hash(other)) == alike(one, other)
    assert from_json(json.loads(json.dumps(as_json(one)))) == one


def test_the_hash_is_the_same_everywhere():
    assert policy_hash(NO_POLICY) == "1d8fc6ceb1f94c6326d6d5483d258fcb"
    assert policy_hash(Policy(ALLOW, ("a,b",))) != policy_hash(Policy(ALLOW, ("a", "b")))


def test_policies_that_mean_the_same():
    assert alike(Policy(ALLOW, ("a", "b")), Policy(ALLOW, ("b", "a", "a")))
    assert alike(NO_POLICY, Policy(DENY, ()))
    assert not alike(NO_POLICY, Policy(ALLOW, ()))
    assert not alike(Policy(ALLOW, ("a",)), Policy(DENY, ("a",)))
    assert not is_known(Policy(None, (), "review_list"))
    assert not alike(Policy(None, (), "review_list"), NO_POLICY)


MODELS = ("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("before", "after", "kind", "unsafe", "opens", "closes", "future"),
    [
        (Policy(ALLOW, ("a",)), Policy(ALLOW, ("a", "b")), "edits_list", False, ("b",), (), False),
        (Policy(DENY, ("a", "b")), Policy(DENY, ("b",)), "edits_list", False, ("a",), (), False),
        (Policy(ALLOW, ("a",)), NO_POLICY, "removes_policy", True, ("b", "c", "d"), (), True),
        (Policy(DENY, ("a",)), NO_POLICY, "removes_policy", True, ("a",), (), False),
        (Policy(ALLOW, ("a",)), Policy(DENY, ("a",)), "changes_mode", True, ("b", "c", "d"), ("a",), True),
        (Policy(DENY, ("a",)), Policy(ALLOW, ("a",)), "changes_mode", True, ("a",), ("b", "c", "d"), False),
        (NO_POLICY, Policy(ALLOW, ("a",)), "sets_policy", False, (), ("b", "c", "d"), False),
        (NO_POLICY, NO_POLICY, "nothing", False, (), (), False),
    ],
)  # fmt: skip
def test_what_a_change_opens(before, after, kind, unsafe, opens, closes, future):
    found = opening(before, after, MODELS)
    assert (found.kind, found.unsafe, found.opens, found.closes, found.future) == (kind, unsafe, opens, closes, future)
    assert found.models_known
    assert not opening(before, after).models_known


def test_the_forms_of_an_edit():
    before = Policy(ALLOW, ("gpt-4o",))
    shown = forms("proj_1", before, allowing(before, [TUNED]), "https://api.openai.com/v1")
    words = shlex.split(shown.curl)
    assert words[:4] == [
        "curl",
        "-X",
        "POST",
        "https://api.openai.com/v1/organization/projects/proj_1/model_permissions",
    ]
    assert "Authorization: Bearer $OPENAI_ADMIN_KEY" in words
    assert json.loads(words[-1]) == {"mode": "allow_list", "model_ids": ["gpt-4o", TUNED]}
    assert shown.command == (
        "openai admin:organization:projects:model-permissions update --project-id proj_1 --mode allow_list"
        f" --model-id gpt-4o --model-id {TUNED}"
    )
    assert shown.terraform == (
        "import {\n  to = openai_project_model_permissions.project_1\n"
        '  id = "proj_1"\n}\n\nresource "openai_project_model_permissions" "project_1" {\n'
        '  project_id = "proj_1"\n  mode       = "allow_list"\n  model_ids  = [\n'
        f'    "gpt-4o",\n    "{TUNED}",\n  ]\n}}\n'
    )
    assert shown.console[-3:] == ("edit_allowed", "tick_model", "save_allowed")


def test_the_forms_of_the_other_changes():
    deny = Policy(DENY, ("a", "b"))
    assert forms("proj_1", deny, Policy(DENY, ("b",)), "x").console[-3:] == (
        "edit_blocked",
        "untick_model",
        "save_blocked",
    )
    removed = forms("proj_1", deny, NO_POLICY, "https://h/v1")
    assert removed.command.endswith(" delete --project-id proj_1")
    assert removed.curl.startswith("curl -X DELETE https://h/v1/organization/projects/proj_1/model_permissions ")
    assert (removed.terraform, removed.console[-1]) == (None, "remove")
    assert forms("proj_1", deny, Policy(ALLOW, ()), "x").console == ()
    assert "model_ids  = []" in (forms("proj_1", deny, Policy(ALLOW, ()), "x").terraform or "")


def test_the_console_steps_are_those_of_the_guide():
    from assistant.domain.permissions import forms as module
    from assistant.knowledge_base.load import load
    from assistant.locations import knowledge_folder

    steps = load(knowledge_folder()).guide("project_model_access").steps
    assert {*module.ON_THE_WAY, *module.TICK, *module.UNTICK, "remove"} <= set(steps)


def test_no_value_leaves_its_place():
    shown = forms(STRANGE, NO_POLICY, Policy(ALLOW, (STRANGE, "-x")), "https://h/v1")
    assert json.loads(shlex.split(shown.curl)[-1])["model_ids"] == [STRANGE, "-x"]
    words = shlex.split(shown.command)
    assert words[words.index("--project-id") + 1] == STRANGE
    assert words[-3:] == ["--model-id", STRANGE, "--model-id=-x"]
    assert hcl('a"b\\c${d}%{e}\n\x07') == '"a\\"b\\\\c$${d}%%{e}\\n\\u0007"'


def test_what_can_be_an_id():
    assert all(is_id(one) for one in ("gpt-4.1", TUNED, "proj_" + "Ab1" * 8, "gpt-4o-mini-2024-07-18"))
    key = "sk-" + "admin-" + "z9" * 40
    assert not any(is_id(one) for one in ("", " a", "a\n", "..", "x" * 257, key))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("90m", "2026-11-23T13:30:00+00:00"),
        ("2d", "2026-11-25T12:00:00+00:00"),
        ("2026-11-24T09:00+09:00", "2026-11-24T00:00:00+00:00"),
        ("2026-11-24T09:00:00Z", "2026-11-24T09:00:00+00:00"),
        ("2026-11-24T09:00", None),
        ("2026-11-22T09:00Z", None),
        ("0h", None),
        ("soon", None),
        ("99999999d", None),
    ],
)
def test_the_end_of_a_permission(text, moment):
    assert until(text, "2026-11-23T12:00:00+00:00") == moment


def test_a_policy_is_a_value():
    assert replace(NO_POLICY, mode=ALLOW) == Policy(ALLOW, ())
