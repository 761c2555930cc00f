"""What the lead sees, over real databases: cases and tickets as they come to be, counted as a person would."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date
from zoneinfo import ZoneInfo

import pytest

from assistant.adapters.figure_store import FigureStore
from assistant.domain.deciding.decide import Decider
from assistant.domain.evidence import Finding, Found
from assistant.domain.lead.span import span
from assistant.engine import Engine
from assistant.engine.desk.reading import TicketReader
from assistant.engine.lead import Lead
from assistant.interfaces.csv_text import csv_bytes
from assistant.wiring import decider, knowledge
from tests.desk.conftest import DENIED, PROJECT, QUOTA, Parts, ticket
from tests.engine.conftest import ToldProber

ALL = span(date(2026, 1, 1), date(2026, 12, 31), UTC)
GUIDE = "project_model_access"
TO_USAGE = (("compare", "as_meant"), ("role", "may_edit"), ("sign_in", "done"), ("choose_project", "done"), ("open_limits", "done"))
PASSED = f"""HTTP/1.1 200 OK
x-request-id: req_0123456789abcdef0123456789abcdef
openai-project: {PROJECT}

{{"id": "resp_1", "object": "response", "status": "completed", "model": "gpt-4.1", "output": []}}"""
KEY = "sk-" + "proj-" + "Xy7a" * 12


@dataclass
class Seen:
    """The desk and the chat of one database, and the lead who looks at them."""

    parts: Parts
    lead: Lead

    def at(self, time: str) -> Seen:
        self.parts.clock.at = f"2026-{time}+00:00"
        return self

    def numbers(self, within=ALL, zone=UTC):
        self.lead.catch_up()
        assert self.lead.behind() == 0
        return self.lead.numbers(within, zone)

    def stops(self):
        self.lead.catch_up()
        return self.lead.stops(ALL)

    def guided(self, *answers, text=DENIED):
        """Open a case and answer the steps of its guide."""
        engine = self.parts.engine
        case = engine.open(text)
        case = engine.start_guide(case.id, case.version, GUIDE)
        for step, answer in answers:
            case = engine.answer(case.id, case.version, step, answer)
        return case


@pytest.fixture
def seen(parts):
    store = FigureStore(parts.url)
    yield Seen(parts, Lead(store, knowledge(), decider(), TicketReader(knowledge(), decider(), parts.clock), parts.clock))
    store.close()


def test_cases_and_tickets_are_counted_apart_and_practice_never(seen):
    engine = seen.at("11-02T01:00:00").parts.engine
    engine.open(DENIED), engine.open(QUOTA, practice=True)
    seen.parts.take(ticket("A-1", QUOTA), ticket("A-2", f"again {DENIED}"))
    found = seen.numbers()
    assert found.all == 3
    assert [(one.value, one.chat, one.ticket) for one in found.by["cause"]] == [(GUIDE, 1, 1), ("legacy_quota", 0, 1)]
    assert [(one.value, one.all) for one in found.by["model"]] == [("gpt-4.1", 2), (None, 1)]
    assert [(one.value, one.all) for one in found.by["project"]] == [(PROJECT, 2), (None, 1)]
    assert [(one.value, one.chat, one.ticket) for one in found.by["language"]] == [("ja", 1, 1), ("en", 0, 1)]


def test_weeks_begin_on_monday_in_the_reader_s_zone_and_none_is_left_out(seen):
    tokyo = ZoneInfo("Asia/Tokyo")
    seen.at("11-01T14:59:00").parts.engine.open(DENIED)  # Sunday night in Tokyo
    seen.at("11-01T15:01:00").parts.engine.open(DENIED)  # Monday there
    seen.at("11-17T00:00:00").parts.engine.open(DENIED)
    assert [(one.value, one.all) for one in seen.numbers(zone=tokyo).weeks] == [
        ("2026-10-26", 1), ("2026-11-02", 1), ("2026-11-09", 0), ("2026-11-16", 1),
    ]  # fmt: skip
    assert seen.numbers().weeks[0].all == 2
    assert seen.numbers(span(date(2026, 11, 2), date(2026, 11, 2), tokyo), tokyo).all == 1
    assert seen.numbers(span(date(2026, 11, 3), date(2026, 11, 8), tokyo), tokyo).all == 0


def test_only_a_passing_call_proves_and_the_rest_is_told_apart(seen):
    parts, engine = seen.at("11-02T00:00:00").parts, seen.parts.engine
    called, pasted, said, handed, _open = (engine.open(DENIED) for _ in range(5))
    parts.take(ticket("P", f"p {DENIED}"), ticket("C", f"c {DENIED}"))
    proved, closed = parts.store.ticket(1), parts.store.ticket(2)
    parts.desk.move(closed.id, closed.version, "me", "close")
    seen.at("11-02T00:30:00")
    passed = Finding("model_call", Found.OK, status=200, model="gpt-4.1", project_id=PROJECT, at=parts.clock(), url="https://x.example/v1")
    parts.cases.save(replace(called, findings=(passed,)), parts.clock())
    seen.at("11-02T02:00:00")
    engine.say(pasted.id, 0, PASSED), engine.say(proved.case_id, 0, PASSED)
    case = engine.start_guide(said.id, 0, GUIDE)
    for step, answer in (("compare", "as_meant"), ("role", "may_not_edit")):
        case = engine.answer(case.id, case.version, step, answer)
    case = engine.answer(case.id, case.version, "ask_admin", "done")
    other = engine.start_guide(handed.id, 0, GUIDE)
    engine.answer(other.id, other.version, "compare", "person")
    found = seen.numbers()
    assert found.outcomes == {"call": 1, "paste": 2, "unconfirmed": 2, "handed_over": 1, "open": 1}
    assert found.median == 7200
    assert [(name, one) for name, one in found.times if any(one.values())] == [("1h", {"call": 1, "paste": 0}), ("8h", {"call": 0, "paste": 2})]
    (one,) = found.resolved
    assert (one.cause, one.all, one.median) == (GUIDE, 7, 7200)


def test_a_guide_counts_as_left_a_day_later_at_the_step_where_it_stands(seen):
    seen.at("11-02T00:00:00").guided(*TO_USAGE), seen.guided(("compare", "as_meant")), seen.guided(*TO_USAGE)
    assert seen.stops().left == ()
    left = seen.at("11-03T01:00:00").stops().left
    assert [(one.step_id, one.left, one.reached) for one in left] == [("model_usage", 2, 2), ("role", 1, 3)]


def test_what_was_not_to_be_seen_is_kept_with_its_label_whatever_comes_then(seen):
    engine = seen.parts.engine
    for label in ("Models allowed", "models  Allowed", f"{KEY} **x**", ""):
        case = seen.guided(*TO_USAGE, ("model_usage", "not_seen"))
        if label:
            case = engine.saw(case.id, case.version, "model_usage", label)
        case = engine.back(case.id, case.version)
        engine.say(case.id, case.version, QUOTA)  # another error: the guide and its answers are gone
    said = seen.guided(*TO_USAGE)
    engine.say(said.id, said.version, "I do not see this")  # words for the button
    (one,) = seen.stops().missed
    assert (one.guide_id, one.step_id, one.presses) == (GUIDE, "model_usage", 5)
    assert one.instead == (("Models allowed", 2), ("[masked:openai_project_key] **x**", 1))
    assert engine.saw(said.id, 99, "model_usage", "late") is None


def test_pastes_that_no_cause_fits_stand_together_until_a_cause_is_written(seen):
    for at, text in enumerate(("RuntimeError: quux 14 failed in /srv/a/1.py", "RuntimeError: quux 9 failed in /opt/b/22.py", "HTTP 418 teapot 7")):
        seen.at(f"11-0{at + 2}T00:00:00").parts.engine.open(f"log\n{text}\nkey {KEY}")
    seen.parts.take(ticket("A-1", "RuntimeError: quux 3 failed in /x/y/z.py"))
    seen.lead.catch_up()
    first, second = seen.lead.to_write(ALL)
    assert (first.cluster.count, first.cluster.skeleton) == (3, "runtimeerror: quux <n> failed in <path>")
    assert (first.cluster.first[:10], first.cluster.last[:10], first.cluster.languages) == ("2026-11-02", "2026-11-04", {"en"})
    assert second.cluster.statuses == {"418"} and KEY not in second.example.text and KEY not in second.cluster.line


def test_what_a_cause_was_written_for_since_is_left_out(seen):
    before = replace(knowledge(), causes={})
    old, clock = Decider(before), seen.parts.clock
    Engine(before, old, seen.parts.cases, ToldProber(), clock).open(DENIED)
    then = Lead(seen.lead._store, before, old, TicketReader(before, old, clock), clock)
    then.catch_up()
    assert ["does not have access" in one.cluster.line for one in then.to_write(ALL)] == [True]
    assert seen.lead.to_write(ALL) == []


def test_figures_follow_a_case_that_moves_on_or_is_deleted(seen):
    case = seen.parts.engine.open("RuntimeError: quux")
    assert seen.numbers().by["cause"][0].value == "other"
    seen.parts.engine.say(case.id, 0, DENIED)
    assert seen.lead.behind() == 1
    assert [one.value for one in seen.numbers().by["cause"]] == [GUIDE] and seen.lead.to_write(ALL) == []
    seen.parts.engine.delete(case.id)
    assert seen.numbers().all == 0 and seen.stops().left == ()


def test_a_ticket_whose_customer_deleted_the_case_is_still_counted(seen):
    seen.parts.take(ticket("A-1", DENIED))
    seen.parts.engine.delete(seen.parts.store.ticket(1).case_id)
    assert [(one.value, one.ticket) for one in seen.numbers().by["cause"]] == [(GUIDE, 1)]


def test_no_cell_of_a_csv_is_a_formula():
    assert csv_bytes(["a"], [["=1+1", 2], ["@x", "組織"]]).decode("utf-8-sig") == "a\r\n'=1+1,2\r\n'@x,組織\r\n"


def test_the_most_frequent_causes_are_told_week_by_week_and_the_others_together(seen):
    causes = [one for one in knowledge().causes.values() if one.examples][:7]
    for day, several in (("03-02", causes), ("03-10", causes[:6]), ("03-17", causes[:5])):
        seen.at(f"{day}T10:00:00")
        for one in several:
            seen.parts.engine.open(f"{day}\n{one.examples[0].paste}")
    found = seen.numbers()
    assert [one.value for one in found.weeks] == ["2026-03-02", "2026-03-09", "2026-03-16"]
    shown = {one.cause: one.counts for one in found.trends}
    assert len(shown) == 6 and list(shown)[-1] is None
    by = {one.value: one.all for one in found.by["cause"]}
    assert {cause: sum(counts) for cause, counts in shown.items() if cause} == {cause: by[cause] for cause in shown if cause}
    together = [sum(counts[at] for counts in shown.values()) for at in range(3)]
    assert together == [one.all for one in found.weeks]
