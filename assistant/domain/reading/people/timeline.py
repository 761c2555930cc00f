"""The order of time in a text of several entries, oldest or newest first: comments, a history, a chat, edits."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.domain.reading.people.prose import Words, says
from assistant.domain.reading.people.stamps import Stamp, is_day_first, stamp_in

_MARKS = re.compile(r"[\s*\-\u30fb\u2022\u25a0\u25cf\[(|#_~`\u3010\uff3b<]*")
_WORD_BEFORE = re.compile(r"[^\W\d_]{2,9}\.?,? ")  # a day of the week, "on", "at"
_STOP = re.compile(r"[.!?\u3002\uff01\uff1f]")
_VALUE = re.compile(r"[:=\uff1a]\s*$|[:=]\s*[^\W\d_]{3},\s*$")  # a field's, or a header's
_EDIT = re.compile(r"(?P<name>[^\W\d_]{2,14})[ #]{0,2}(?P<number>\d{1,2})?(?=\W)")
_LONGEST = 60_000  # characters; longer ones are logs, whose order is theirs
_NAME, _REST = 60, 20  # characters before and behind a stamp in a line that says who wrote when
_WIDE, _NARROW = 110, 40  # a longer line may begin with a stamp, and does not end with one


@dataclass(frozen=True, slots=True)
class Entry:
    """What was written at one time, by its place in the text."""

    start: int
    end: int
    headed: bool  # a line of its own says when, or that it is an edit


class Timeline:
    """A text's entries in the order of time."""

    def __init__(self, seen: str, words: Words) -> None:
        """Take the text and the words of people."""
        heads = list(_heads(seen, words)) if len(seen) <= _LONGEST else []
        starts = [place for place, _ in heads]
        found = [Entry(low, high, headed=True) for low, high in zip(starts, [*starts[1:], len(seen)], strict=False)]
        before = Entry(0, starts[0] if starts else len(seen), headed=False)
        newest_first = is_newest_first([stamp for _, stamp in heads], _says_newest_first(seen, words))
        self.entries = (*reversed(found), before) if newest_first else (before, *found)
        ranked = sorted((one.start, number) for number, one in enumerate(self.entries) if one.end > one.start)
        self._starts, self._ranks = [start for start, _ in ranked], [number for _, number in ranked]
        self.latest = found[0 if newest_first else -1] if found else before

    def key(self, place: int) -> tuple[int, int]:
        """Return what sorts places of the text in the order of time."""
        at = bisect_right(self._starts, place) - 1
        return (self._ranks[at] if at >= 0 else 0), place

    def lines(self, seen: str) -> Iterator[tuple[int, str]]:
        """Yield the lines in the order of time, each with its place in the text."""
        for entry in self.entries:
            place = entry.start
            for line in seen[entry.start : entry.end].removesuffix("\n").split("\n") if entry.end > entry.start else ():
                yield place, line
                place += len(line) + 1


def is_newest_first(stamps: list[Stamp], said: bool) -> bool:
    """Tell whether entries stand in the order from the newest to the oldest; `said` is whether their text says so."""
    kinds = {stamp.kind for stamp in stamps}
    if len(kinds) != 1 or len(stamps) < 2:
        return said and len(stamps) > 1
    pairs = [(one.at, other.at) for one, other in pairwise(stamps)]
    pairs = [(one[: len(other)], other[: len(one)]) for one, other in pairs]
    falls = any(one > other for one, other in pairs) and all(one >= other for one, other in pairs)
    rises = any(one < other for one, other in pairs)
    alone = kinds == {"time"} and len(stamps) < 3  # it may be the next day
    return (falls and not alone) or (said and not rises)


def _says_newest_first(seen: str, words: Words) -> bool:
    """Tell whether a line of few words says that the newest entry comes first."""
    lines = [line for line in seen.split("\n")[:60] if len(line) < 120]
    return any(says(line, words.get("newest_first", ())) >= 0 for line in lines)


def _heads(seen: str, words: Words) -> Iterator[tuple[int, Stamp]]:
    """Yield where entries begin and when they were written."""
    lines = seen.split("\n")
    day_first = any(map(is_day_first, lines))
    place = 0
    for line in lines:
        stamp = None if line.lstrip().startswith(">") else _head(line, words, day_first)
        if stamp:
            yield place, stamp
        place += len(line) + 1


def _head(line: str, words: Words, day_first: bool) -> Stamp | None:
    """Return when an entry that begins with a line was written; None where none does."""
    begun = _MARKS.match(line)
    begin = begun.end() if begun else 0
    edit = _EDIT.match(line, begin)
    if edit and edit["name"].lower() in words.get("edited", ()):
        return Stamp("edit", (int(edit["number"] or 1),), *edit.span())
    stamp = stamp_in(line if len(line) <= _WIDE else line[:_NARROW], words, day_first=day_first)
    if stamp is None:
        return None
    word = _WORD_BEFORE.match(line, begin)
    if stamp.start in (begin, word.end() if word else begin):
        return stamp
    rest = line[stamp.end :]
    named = stamp.start <= _NAME and not _STOP.search(line, 0, stamp.start) and not _VALUE.search(line, 0, stamp.start)
    return stamp if named and (len(rest) <= _REST and not _STOP.search(rest)) else None
