"""The matrix, the questions and the drift: values in, values out."""

from __future__ import annotations

import pytest

from assistant.domain.evidence import Finding, Found, Policy, PolicyMode
from assistant.domain.knowledge import ModelTable, Retirement
from assistant.domain.permissions.drift import drift
from assistant.domain.permissions.edit import refusing
from assistant.domain.permissions.organization import Organization, Row, cell, models_of, organization_of
from assistant.domain.permissions.policy import NO_POLICY
from assistant.domain.permissions.questions import allow_lists_without, listed_ends, who_refuses
from assistant.domain.permissions.seen import PolicySeen, ProjectSeen, ProjectsSeen
from assistant.interfaces.organization.matrix import columns

AT = "2026-11-23T12:00:00+00:00"
ALLOW, DENY = PolicyMode.ALLOW_LIST, PolicyMode.DENY_LIST
TABLE = ModelTable(
    snapshots={"gpt-4.1": ("gpt-4.1-2025-04-14",)},
    retirements=(
        Retirement(("old-1",), "2026-10-23", "new-1"),
        Retirement(("old-2", "old-3"), "2027-01-14", "new-2", unsure=True),
    ),
)


def row(project_id: str, policy: Policy | None, name: str | None = None, **more) -> Row:
    return Row(project_id, name, policy, **more)


ROWS = (
    row("proj_a", Policy(ALLOW, ("gpt-4.1", "old-1"))),
    row("proj_b", Policy(DENY, ("gpt-4.1-2025-04-14", "old-2"))),
    row("proj_c", NO_POLICY),
    row("proj_d", None, reason="server_error"),
    row("proj_e", Policy(ALLOW, ())),
    row("proj_f", Policy(DENY, ())),
)


def organization(*rows: Row, **more) -> Organization:
    return Organization(rows, None, AT, 1.0, **more)


@pytest.mark.parametrize(
    ("at", "model", "state"),
    [
        (0, "gpt-4.1", "allowed"),
        (0, "gpt-4.1-2025-04-14", "blocked"),  # the alias does not cover its snapshot
        (1, "gpt-4.1", "allowed"),
        (1, "gpt-4.1-2025-04-14", "blocked"),
        (2, "gpt-4.1", "no_policy"),
        (3, "gpt-4.1", "cannot_see"),
        (4, "gpt-4.1", "blocked"),  # an empty allow list allows nothing
        (5, "gpt-4.1", "allowed"),
    ],
)
def test_a_cell_says_what_the_policy_does_to_the_exact_id(at, model, state):
    assert cell(ROWS[at], model) == state


def test_columns_begin_with_what_most_policies_name():
    rows = (*ROWS, row("proj_g", Policy(ALLOW, ("old-2", "old-2"))))
    named = models_of(rows, frozenset({"zeta", "old-1", "alpha"}))
    assert named == ("old-2", "gpt-4.1", "gpt-4.1-2025-04-14", "old-1", "alpha", "zeta")
    assert models_of((), None) == ()


def test_a_search_of_columns_puts_exact_names_first_and_makes_one_for_an_unknown_id():
    models = ("gpt-4.1-mini", "gpt-4.1", "o3")
    assert columns(models, "") == models
    assert columns(models, "gpt-4.1") == ["gpt-4.1", "gpt-4.1-mini"]
    assert columns(models, "O3") == ["o3"]
    assert columns(models, "ft:gpt-4o:acme::a1") == ["ft:gpt-4o:acme::a1"]


def test_who_gets_403_names_the_sibling_that_is_allowed_and_those_that_cannot_be_told():
    found = who_refuses(ROWS, "gpt-4.1-2025-04-14", TABLE)
    assert [(one.row.project_id, one.sibling) for one in found.refused] == [
        ("proj_a", "gpt-4.1"),
        ("proj_b", None),
        ("proj_e", None),
    ]
    assert [one.project_id for one in found.not_known] == ["proj_d"]


