"""A request is decided once, noticed once, ends by itself, and goes with its case."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.domain.case import Case
from assistant.domain.permissions.approval import DEFAULT_DAYS, Approval
from assistant.engine import Engine
from assistant.engine.approvals import Approvals
from tests.approvals.conftest import BASE, Clock
from tests.engine.conftest import MODEL, PROJECT

SECRET = "sk-" + "admin-" + "q7Zk" * 16


@pytest.fixture
def asked(approvals: Approvals, case: Case) -> Approval:
    return approvals.ask(case.id, BASE, PROJECT, [MODEL], days=DEFAULT_DAYS, wants_check=True)


def test_a_request_is_kept_as_it_was_made(approvals, asked, case):
    opened = approvals.open(approvals.token(asked))
    assert opened is not None
    assert opened.approval == asked
    assert opened.state == "open"
    assert (asked.case_id, asked.models, asked.wants_check) == (case.id, (MODEL,), True)
    assert asked.expires == "2026-11-30T09:00:00+00:00"
    assert [one.approval for one in approvals.of_case(case.id)] == [asked]


@pytest.mark.parametrize(("at", "state"), [("2026-11-30T08:59:59", "open"), ("2026-11-30T09:00:00", "expired")])
def test_it_ends_by_itself(approvals, asked, clock: Clock, at: str, state: str):
    clock.at = f"{at}+00:00"
    assert approvals.look(asked.id).state == state
    decided = approvals.approve(asked.id, "console")
    assert (decided is not None) == (state == "open")


@pytest.mark.parametrize("first", ["approve", "decline", "revoke"])
def test_the_first_answer_stands(approvals, asked, first: str):
    answers = {
        "approve": lambda: approvals.approve(asked.id, "app", record="chg_1"),
        "decline": lambda: approvals.decline(asked.id, "no"),
        "revoke": lambda: approvals.revoke(asked.id),
    }
    kept = answers[first]()
    assert kept is not None
    assert [answer() for answer in answers.values()] == [None, None, None]
    assert approvals.look(asked.id) == kept


def test_of_twenty_answers_at_once_one_counts(approvals, asked):
    with ThreadPoolExecutor(8) as pool:
        came = list(pool.map(lambda at: approvals.decline(asked.id, f"reason {at}"), range(20)))
    kept = [one for one in came if one is not None]
    assert len(kept) == 1
    assert approvals.look(asked.id) == kept[0]


def test_a_decision_is_noticed_once_and_not_before_it_is_made(approvals, asked):
    assert not approvals.take(asked.id)
    approvals.approve(asked.id, "console")
    assert [approvals.take(asked.id) for _ in range(3)] == [True, False, False]
    assert approvals.look(asked.id).approval.taken is not None


def test_a_key_in_a_reason_is_kept_nowhere(approvals, asked, requests, tmp_path: Path):
    declined = approvals.decline(asked.id, f"take this one: {SECRET}  \n instead")
    requests.close()
    assert SECRET[9:40] not in declined.approval.reason
    assert declined.approval.reason.startswith("take this one:")
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert asked.id.encode() in kept
    assert SECRET[9:40].encode() not in kept


def test_it_goes_with_its_case(approvals, asked, case, engine: Engine):
    token = approvals.token(asked)
    assert engine.delete(case.id)
    assert approvals.open(token) is None
    assert approvals.of_case(case.id) == ()


def test_a_case_knows_its_requests(approvals, asked, case, engine: Engine):
    changed = engine.requested(case.id, asked.id)
    assert changed.requests == (asked.id,)
    assert engine.load(case.id).requests == (asked.id,)
