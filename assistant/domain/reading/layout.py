"""What a terminal or a log viewer has put around and into the lines: container names, frames, breaks at its width."""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate

_MARGIN = re.compile(r"(?m)^[a-z0-9][\w.\-]{1,60}[ \t]+\| ")
_QUOTE = re.compile(r"(?:> ?)+")
_NARROWEST = 40
_OBJECT = 1_500  # characters before a break in which the object that it breaks must have begun


def margins(seen: str) -> list[tuple[int, int]]:
    """Return where lines begin with the name of the container that printed them; it is the same on several lines."""
    found = list(_MARGIN.finditer(seen)) if " | " in seen else []
    often = Counter(one[0] for one in found)
    return [one.span() for one in found if often[one[0]] > 1]


def frames(seen: str) -> list[tuple[int, int]]:
    """Return the two sides of a frame around lines that all end at its width."""
    rows, at = [], 0
    for line in seen.split("\n") if "|\n" in seen or seen.endswith("|") else ():
        bare = line.rstrip()
        if bare.startswith("| ") and bare.endswith("|"):
            rows.append((at, at + len(bare), at + len(bare[:-1].rstrip())))
        at += len(line) + 1
    width = Counter(end - start for start, end, _ in rows).most_common(1)
    if not width or width[0][1] < 2 or width[0][0] <= _NARROWEST:
        return []
    single = all("|" not in seen[start + 1 : end - 1] for start, end, _ in rows)  # no table: what was in it may differ
    framed = [one for one in rows if single or one[1] - one[0] == width[0][0]]
    return sorted(side for start, end, inner in framed for side in ((start, start + 2), (max(start + 2, inner), end)))


def hard_breaks(seen: str) -> list[tuple[int, int]]:
    """Return the line breaks inside of objects at the width of the widest line: a terminal has made them."""
    lines = seen.split("\n")
    widths = list(map(len, lines))
    widest = max(widths)
    if widest < _NARROWEST or len(lines) < 2:
        return []
    ahead = [0, *accumulate(widths)]  # characters before each line, but for the line breaks
    found = []
    for row in [row for row, width in enumerate(widths[:-1]) if width == widest]:
        at, following = ahead[row] + row + widest, lines[row + 1]
        quote = _QUOTE.match(following)
        start = quote.end() if quote else 0
        if not lines[row][-1:].isspace() and following[start:].strip() and _in_object(seen, at):
            found.append((at, at + 1 + start))
    return found


def _in_object(seen: str, place: int) -> bool:
    """Tell whether a place stands inside of braces that are still open there."""
    opened = seen.rfind("{", max(0, place - _OBJECT), place)
    return opened >= 0 and seen.rfind("}", opened, place) < 0
