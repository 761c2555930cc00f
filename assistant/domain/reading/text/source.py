"""The text that reading looks at: without fillings, backslashes and broken strings, and aware of its places."""

from __future__ import annotations

import re
from functools import partial

from assistant.domain.plain import FILL, LOOK_ALIKE_HYPHENS
from assistant.domain.reading.templates import Templates
from assistant.domain.reading.text.breaks import breaks, hard_breaks
from assistant.domain.reading.text.columns import columns
from assistant.domain.reading.text.cuts import Cuts
from assistant.domain.reading.text.interrupted import interruptions
from assistant.domain.reading.text.layout import bars, frames, margins, numbers
from assistant.domain.reading.text.markup import marks

WRAP = re.compile(r"[ \t]*[|]?[ \t]*\r?\n(?:[ \t]*[>|#]){0,6}[ \t]*")
_DROPPED = re.compile(rf"[{FILL}\\]+")
_TABLED = re.compile(r"(?<![\w\"])\"\"\w{1,40}\"\"(?!\")")  # a quoted word in a cell of CSV
_DOUBLED = re.compile(r"\"\"")


class Source:
    """A masked paste as reading sees it: `text` is what is searched, `raw` what the user sees."""

    def __init__(self, raw: str, seen: str, templates: Templates) -> None:
        """Drop what only stands in the way from the plain text, and remember where."""
        self.raw, self.text = raw, seen
        self._cuts: list[Cuts] = []
        passed_over = partial(interruptions, runs=templates.runs, names=templates.words.get("page", ()))
        for find in (_signs, marks, _counts, _sides, partial(columns, words=templates.vocabulary), passed_over, breaks):
            if spans := find(self.text):
                self._cuts.insert(0, Cuts(self.text, spans))
                self.text = self._cuts[0].text

    def place(self, index: int) -> int:
        """Return where in the paste a character of the text stands."""
        for cuts in self._cuts:
            index = cuts.place(index)
        return index

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the paste a stretch of the text stands."""
        first = self.place(start)
        return (first, self.place(end - 1) + 1) if end > start else (first, first)

    def spelt(self, start: int, end: int) -> str | None:
        """Return a stretch as the paste spells it, odd hyphens and blanks made plain, or None where it is broken."""
        first, last = self.span(start, end)
        if last - first != end - start:
            return None
        raw = self.raw[first:last]
        return "".join("-" if one in LOOK_ALIKE_HYPHENS else " " if one.isspace() else one for one in raw)


def unwrapped(text: str) -> str:
    """Return a text with its line breaks, and the quote marks and frames around them, taken out."""
    return WRAP.sub("", text)


def _signs(seen: str) -> list[tuple[int, int]]:
    """Return the signs that escapes have left, and the breaks of a terminal that has shown them."""
    found = []
    if '""' in seen and _TABLED.search(seen):
        found += [(one.end() - 1, one.end()) for one in _DOUBLED.finditer(seen)]
    if FILL in seen or "\\" in seen:
        found += [one.span() for one in _DROPPED.finditer(seen)]
        found += hard_breaks(seen) if "{" in seen and not margins(seen) else []
    return found


def _counts(seen: str) -> list[tuple[int, int]]:
    """Return what a viewer has put before the lines."""
    return [*numbers(seen), *bars(seen)]


def _sides(seen: str) -> list[tuple[int, int]]:
    """Return what programs have put beside their lines."""
    return [*margins(seen), *frames(seen)]
