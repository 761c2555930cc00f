"""The text that reading looks at: without fillings, backslashes and broken strings, and aware of its places."""

from __future__ import annotations

import re
from bisect import bisect_right

from assistant.domain.plain import FILL, LOOK_ALIKE_HYPHENS
from assistant.domain.reading.layout import frames, hard_breaks, margins

WRAP = re.compile(r"[ \t]*[|]?[ \t]*\r?\n(?:[ \t]*[>|#]){0,6}[ \t]*")
_DROPPED = re.compile(rf"[{FILL}\\]+")
_BREAK = re.compile(r"\n(?:[ \t]{0,40}[>|] ?){0,6}(?=[A-Za-z0-9_.\-])")
_BEFORE_BREAK = re.compile(r"(?<=[A-Za-z0-9_.\-])(?<!\W\d\d\d)(?: ?[|][ \t]{0,8})?\r?$")
_BROKEN_NAME = re.compile(  # a code that a terminal has broken inside of a quotation
    r"\n(?<=[a-z_]\n)(?:[ \t]{0,8}[>|] ?){0,3}(?=[a-z_]{1,40}[\"'])"
)
_WIDE = 60  # characters of a line that may be a terminal's whole width
_STRING = 1_500  # characters before a break in which the string that it breaks must have begun


class Source:
    """A masked paste as reading sees it: `text` is what is searched, `raw` what the user sees."""

    def __init__(self, raw: str, seen: str) -> None:
        """Drop what only stands in the way from the plain text, and remember where."""
        self.raw = raw
        cuts = [found.span() for found in _DROPPED.finditer(seen)] if FILL in seen or "\\" in seen else []
        cuts += [*margins(seen), *frames(seen)]
        if "{" in seen:
            cuts += _broken(seen)
            cuts += hard_breaks(seen)
        elif '"' in seen:
            cuts += [found.span() for found in _BROKEN_NAME.finditer(seen) if _is_wide(seen, found.start())]
        self._from: list[int] = [0]
        self._to: list[int] = [0]
        pieces, last, length = [], 0, 0
        for start, end in sorted(cuts):
            if start < last:
                continue
            pieces.append(seen[last:start])
            length += start - last
            self._from.append(length)
            self._to.append(end)
            last = end
        pieces.append(seen[last:])
        self.text = "".join(pieces)

    def place(self, index: int) -> int:
        """Return where in the paste a character of the text stands."""
        at = bisect_right(self._from, index) - 1
        return self._to[at] + index - self._from[at]

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


def _broken(seen: str) -> list[tuple[int, int]]:
    """Return the line breaks inside of an object's quoted strings, with what stands around them."""
    found = []
    for joint in _BREAK.finditer(seen):
        place = joint.start()
        before = _BEFORE_BREAK.search(seen, max(0, place - 16), place)
        if before and _in_string(seen, before.start()):
            found.append((before.start(), joint.end()))
    return found


def _is_wide(seen: str, place: int) -> bool:
    """Tell whether a wide line breaks at a place, inside of a quotation and of a name in snake case."""
    line = seen[seen.rfind("\n", 0, place) + 1 : place]
    return len(line) >= _WIDE and line.count('"') % 2 == 1 and "_" in line.rpartition(" ")[2]


def _in_string(seen: str, place: int) -> bool:
    """Tell whether a line break stands inside of a quoted string of an object."""
    low = max(0, place - _STRING)
    opened = seen.rfind("{", low, place)
    if opened < 0 or seen.rfind("}", opened, place) > 0:
        return False
    return seen.count('"', opened, place) % 2 == 1 or seen.count("'", opened, place) % 2 == 1
