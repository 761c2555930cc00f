"""What a reading with the Admin key answers by itself, and what it settles about a hosted tool."""

from __future__ import annotations

import pytest

from assistant.domain.deciding.diagnosis import Diagnosis, Line
from assistant.domain.deciding.hosted_tools import with_tools
from assistant.domain.evidence import Finding, Found, Policy, PolicyMode
from assistant.domain.guiding.guide import walk
from assistant.domain.guiding.seen_answers import onward, shown
from assistant.wiring import knowledge

GUIDE = "project_model_access"
TO_THE_QUESTION = {
    "compare": "as_meant", "role": "may_edit", "sign_in": "done", "choose_project": "done", "open_limits": "done",
}  # fmt: skip
ALLOW, DENY = PolicyMode.ALLOW_LIST, PolicyMode.DENY_LIST


def read(policy: Policy | None) -> tuple[Finding, ...]:
    return (Finding("project_policy", Found.OK, policy=policy),)


@pytest.mark.parametrize(
    ("policy", "seen", "step"),
    [
        (Policy(ALLOW, ("o3",)), "allow_list", "edit_allowed"),
        (Policy(ALLOW, ()), "allow_list", "edit_allowed"),
        (Policy(DENY, ("m",)), "deny_list", "edit_blocked"),
        (Policy(None, ()), "no_policy", "list_is_open"),
        (Policy(ALLOW, ("m",)), None, "model_usage"),  # it permits the model: the reader is asked
        (Policy(DENY, ("o3",)), None, "model_usage"),
        (Policy(None, ("m",), mode_text="tiered"), None, "model_usage"),  # a mode of the future is never guessed
        (None, None, "model_usage"),
    ],
)
def test_the_question_for_the_list_is_answered_by_what_was_read(policy, seen, step):
    guide = knowledge().guide(GUIDE)
    assert shown(read(policy), "m") == seen
    assert walk(guide, onward(guide, TO_THE_QUESTION, read(policy), "m")).step.id == step


def test_no_other_question_is_answered():
    guide = knowledge().guide(GUIDE)
    assert walk(guide, onward(guide, {}, read(Policy(ALLOW, ())), "m")).step.id == "compare"


def test_the_newest_reading_counts():
    findings = (*read(Policy(ALLOW, ())), *read(Policy(DENY, ("m",))))
    assert shown(findings, "m") == "deny_list"
    assert shown(findings, None) is None


@pytest.mark.parametrize(
    ("off", "grade"),
    [("web_search", "verified"), ("file_search web_search", "verified"), ("", "possible"), ("mcp", "possible")],
)
def test_a_switched_off_tool_is_proved_or_refuted(off, grade):
    told = Diagnosis("bad_request_other", "hosted_tool", "reported", evidence=(Line("Web Search tool is not enabled", 1),))
    verdict = with_tools(told, (Finding("hosted_tools", Found.OK, detail=off),))
    assert verdict.grade == grade
    assert ("hosted_tools" in verdict.rests_on) == (grade == "verified")


def test_another_verdict_is_left_alone():
    told = Diagnosis("rate_limited", "rate_limit", "reported")
    assert with_tools(told, (Finding("hosted_tools", Found.OK, detail="mcp"),)) is told
    assert with_tools(told, ()) is told
