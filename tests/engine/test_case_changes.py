"""What a change of the project's list does to its case: what was read stands, what it settled is asked no more."""

from __future__ import annotations

import json

import pytest

from assistant.domain.evidence import Finding, Found, Policy, PolicyMode
from assistant.domain.permissions.made import Made
from tests.engine.conftest import DENIED, MODEL, PROJECT

BASE = "https://api.openai.com/v1"
ALLOW = PolicyMode.ALLOW_LIST


def made(record: str, *ids: str, undoes: str | None = None) -> Made:
    return Made(record, BASE, PROJECT, Policy(ALLOW, ids), "req_1", undoes)


def test_a_change_is_kept_with_what_was_read_after_it(walked, engine, clock):
    case = walked(DENIED, "project_model_access", ("compare", "as_meant"))
    changed = engine.changed(case.id, made("chg_1", MODEL))
    assert changed.changes == ("chg_1",)
    assert (changed.guide_id, changed.answers) == (None, {})
    (read,) = changed.findings
    assert (read.probe, read.policy, read.request_id, read.at) == (
        "project_policy", Policy(ALLOW, (MODEL,)), "req_1", clock.at,
    )  # fmt: skip
    assert read.url == f"{BASE}/organization/projects/{PROJECT}/model_permissions"
    assert engine.load(case.id) == changed
    assert engine.view(changed, "en", BASE).seen.out == ("gpt-4.1-2025-04-14",)


def test_an_undo_takes_its_change_back_and_what_was_found_meanwhile(walked, engine, prober):
    case = walked(DENIED, None)
    case = engine.changed(case.id, made("chg_1", MODEL))
    prober.found = (Finding("model_call", Found.OK, url=f"{BASE}/responses", status=200, model=MODEL),)
    from assistant.domain.probing.keys import Keys

    case = engine.probe(case.id, case.version, Keys(), call=True, on_finding=lambda _: None)
    assert engine.view(case, "en", BASE).receipt is not None
    undone = engine.changed(case.id, made("chg_2", undoes="chg_1"))
    assert undone.changes == ()
    assert [one.probe for one in undone.findings] == ["project_policy"]
    assert engine.view(undone, "en", BASE).receipt is None


def test_a_change_is_not_lost_to_an_answer_at_the_same_time(walked, engine):
    case = walked(DENIED, "project_model_access")
    engine.answer(case.id, case.version, "compare", "as_meant")
    assert engine.changed(case.id, made("chg_1", MODEL)).changes == ("chg_1",)


@pytest.mark.parametrize(
    ("paste", "wanted"),
    [
        (DENIED, (PROJECT, MODEL, "gpt-4.1-2025-04-14")),
        (DENIED.replace(PROJECT, "your organization's project"), None),
        ("HTTP 429\n" + '{"error": {"message": "Rate limit reached for gpt-4.1", "code": "rate_limit_exceeded"}}', None),
        ("Hello", None),
    ],
)
def test_what_a_case_wants_of_the_list(walked, engine, paste, wanted):
    found = engine.wanted(walked(paste, None))
    assert (found and (found.project_id, found.model, found.sibling)) == wanted


def test_a_case_of_an_older_version_is_read(walked, engine):
    from assistant.domain.case import from_json, to_json

    case = walked(DENIED, None)
    data = {name: value for name, value in json.loads(to_json(case)).items() if name not in ("changes", "requests")}
    assert from_json(data) == case
