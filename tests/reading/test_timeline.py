"""When entries were written, and in which order they stand."""

from __future__ import annotations

import pytest

from assistant.domain.reading.people.stamps import stamp_in
from assistant.domain.reading.people.timeline import Timeline
from assistant.knowledge_base.alternatives import expanded
from assistant.wiring import decider

WORDS = decider()._signals.words


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("2026-11-20 10:02 Ken: it fails", (26, 11, 20, 10, 2)),
        ("2026-11-20T07:10Z on-call: paged", (26, 11, 20, 7, 10)),
        ("[2026/11/20 9:12] 田中", (26, 11, 20, 9, 12)),
        ("コメント #2　佐久間　2026年11月18日 11:30", (26, 11, 18, 11, 30)),
        ("11月20日 午後3時05分 佐藤", (0, 11, 20, 15, 5)),
        ("11/20(金) 16:05 お客様：", (0, 11, 20, 16, 5)),
        ("20.11.2026 09:12 Weber:", (26, 11, 20, 9, 12)),
        ("Priya added a comment - 20/Nov/26 3:41 PM", (26, 11, 20, 15, 41)),
        ("Nov 20, 2026, 9:02 AM – Aisha:", (26, 11, 20, 9, 2)),
        ("Le 20 nov. à 16:05, Paul a écrit :", (0, 11, 20, 16, 5)),
        ("El 19 de noviembre de 2026, 10:20, Marta:", (26, 11, 19, 10, 20)),
        ("Kofi  9:31 AM", (9, 31)),
        ("**dvk** commented 5 days ago", (-7200,)),
        ("山田 さんが約2時間前に更新", (-120,)),
        ("Von Kühn vor etwa 3 Stunden aktualisiert", (-180,)),
        ("Léa — il y a 20 minutes :", (-20,)),
        ("박지훈 3시간 전", (-180,)),
        ("tomasz — Yesterday at 4:12 PM", (-1908,)),
    ],
)
def test_a_time_is_read_in_the_forms_of_tools_and_languages(line: str, at: tuple[int, ...]) -> None:
    stamp = stamp_in(line, WORDS)
    assert stamp is not None
    assert stamp.at == at


@pytest.mark.parametrize("line", ["gpt-4.1-2025-04-14 is refused", "openai-python 2.14.0", "it fails with 403", "line 12"])
def test_other_numbers_are_no_time(line: str) -> None:
    assert stamp_in(line, WORDS) is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("11/20 16:05 b\n11/20 09:12 a", "11/20 09:12 a"),  # each line is older than the one above
        ("11/20 09:12 a\n11/20 16:05 b", "11/20 09:12 a"),
        ("23:58 a\n00:03 b", "23:58 a"),  # it may be past midnight
        ("newest first\n10:20 b\n09:10 a", "09:10 a"),
        ("Edit 2: b\nEdit: a", "Edit: a"),
        ("2026-11-20 b\n2026-11-21 c\n2026-11-19 a", "2026-11-20 b"),  # neither order
    ],
)
def test_entries_come_in_the_order_of_time(text: str, first: str) -> None:
    lines = [line for _, line in Timeline(text, WORDS).lines(text) if line and line != "newest first"]
    assert lines[0] == first


def test_a_phrase_stands_for_all_its_alternatives() -> None:
    phrases = ["(is|was) (|now )fixed", "(solved)", "plain"]
    assert list(expanded(phrases)) == ["is fixed", "is now fixed", "was fixed", "was now fixed", "(solved)", "plain"]
