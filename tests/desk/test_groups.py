"""Groups, on both databases: counted and read by verdict, project and model; one shared draft, each ticket's own."""

from __future__ import annotations

import pytest

from assistant.adapters.desk_store.groups import GroupStore
from assistant.domain.desk.draft import SavedDraft
from assistant.domain.desk.queue import Asked
from assistant.domain.desk.reply import ReplyAsked
from assistant.domain.desk.shared_letter import strange
from assistant.engine.desk.grouped import Grouped
from tests.desk.conftest import DENIED, OTHER_PROJECT, PROJECT, QUOTA, Parts, ticket

KEY = "sk-" + "proj-" + "Xy7a" * 12


def grouped(parts: Parts) -> Grouped:
    return Grouped(GroupStore(parts.store), parts.desk, parts.engine)


def by_number(parts: Parts, number: str):
    (one,) = [one for one in parts.desk.page(Asked(search=number)).tickets if one.number == number]
    return one


@pytest.fixture
def stocked(parts: Parts) -> Parts:
    parts.take(
        ticket("A-1", DENIED, customer="山田様"),
        ticket("A-2", f"again {DENIED}"),
        ticket("A-3", DENIED.partition("\n")[2], customer="Kim"),
        ticket("A-4", f"key {KEY}\n{DENIED}", customer="鈴木"),
        ticket("B-1", DENIED.replace(PROJECT, OTHER_PROJECT)),
        ticket("C-1", QUOTA),
        ticket("C-2", f"again {QUOTA}"),
    )
    return parts


def test_groups_are_of_one_verdict_project_and_model(stocked):
    work = grouped(stocked)
    first, second = work.groups()
    assert (first.key.cause_id, first.key.project_id, first.key.model) == ("project_model_access", PROJECT, "gpt-4.1")
    assert (first.languages, second.languages) == ({"ja": 3, "en": 1}, {"en": 2})
    assert work.key(first.key.digest) == first.key and work.key("0" * 16) is None
    assert [one.number for one in work.members(first.key)] == ["A-1", "A-2", "A-3", "A-4"]
    assert {one.number for one in work.members(second.key)} == {"C-1", "C-2"}  # neither states a project


def test_what_is_answered_has_left_its_group(stocked):
    work = grouped(stocked)
    first = work.groups()[0]
    one = by_number(stocked, "A-1")
    done = stocked.desk.approve(one.id, one.version, "me", SavedDraft("", "me", "customer", "ja", "本文", 1, "saved"))
    assert done.refused is None
    assert "A-1" not in [one.number for one in work.members(first.key)] and work.groups()[0].count == 3


@pytest.mark.parametrize("language", ["ja", "en"])
def test_each_ticket_s_draft_is_its_own_letter_until_the_shared_one_is_edited(stocked, language):
    work = grouped(stocked)
    asked = ReplyAsked(language, agent="Sato", link="{link}")
    base = work.shared(by_number(stocked, "A-1"), asked)
    assert all(base.count(mark) == 1 for mark in ("{greeting}", "{facts}", "{link}", "{number}")) and "山田" not in base
    for number in ("A-1", "A-2", "A-3"):
        one = by_number(stocked, number)
        case = stocked.desk.case_of(one)
        linked = ReplyAsked(language, agent="Sato", link=f"https://desk.example/?case={case.id}")
        plain = work.own(base, base, one, case, linked)
        assert (plain.text, plain.differs) == (stocked.desk.reply(one, case, linked).body, False)
        edited = work.own(base, base.replace("Sato", "Sato {oops}").replace("{facts}", ""), one, case, linked)
        assert "Sato {oops}" in edited.text and number in edited.text and case.id in edited.text
    assert strange("{greeting} {oops}") == ("{oops}",)


def test_a_ticket_with_something_of_its_own_keeps_its_own_letter(stocked):
    work = grouped(stocked)
    asked = ReplyAsked("ja")
    base = work.shared(by_number(stocked, "A-1"), asked)
    one = by_number(stocked, "A-4")
    mine = work.own(base, "edited", one, stocked.desk.case_of(one), asked)
    assert mine.differs and "伏せた形で保存" in mine.text and KEY not in mine.text


def test_a_customer_s_words_fill_nothing(stocked):
    stocked.take(ticket("A-9", f"nine {DENIED}", customer="{number}"), digest="two")
    work, one, asked = grouped(stocked), by_number(stocked, "A-9"), ReplyAsked("ja")
    base = work.shared(by_number(stocked, "A-1"), asked)
    assert work.own(base, base, one, stocked.desk.case_of(one), asked).text.startswith("{number}様")
