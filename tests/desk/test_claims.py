"""Who may change a ticket, on both databases: claims, versions, approvals, and two at once."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
import sqlalchemy as sa

from assistant.adapters.database.opening import driven
from assistant.domain.desk.draft import SavedDraft
from assistant.domain.desk.outgoing import Outgoing, Route
from assistant.domain.desk.queue import Asked
from assistant.domain.desk.states import AFTER, FROM, after
from assistant.domain.desk.ticket import Incoming, Said, Ticket, Verdict
from assistant.domain.evidence import Finding, Found
from assistant.interfaces.desk.face import DeskVisit
from tests.desk.conftest import DENIED, PROJECT, QUOTA, Parts, ticket

DRAFT = SavedDraft("", "me", "customer", "ja", "本文", 1, "saved")


@pytest.fixture
def one(parts):
    parts.take(ticket("T-1", DENIED))
    return parts.desk.page(Asked()).tickets[0]


def audit(parts):
    engine = sa.create_engine(driven(parts.url))
    with engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT who, action, ticket_id FROM audit ORDER BY id")).all()
    engine.dispose()
    return [tuple(row) for row in rows]


def test_a_claimed_ticket_is_one_person_s_until_given_back(parts, one):
    mine = parts.desk.claim(one.id, one.version, "me")
    assert (mine.refused, mine.ticket.holder, mine.ticket.version) == (None, "me", 1)
    assert parts.desk.claim(one.id, mine.ticket.version, "you").refused == "held"
    assert parts.desk.approve(one.id, mine.ticket.version, "you", DRAFT).refused == "held"
    assert parts.desk.move(one.id, mine.ticket.version, "you", "close").refused == "held"
    free = parts.desk.release(one.id, mine.ticket.version, "me").ticket
    assert parts.desk.claim(one.id, free.version, "you").ticket.holder == "you"


def test_a_change_made_of_an_old_version_comes_too_late(parts, one):
    parts.desk.claim(one.id, one.version, "me")
    late = parts.desk.save(one.id, one.version, "me", DRAFT)
    assert (late.refused, late.ticket.version) == ("late", 1)
    assert parts.store.draft(one.id) is None
    assert parts.desk.claim(10_000, 0, "me").refused == "gone"


def test_an_approval_is_in_a_person_s_name_and_on_the_record(parts, one):
    saved = parts.desk.save(one.id, one.version, "me", DRAFT).ticket
    assert (saved.state, saved.holder) == ("drafted", "me")
    key = "sk-" + "proj-" + "Xy7a" * 12
    done = parts.desk.approve(one.id, saved.version, "me", SavedDraft("", "me", "customer", "ja", f"本文 {key}", 1, "saved"))
    assert (done.refused, done.ticket.state) == (None, "answered")
    kept = parts.store.draft(one.id)
    assert (kept.state, kept.approver, kept.approved, kept.text) == ("approved", "me", parts.clock(), "本文 [masked:openai_project_key]")
    assert audit(parts) == [("me", "draft", one.id), ("me", "approve", one.id)]


def test_a_message_that_came_stops_the_approval_until_it_was_seen(parts, one):
    parts.take(ticket("T-1", f"{QUOTA}"), digest="two")
    newer = parts.store.ticket(one.id)
    for version in (one.version, newer.version):
        assert parts.desk.approve(one.id, version, "me", DRAFT).refused == "new_message"
    assert parts.store.draft(one.id) is None
    seen = SavedDraft("", "me", "customer", "ja", "本文", 2, "saved")
    assert parts.desk.approve(one.id, newer.version, "me", seen).refused is None


def test_a_message_to_an_answered_ticket_makes_it_new(parts, one):
    parts.desk.approve(one.id, one.version, "me", DRAFT)
    parts.take(ticket("T-1", QUOTA), digest="two")
    again = parts.store.ticket(one.id)
    assert (again.state, again.holder) == ("new", "me")


def test_the_states_follow_what_is_done(parts, one):
    assert parts.desk.move(one.id, one.version, "me", "reopen").refused == "no_place"
    waiting = parts.desk.move(one.id, one.version, "me", "ask").ticket
    closed = parts.desk.move(one.id, waiting.version, "me", "close").ticket
    assert (waiting.state, closed.state) == ("waiting", "closed")
    assert parts.desk.approve(one.id, closed.version, "me", DRAFT).refused == "no_place"
    assert parts.desk.move(one.id, closed.version, "me", "reopen").ticket.state == "new"
    assert all(after(state, event) == AFTER[event] for event in FROM for state in FROM[event])


def test_of_twenty_who_claim_at_once_one_gets_it(database_url):
    first = Parts.at(database_url)
    first.take(ticket("T-1", DENIED))
    (one,) = first.desk.page(Asked()).tickets
    desks = [Parts.at(database_url) for _ in range(4)]
    ready, results = threading.Barrier(20), []

    def claim(at: int) -> None:
        ready.wait()
        results.append((desks[at % 4].desk.claim(one.id, one.version, f"agent {at}").refused, at))

    threads = [threading.Thread(target=claim, args=(at,)) for at in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    winners = [at for refused, at in results if refused is None]
    assert len(results) == 20 and len(winners) == 1
    assert first.store.ticket(one.id).holder == f"agent {winners[0]}"
    assert [(who, action) for who, action, _ in audit(first)] == [(f"agent {winners[0]}", "claim")]
    for each in (first, *desks):
        each.close()


def test_the_audit_record_takes_no_change(parts, one):
    parts.desk.claim(one.id, one.version, "me")
    parts.desk.open(one.id, "ja", "https://api.openai.com/v1", "me")
    engine = sa.create_engine(driven(parts.url))
    lost = {
        "sqlite": "REPLACE INTO audit (id, at, who, action, detail) SELECT id, at, 'nobody', action, detail FROM audit",
        "postgresql": "TRUNCATE audit",
    }
    upsert = (
        "INSERT INTO audit (id, at, who, action, detail) SELECT id, at, 'nobody', action, detail FROM audit WHERE true "
        "ON CONFLICT (id) DO UPDATE SET who = 'nobody'"
    )
    for statement in ("UPDATE audit SET who = 'nobody'", "DELETE FROM audit", upsert, lost[engine.dialect.name]):
        with pytest.raises(sa.exc.DBAPIError, match="append only"), engine.begin() as connection:
            connection.execute(sa.text(statement))
    engine.dispose()
    assert [action for _, action, _ in audit(parts)] == ["claim", "view"]


def test_the_customer_s_proof_reaches_the_ticket(parts, one):
    case = parts.engine.load(one.case_id)
    passed = Finding("model_call", Found.OK, status=200, model="gpt-4.1", url="https://api.openai.com/v1/responses", project_id=PROJECT, at="2026-11-23T10:00:00+00:00")
    parts.cases.save(replace(case, findings=(passed,)), "2026-11-23T10:00:00+00:00")
    (now,) = parts.desk.page(Asked()).tickets
    assert (now.verdict.settled, now.verdict.category, now.version) == ("2026-11-23T10:00:00+00:00", "none", one.version)
    parts.take(ticket("T-2", f"again {DENIED}"), digest="two")
    (second,) = parts.desk.page(Asked(search="again")).tickets
    (near,) = parts.desk.open(second.id, "en", "https://api.openai.com/v1").similar
    assert (near.ticket.id, near.ticket.verdict.settled) == (one.id, "2026-11-23T10:00:00+00:00")
    assert parts.desk.open(one.id, "en", "https://api.openai.com/v1").view.receipt is not None


def test_a_case_that_its_customer_deleted_is_made_again(parts, one):
    parts.engine.delete(one.case_id)
    assert parts.store.ticket(one.id).case_id is None
    opened = parts.desk.open(one.id, "ja", "https://api.openai.com/v1")
    assert opened.case.id != one.case_id and opened.ticket.case_id == opened.case.id
    assert opened.ticket.verdict == one.verdict


def test_one_s_own_reply_that_comes_back_is_no_news_and_another_s_is(parts, one):
    sent = Outgoing("0" * 32, one.id, "rt:x", "reply", "T-1", Route("reply", "RT", "a@example.com"), "Re", "本文です。\n\n担当", "mark", (), "me", parts.clock())
    parts.store.change(one, "me", "approve_and_send", parts.clock(), draft=DRAFT, sending=sent, state="answered", holder="me", claimed=parts.clock())
    assert parts.desk.open(one.id, "ja", "").outdated is False
    parts.take(Incoming(1, (Said(DENIED), Said("本文です。\r\n\r\n担当  ", sender="agent")), number="T-1"), digest="two")
    now = parts.store.ticket(one.id)
    assert (now.messages, parts.desk.open(one.id, "ja", "").outdated) == (2, False)
    assert parts.desk.save(one.id, now.version, "me", DRAFT).refused is None
    parts.take(Incoming(1, (Said(DENIED), Said("別の担当からの返信です。", sender="agent")), number="T-1"), digest="three")
    now = parts.store.ticket(one.id)
    assert parts.desk.open(one.id, "ja", "").outdated is True
    assert parts.desk.approve(one.id, now.version, "me", DRAFT).refused == "new_message"
    assert parts.desk.approve(one.id, now.version, "me", replace(DRAFT, seen=3)).refused is None


def test_a_customer_who_quotes_the_reply_word_for_word_has_written_again(parts, one):
    sent = Outgoing("1" * 32, one.id, "rt:x", "reply", "T-1", Route("reply", "RT", "a@example.com"), "Re", "同じ文です。", "mark", (), "me", parts.clock())
    parts.store.change(one, "me", "approve_and_send", parts.clock(), draft=DRAFT, sending=sent, state="answered", holder="me")
    parts.take(Incoming(1, (Said(DENIED), Said("同じ文です。")), number="T-1"), digest="two")
    assert parts.desk.approve(one.id, parts.store.ticket(one.id).version, "me", DRAFT).refused == "new_message"


def test_what_counts_as_seen_is_what_was_shown_when_the_draft_was_opened():
    here = DeskVisit()
    assert (here.seen_of(1, 1), here.seen_of(1, 2)) == (1, 1), "the draft was open when the second message came"
    assert here.seen_of(2, 5) == 5 and here.seen_of(1, 2) == 2, "it was opened again, with all that had come"
    verdict = Verdict("other", None, "unknown")
    here.shows(Ticket(1, "file", None, "", None, None, "ja", "", "", "new", verdict, None, None, messages=3))
    assert here.seen_of(1, 3) == 3
