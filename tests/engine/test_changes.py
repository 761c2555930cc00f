"""Corrections, answers, going back, and clicks that come too late."""

from __future__ import annotations

import pytest

from assistant.domain.evidence import Finding, Found
from assistant.domain.probing.keys import Keys
from assistant.wiring import knowledge
from tests.engine.conftest import DENIED, MODEL, PROJECT

KEYS = Keys(project="sk-" + "proj-" + "Zz9" * 16)
WAY = (("compare", "as_meant"), ("role", "may_edit"), ("sign_in", "done"), ("choose_project", "done"), ("open_limits", "done"))


def step_of(engine, case):
    return engine.view(case, "en", "https://api.openai.com/v1").step.id


def test_a_correction_is_an_answer_like_any_other(engine):
    case = engine.open(DENIED)
    changed = engine.correct(case.id, case.version, {"model": " o3-pro ", "project_id": PROJECT, "tool": "cursor"})
    assert dict(changed.corrections) == {"model": "o3-pro", "tool": "cursor"}
    assert (changed.value("model"), changed.report.value("model")) == ("o3-pro", MODEL)
    rows = {one.name: one for one in engine.view(changed, "ja", "https://api.openai.com/v1").verdict.facts}
    assert (rows["model"].value, rows["model"].corrected, rows["project_id"].corrected) == ("o3-pro", True, False)
    undone = engine.correct(case.id, changed.version, {"model": MODEL})
    assert dict(undone.corrections) == {"tool": "cursor"}


def test_an_empty_correction_takes_a_fact_away(engine):
    case = engine.open(DENIED)
    changed = engine.correct(case.id, case.version, {"project_id": ""})
    assert changed.value("project_id") is None
    assert PROJECT not in engine.view(changed, "en", "https://api.openai.com/v1").verdict.why


def test_what_was_found_about_another_model_is_dropped_with_a_correction(engine, prober):
    prober.found = (Finding("model_call", Found.OK, url="https://x/v1/responses", status=200, model=MODEL),)
    case = engine.open(DENIED)
    checked = engine.probe(case.id, case.version, KEYS, call=True, on_finding=lambda _: None)
    assert engine.diagnosis(checked).usable is True
    other = engine.correct(case.id, checked.version, {"model": "o3-pro"})
    assert other.findings == ()
    assert engine.diagnosis(other).usable is None
    tool = engine.correct(case.id, other.version, {"tool": "cursor"})
    assert tool is not None


def test_a_corrected_model_takes_a_solved_end_away(engine, prober, walked):
    case = walked(DENIED, "project_model_access", *WAY, ("model_usage", "allowed"), ("edit_allowed", "done"),
                  ("tick_model", "done"), ("save_allowed", "done"))  # fmt: skip
    prober.found = (Finding("model_call", Found.OK, url="https://x/v1/responses", status=200, model=MODEL),)
    solved = engine.probe(case.id, case.version, KEYS, call=True, on_finding=lambda _: None)
    assert step_of(engine, solved) == "solved"
    assert step_of(engine, engine.correct(case.id, solved.version, {"model": "o3-pro"})) == "recheck"


def test_a_correction_that_no_check_is_about_keeps_what_was_found(engine, prober):
    prober.found = (Finding("model_call", Found.DENIED, url="https://x/v1/responses", status=403, message=DENIED),)
    case = engine.open(DENIED)
    checked = engine.probe(case.id, case.version, KEYS, call=True, on_finding=lambda _: None)
    kept = engine.correct(case.id, checked.version, {"organization_id": "org-Ab12"})
    assert kept.findings == checked.findings


def test_a_guide_is_walked_and_gone_back(engine, walked):
    case = walked(DENIED, "project_model_access", *WAY)
    assert step_of(engine, case) == "model_usage"
    assert list(case.answers) == [step for step, _ in WAY]
    back = engine.back(case.id, case.version)
    assert step_of(engine, back) == "open_limits"
    far = engine.back_to(case.id, back.version, "role")
    assert (step_of(engine, far), dict(far.answers)) == ("role", {"compare": "as_meant"})
    same = engine.back_to(case.id, far.version, "save_allowed")
    assert dict(same.answers) == {"compare": "as_meant"}
    first = engine.back(case.id, same.version)
    assert (dict(first.answers), first.guide_id) == ({}, "project_model_access")
    left = engine.back(case.id, first.version)
    assert left.guide_id is None


def test_an_answer_to_an_older_step_drops_the_later_ones(engine, walked):
    case = walked(DENIED, "project_model_access", *WAY)
    other = engine.answer(case.id, case.version, "role", "may_not_edit")
    assert dict(other.answers) == {"compare": "as_meant", "role": "may_not_edit"}
    assert step_of(engine, other) == "ask_admin"


