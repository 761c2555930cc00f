"""The queue on both databases: filters, sorts, pages, and words found in either language."""

from __future__ import annotations

import pytest

from assistant.domain.desk.queue import SORTS, Asked
from assistant.domain.desk.tokens import phrases, tokens
from tests.desk.conftest import DENIED, OTHER_PROJECT, PROJECT, QUOTA, ticket


@pytest.fixture
def stocked(parts):
    parts.take(
        ticket("A-1", DENIED, subject="組織の許可リスト", customer="髙橋 一郎", address="taka@example.com"),
        ticket("A-2", QUOTA, subject="Quota", customer="Jane Doe", address="jane@example.com"),
        ticket("A-3", DENIED.replace(PROJECT, OTHER_PROJECT), subject="ＡＰＩキー", customer="Émile"),
    )
    return parts


def numbers(parts, **asked):
    return sorted(str(one.number) for one in parts.desk.page(Asked(**asked)).tickets)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("組織", ["A-1", "A-3"]),  # in the subject of the one, in the text of the other
        ("許可リスト", ["A-1"]),
        ("許可 リスト", ["A-1"]),
        ("リスト許可", []),
        ("髙橋", ["A-1"]),
        ("橋", ["A-1"]),
        ("gpt-4.1", ["A-1", "A-3"]),
        ("GPT-4", ["A-1", "A-3"]),
        (PROJECT, ["A-1"]),
        (OTHER_PROJECT[:9], ["A-3"]),
        ("組織のAPI", ["A-1", "A-3"]),  # a word of two scripts
        ("apiキー", ["A-3"]),
        ("APIキー", ["A-3"]),
        ("émile", ["A-3"]),
        ("jane@example.com", ["A-2"]),
        ("insufficient_quota", ["A-2"]),
        ("A-2", ["A-2"]),
        ("quota billing", ["A-2"]),
        ("quota 組織", []),
        ("'; DROP TABLE tickets; --", []),
        ('" OR *', []),
        ("🙂", []),
        ("()", []),
    ],
)
def test_words_are_found(stocked, search, found):
    assert numbers(stocked, search=search) == found


def test_what_came_later_is_found_too(stocked):
    stocked.take(ticket("A-2", "今度は別の画面です。", subject="Re: Quota", customer="Jane Doe", address="jane@example.com"), digest="two")
    assert numbers(stocked, search="別の画面") == ["A-2"] == numbers(stocked, search="billing")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"language": "en"}, ["A-2"]),
        ({"cause_id": "project_model_access"}, ["A-1", "A-3"]),
        ({"category": "insufficient_quota"}, ["A-2"]),
        ({"project_id": OTHER_PROJECT}, ["A-3"]),
        ({"model": "gpt-4.1", "search": "許可"}, ["A-1"]),
        ({"grade": "verified"}, []),
        ({"states": ("closed",)}, []),
        ({"states": ("new", "closed"), "free": True}, ["A-1", "A-2", "A-3"]),
        ({"holder": "me"}, []),
    ],
)
def test_filters_hold_together(stocked, asked, found):
    assert numbers(stocked, **asked) == found


@pytest.mark.parametrize("sort", SORTS)
def test_every_sort_shows_every_ticket_once(stocked, sort):
    assert numbers(stocked, sort=sort) == ["A-1", "A-2", "A-3"]


def test_pages_part_the_queue_without_gap_or_overlap(parts):
    parts.take(*(ticket(f"B-{at:02}", f"{at} {QUOTA}") for at in range(60)))
    pages = [parts.desk.page(Asked(page=page)) for page in range(4)]
    assert [len(one.tickets) for one in pages] == [25, 25, 10, 0] and {one.total for one in pages} == {60}
    assert len({ticket.id for one in pages for ticket in one.tickets}) == 60
    assert parts.desk.values("cause_id") == [("legacy_quota", 60)]


def test_similar_tickets_share_the_cause_and_the_nearest_come_first(stocked):
    stocked.take(ticket("A-4", f"again {DENIED}"), ticket("A-5", "組織の許可リスト gpt-4.1 使えません 403"), digest="two")
    (one,) = stocked.desk.page(Asked(search="A-4")).tickets
    found = stocked.desk.open(one.id, "ja", "https://api.openai.com/v1").similar
    assert [(near.ticket.number, near.shares) for near in found] == [("A-1", ("project_id", "model")), ("A-3", ("model",))]


def test_tokens_of_both_languages():
    assert tokens("許可リスト GPT-4.1のモデル") == ["許可", "可リ", "リス", "スト", "ト", "gpt", "4", "1", "のモ", "モデ", "デル", "ル"]
    assert phrases("組織 gpt-4 ｱｸｾｽ権") == [["組織"], ["gpt", "4"], ["アク", "クセ", "セス", "ス権"]]
    assert phrases("組") == [["組"]] and phrases(" !? ") == []
    assert len(tokens("あ" * 100_000)) == 6_000
