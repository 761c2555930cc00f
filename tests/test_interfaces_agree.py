"""One case through every face: the engine's view, `diagnose --json` and `probe --json` say the same."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.__main__ import main
from assistant.adapters.case_prober import CaseProber
from assistant.adapters.store import Store
from assistant.domain.probing.keys import Keys
from assistant.domain.text import LANGUAGES
from assistant.engine import Engine
from assistant.interfaces.command.diagnose import FACTS
from assistant.wiring import decider, knowledge, now

STATES = [
    # role of the project, model, faults
    ("allow", "gpt-4.1", ()),
    ("deny", "gpt-4.1", ()),
    ("alias", "gpt-4.1-2025-04-14", ()),
    ("open", "gpt-4.1-mni", ()),
    ("open", "gpt-3.5-turbo", ()),
    ("open", "gpt-4.1", ("denied_without_policy",)),
    ("open", "gpt-4.1", ("credit_balance_exhausted",)),
    ("open", "gpt-4.1", ("limit_zero",)),
    ("open", "gpt-4.1", ("unverified_404",)),
    ("open", "gpt-4.1", ("bad_key",)),
    ("open", "gpt-4.1", ("mismatched_project",)),
    ("open", "gpt-4.1", ("server_error",)),
    ("archived", "gpt-4.1", ()),
    ("open", "gpt-4.1", ()),
]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    store = Store(f"sqlite:///{(tmp_path / 'cases.sqlite3').as_posix()}")
    yield Engine(knowledge(), decider(), store, CaseProber(knowledge().models, decider().classify), now)
    store.close()


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    def run(*arguments: str, stdin: str = "", **environment: str) -> Any:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        for stray in ("OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_CUSTOM_HEADERS", "OPENAI_ADMIN_KEY"):
            monkeypatch.delenv(stray, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        main(arguments)
        return json.loads(capsys.readouterr().out)

    return run


@pytest.mark.parametrize(("role", "model", "faults"), STATES, ids=lambda one: "-".join(one) if isinstance(one, tuple) else one)
def test_the_text_is_read_alike(engine, command, org, role, model, faults):
    for fault in faults:
        org.switch_on(fault)
    paste = org.paste(role, model)
    told = command("diagnose", "--json", stdin=paste)
    case = engine.open(paste)
    for language in LANGUAGES:
        view = engine.view(case, language, "https://api.openai.com/v1")
        assert (view.verdict.category, view.verdict.cause_id, view.verdict.grade) == (told["category"], told["cause"], told["grade"])
        shown = {one.name: one.value or None for one in view.verdict.facts}
        facts = told["facts"] | {"http_status": told["facts"]["http_status"] and str(told["facts"]["http_status"])}
        assert {name: shown[name] for name in FACTS} == facts
        assert [(one.text, one.line) for one in view.verdict.evidence] == [(one["text"], one["line"]) for one in told["evidence"]]
        assert view.pasted == told["masked_text"]
        assert {one["cause"] for one in told["rivals"]} <= {one.cause_id for one in view.verdict.rivals}


@pytest.mark.parametrize(("admin", "call"), [(False, False), (False, True), (True, True)])
@pytest.mark.parametrize(("role", "model", "faults"), STATES, ids=lambda one: "-".join(one) if isinstance(one, tuple) else one)
def test_the_checks_decide_alike(engine, command, org, server, role, model, faults, admin, call):
    """A case whose text says nothing is decided by the checks alone, as the command's is."""
    for fault in faults:
        org.switch_on(fault)
    keys = Keys(org.secret(role), org.secret("admin") if admin else None, server.base_url)
    given = {"OPENAI_API_KEY": keys.project or "", "OPENAI_BASE_URL": keys.base_url}
    given |= {"OPENAI_ADMIN_KEY": keys.admin} if keys.admin else {}
    told = command("probe", "--project", org.project(role).id, "--model", model, "--json", *(["--call"] if call else []), **given)

    case = engine.open("hello")
    case = engine.correct(case.id, case.version, {"model": model, "project_id": org.project(role).id})
    case = engine.probe(case.id, case.version, keys, call=call, on_finding=lambda _: None)
    verdict = engine.diagnosis(case)
    assert (verdict.category, verdict.cause_id, verdict.grade, verdict.usable) == (
        told["category"], told["cause"], told["grade"], told["usable"]
    )  # fmt: skip
    assert list(verdict.rests_on) == told["rests_on"]
    view = engine.view(case, "ja", keys.base_url)
    assert [(one.probe, one.found) for one in view.findings] == [(one["probe"], one["found"]) for one in told["findings"]]
    assert (view.verdict.category, view.verdict.cause_id, view.verdict.grade) == (told["category"], told["cause"], told["grade"])


@pytest.mark.parametrize(("role", "model", "faults"), STATES[:-1], ids=lambda one: "-".join(one) if isinstance(one, tuple) else one)
def test_text_and_a_refused_call_of_the_same_error_agree(engine, command, org, server, role, model, faults):
    for fault in faults:
        org.switch_on(fault)
    case = engine.open(org.paste(role, model))
    before = engine.diagnosis(case)
    case = engine.correct(case.id, case.version, {"model": model, "project_id": org.project(role).id})
    keys = Keys(org.secret(role), None, server.base_url)
    case = engine.probe(case.id, case.version, keys, call=True, on_finding=lambda _: None)
    after = engine.diagnosis(case)
    assert (before.cause_id, after.cause_id) == (before.cause_id, before.cause_id)
    assert (before.grade, after.usable) == ("reported", False)
    assert after.grade in ("verified", "possible")