def test_a_guide_begins_from_its_first_step(engine, walked):
    case = walked(DENIED, "project_model_access", *WAY)
    again = engine.start_guide(case.id, case.version, "model_not_found")
    assert (again.guide_id, dict(again.answers)) == ("model_not_found", {})
    with pytest.raises(KeyError):
        engine.start_guide(case.id, again.version, "no_such_cause")


def test_a_double_click_counts_once(engine, walked):
    case = walked()
    first = engine.answer(case.id, case.version, "compare", "as_meant")
    assert engine.answer(case.id, case.version, "compare", "as_meant") is None
    assert engine.load(case.id) == first
    assert step_of(engine, first) == "role"


def test_a_stale_version_changes_nothing_whatever_is_done(engine, walked):
    case = walked(DENIED, "project_model_access", ("compare", "as_meant"))
    old = case.version - 1
    before = engine.load(case.id)
    assert engine.answer(case.id, old, "role", "may_edit") is None
    assert engine.correct(case.id, old, {"model": "o3"}) is None
    assert engine.start_guide(case.id, old, "model_not_found") is None
    assert engine.back(case.id, old) is None
    assert engine.back_to(case.id, old, "compare") is None
    assert engine.say(case.id, old, "戻りたい") is None
    assert engine.probe(case.id, old, KEYS, call=True, on_finding=lambda _: None) is None
    assert engine.try_models(case.id, old, ["o3"], KEYS, lambda _: None) is None
    assert engine.load(case.id) == before


@pytest.mark.parametrize("answer", ["ok", "solved", "done", "else", "denied"])
def test_no_click_answers_a_check(engine, walked, answer):
    case = walked(DENIED, "project_model_access", ("compare", "other_project"), ("right_key", "done"))
    check = step_of(engine, case)
    assert knowledge().guide("project_model_access").steps[check].verb == "check"
    tried = engine.answer(case.id, case.version, check, answer)
    assert step_of(engine, tried) == check
    assert step_of(engine, engine.answer(case.id, tried.version, check, "person")) == "person"


@pytest.mark.parametrize(("step", "answer"), [("solved", "ok"), ("nowhere", "done"), ("recheck", "ok"), ("compare", "solved"), ("role", "may_edit")])
def test_an_answer_that_nobody_could_have_clicked_changes_no_answers(engine, walked, step, answer):
    case = walked()
    assert dict(engine.answer(case.id, case.version, step, answer).answers) == {}


def test_views_in_both_languages_are_of_the_same_case(engine, walked):
    """Same ids, buttons, links, values; other words."""
    for stop in range(len(WAY) + 1):
        case = walked(DENIED, "project_model_access", *WAY[:stop])
        ja, en = (engine.view(case, language, "https://api.openai.com/v1") for language in ("ja", "en"))
        assert (ja.case_id, ja.version, ja.pasted, ja.practice) == (en.case_id, en.version, en.pasted, en.practice)
        assert [one.answer for one in ja.step.buttons] == [one.answer for one in en.step.buttons]
        assert [one.kind for one in ja.step.buttons] == [one.kind for one in en.step.buttons]
        assert len(ja.step.links) == len(en.step.links)
        assert (ja.step.id, ja.step.number, ja.step.total, ja.step.checked) == (en.step.id, en.step.number, en.step.total, en.step.checked)
        assert [one.step_id for one in ja.past] == [one.step_id for one in en.past]
        assert (ja.verdict.cause_id, ja.verdict.grade, ja.verdict.evidence) == (en.verdict.cause_id, en.verdict.grade, en.verdict.evidence)
        assert [(one.name, one.value) for one in ja.verdict.facts] == [(one.name, one.value) for one in en.verdict.facts]
        assert [one.cause_id for one in ja.verdict.rivals] == [one.cause_id for one in en.verdict.rivals]
        assert ja.ready == en.ready
        assert ja.step.say != en.step.say and ja.verdict.title != en.verdict.title
    assert ja.step.links[0].url == en.step.links[0].url == f"https://platform.openai.com/settings/{PROJECT}/limits"


def test_a_view_changes_nothing(engine, walked):
    case = walked(DENIED, "project_model_access", *WAY)
    first = engine.view(case, "ja", "https://api.openai.com/v1")
    engine.view(case, "en", "https://api.openai.com/v1")
    assert engine.view(engine.load(case.id), "ja", "https://api.openai.com/v1") == first
    assert engine.load(case.id) == case
