"""Live checks: claimed once, answered by what was found, and never about another question than was asked."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from assistant.domain.evidence import Finding, Found
from assistant.domain.probing.keys import Keys
from tests.engine.conftest import DENIED, MODEL, PROJECT

KEYS = Keys(project="sk-" + "proj-" + "Zz9" * 16)
BASE = "https://api.openai.com/v1"
PASS = Finding("model_call", Found.OK, "POST", f"{BASE}/responses", 200, model=MODEL, project_id=PROJECT, request_id="req_" + "a" * 32)
REFUSED = Finding(
    "model_call", Found.DENIED, "POST", f"{BASE}/responses", 403, "model_not_found", "invalid_request_error",
    message=f"Project `{PROJECT}` does not have access to model `{MODEL}`",
)  # fmt: skip
AT_RECHECK = (
    ("compare", "as_meant"), ("role", "may_edit"), ("sign_in", "done"), ("choose_project", "done"), ("open_limits", "done"),
    ("model_usage", "allowed"), ("edit_allowed", "done"), ("tick_model", "done"), ("save_allowed", "done"),
)  # fmt: skip


def probe(engine, case, call=True):
    return engine.probe(case.id, case.version, KEYS, call=call, on_finding=lambda _: None)


def step_of(engine, case):
    return engine.view(case, "en", BASE).step.id


def test_two_clicks_at_once_send_one_check(engine, prober):
    case = engine.open(DENIED)
    prober.go_on.clear()
    both = threading.Barrier(2)

    def click():
        both.wait(5)
        return probe(engine, case)

    with ThreadPoolExecutor(2) as pool:
        clicks = [pool.submit(click) for _ in range(2)]
        assert prober.entered.wait(5)
        prober.go_on.set()
        done = [one.result(10) for one in clicks]
    assert prober.checks == 1
    assert sum(one is not None for one in done) == 1


def test_a_check_under_way_keeps_others_out_until_it_is_lost(engine, prober, clock):
    case = engine.open(DENIED)
    prober.go_on.clear()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(probe, engine, case)
        assert prober.entered.wait(5)
        claimed = engine.load(case.id)
        assert engine.checking(claimed)
        assert probe(engine, claimed) is None
        assert engine.try_models(case.id, claimed.version, ["o3"], KEYS, lambda _: None) is None
        clock.at = "2026-11-23T09:01:30+00:00"  # a server that died in mid-check does not block the case for ever
        assert not engine.checking(claimed)
        prober.go_on.set()
        assert running.result(10).pending is None


def test_answers_given_during_a_check_are_kept(engine, prober, walked):
    case = walked()
    prober.found = (REFUSED,)
    prober.go_on.clear()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(probe, engine, case)
        assert prober.entered.wait(5)
        claimed = engine.load(case.id)
        engine.answer(case.id, claimed.version, "compare", "as_meant")
        prober.go_on.set()
        done = running.result(10)
    assert dict(done.answers) == {"compare": "as_meant"}
    assert done.findings == (REFUSED,)


@pytest.mark.parametrize("meanwhile", ["paste", "correction"])
def test_what_was_found_for_another_question_is_not_taken(engine, prober, meanwhile):
    case = engine.open(DENIED)
    prober.found = (PASS,)
    prober.go_on.clear()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(probe, engine, case)
        assert prober.entered.wait(5)
        claimed = engine.load(case.id)
        if meanwhile == "paste":
            engine.say(case.id, claimed.version, DENIED.replace(MODEL, "o3-pro"))
        else:
            engine.correct(case.id, claimed.version, {"model": "o3-pro"})
        prober.go_on.set()
        done = running.result(10)
    assert done.findings == () and done.pending is None
    assert engine.diagnosis(done).usable is None
    assert engine.view(done, "en", BASE).note


def test_a_case_deleted_during_a_check_stays_deleted(engine, prober):
    case = engine.open(DENIED)
    prober.go_on.clear()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(probe, engine, case)
        assert prober.entered.wait(5)
        assert engine.delete(case.id)
        prober.go_on.set()
        assert running.result(10) is None
    assert engine.load(case.id) is None


def test_a_prober_that_fails_leaves_no_claim(engine, prober):
    case = engine.open(DENIED)
    prober.fails = RuntimeError("no route")
    with pytest.raises(RuntimeError, match="no route"):
        probe(engine, case)
    assert engine.load(case.id).pending is None


@pytest.mark.parametrize(
    ("found", "at"),
    [
        ((PASS,), "solved"),
        ((REFUSED,), "wait"),
        ((replace(REFUSED, found=Found.LIMITED, status=429, code="rate_limit_exceeded", message="Rate limit reached"),), "solved_but_limited"),
        ((Finding("model_call", Found.SKIPPED, reason="media"),), "not_called"),
        ((replace(PASS, found=Found.UNREACHABLE, reason="other_model", model="o3"),), "not_through"),
        ((replace(REFUSED, found=Found.CRASHED, status=503, message="down"),), "not_through"),
        ((Finding("models_list", Found.OK, "GET", f"{BASE}/models", 200),), "recheck"),  # no call was made
        ((replace(PASS, project_id="proj_" + "Zz9" * 8),), "wait"),  # it passes for another project
    ],
)
def test_what_was_found_answers_the_check_that_is_due(engine, prober, walked, found, at):
    case = walked(DENIED, "project_model_access", *AT_RECHECK)
    prober.found = found
    assert step_of(engine, probe(engine, case)) == at


def test_only_a_passing_call_of_this_case_gives_a_receipt(engine, prober, walked):
    case = walked(DENIED, "project_model_access", *AT_RECHECK)
    prober.found = (REFUSED,)
    refused = probe(engine, case)
    assert engine.view(refused, "en", BASE).receipt is None
    prober.found = (PASS,)
    on = engine.answer(case.id, refused.version, "wait", "done")
    view = engine.view(probe(engine, on), "en", BASE)
    assert view.step.id == "solved"
    assert (view.receipt.before.passed, view.receipt.before.status) == (False, "403")
    assert (view.receipt.after.passed, view.receipt.after.request_id, view.receipt.after.model) == (True, PASS.request_id, MODEL)
    assert view.receipt.project_id == PROJECT


def test_findings_come_while_they_are_found(engine, prober):
    prober.found = (Finding("models_list", Found.OK), REFUSED)
    seen: list[Finding] = []
    case = engine.open(DENIED)
    engine.probe(case.id, case.version, KEYS, call=True, on_finding=seen.append)
    assert tuple(seen) == prober.found


def test_other_models_are_tried_three_at_most_and_only_those_are_recommended(engine, prober):
    from assistant.domain.evidence import ListedModel

    listed = tuple(ListedModel(one) for one in ("gpt-4.1-mini", "gpt-4o", "gpt-4o-mini", "o3", "gpt-image-2.6-flare"))
    prober.found = (Finding("models_list", Found.OK, "GET", f"{BASE}/models", 200, listed=listed), REFUSED)
    case = engine.open(DENIED)
    checked = probe(engine, case)
    before = engine.advice(checked)
    assert 0 < len(before.to_try) <= 3 and "gpt-image-2.6-flare" not in before.to_try
    assert {one.state for one in before.models} == {"untried"}
    tried = engine.try_models(case.id, checked.version, [one.id for one in listed], KEYS, lambda _: None)
    assert len(tried.tried) == 3
    after = engine.advice(tried)
    assert {one.model for one in after.models if one.state == "works"} == {one.id for one in listed[:3]}
    assert engine.diagnosis(tried).usable is False  # that another model works says nothing about this one


def test_what_would_be_sent_is_shown_before(engine):
    case = engine.open(DENIED)
    free = engine.planned(case, KEYS, call=False)
    assert [(one.probe, one.method, one.url, one.cost) for one in free] == [
        ("models_list", "GET", f"{BASE}/models", "free"),
        ("model_retrieve", "GET", f"{BASE}/models/{MODEL}", "free"),
    ]
    call = engine.planned(case, KEYS, call=True)[-1]
    assert (call.method, call.url, call.cost) == ("POST", f"{BASE}/responses", "tokens")
    assert call.body["model"] == MODEL and call.body["max_output_tokens"] == 16
    admin = Keys(project=KEYS.project, admin="sk-" + "admin-" + "Zz9" * 16)
    assert {one.key for one in engine.planned(case, admin, call=False)} == {"project", "admin"}
    assert engine.planned(case, Keys(), call=False) == ()