def test_allow_lists_that_miss_a_model_leave_deny_lists_out():
    found = allow_lists_without(ROWS, "gpt-4.1-2025-04-14", TABLE)
    assert [one.row.project_id for one in found.refused] == ["proj_a", "proj_e"]


def test_listed_ids_that_end_by_a_day():
    today = "2026-11-23"
    (ended,) = listed_ends(ROWS, TABLE, "2026-12-31", today)
    assert (ended.model, ended.ended, ended.replacement, ended.unsure) == ("old-1", True, "new-1", False)
    assert [one.project_id for one in ended.allowing] == ["proj_a"]
    both = listed_ends(ROWS, TABLE, "2027-01-14", today)
    assert [(one.model, one.ended, one.unsure) for one in both] == [("old-1", True, False), ("old-2", False, True)]
    assert [one.project_id for one in both[1].denying] == ["proj_b"]
    assert listed_ends(ROWS, TABLE, "2026-10-22", today) == ()
    fine_tuned = (row("proj_x", Policy(ALLOW, ("ft:old-2:acme::a1",))),)
    assert [one.date for one in listed_ends(fine_tuned, TABLE, "2027-01-14", today)] == ["2027-01-14"]


def test_drift_tells_changed_new_gone_and_what_cannot_be_told():
    baseline = {
        "proj_a": Policy(ALLOW, ("old-1", "gpt-4.1")),  # the order does not count
        "proj_b": Policy(DENY, ("old-2", "old-3")),
        "proj_d": NO_POLICY,
        "proj_e": NO_POLICY,
        "proj_f": NO_POLICY,  # an empty deny list is none
        "proj_z": NO_POLICY,
    }
    found = {one.project_id: one for one in drift(baseline, organization(*ROWS))}
    assert {name: one.kind for name, one in found.items()} == {
        "proj_b": "changed", "proj_c": "new", "proj_d": "not_known", "proj_e": "changed", "proj_z": "gone",
    }  # fmt: skip
    assert found["proj_b"].difference.adds == ("gpt-4.1-2025-04-14",)
    assert found["proj_b"].difference.takes_off == ("old-3",)
    assert not found["proj_e"].difference  # of two modes ids tell nothing


def test_nothing_is_called_gone_when_the_list_was_not_read_to_its_end():
    baseline = {"proj_z": NO_POLICY}
    assert drift(baseline, organization(reason="limited")) == ()
    assert drift(baseline, organization(cancelled=True)) == ()
    assert [one.kind for one in drift(baseline, organization())] == ["gone"]


def test_a_reading_is_put_together_in_the_order_of_the_list():
    call = Finding("project_policy", Found.OK, request_id="req_1", at=AT)
    listed = tuple(ProjectSeen(one, one.upper(), False, None, call) for one in ("p1", "p2", "p3", "p1"))
    policies = [
        PolicySeen("p3", Policy(None, ("x",), "review_list"), "unknown_mode", (call,)),
        PolicySeen("p1", NO_POLICY, None, (call,)),
    ]
    found = organization_of(ProjectsSeen(listed, None, call), policies, None, AT, 2.0, cancelled=True)
    assert [(one.project_id, one.policy, one.reason, one.mode_text) for one in found.rows] == [
        ("p1", NO_POLICY, None, None),
        ("p2", None, None, None),  # not read
        ("p3", None, "unknown_mode", "review_list"),  # never guessed
    ]
    changed = found.with_policy("p3", Policy(ALLOW, ("x",)), AT)
    assert (changed.row("p3").policy, changed.row("p3").reason) == (Policy(ALLOW, ("x",)), None)
    assert changed.row("p9") is None


def test_taking_off_is_the_smallest_edit_too():
    assert refusing(Policy(ALLOW, ("a", "b", "c")), ["b", "x"]) == Policy(ALLOW, ("a", "c"))
    assert refusing(Policy(DENY, ("a",)), ["b", "a", "b"]) == Policy(DENY, ("a", "b"))
    assert refusing(NO_POLICY, ["a"]) == NO_POLICY
