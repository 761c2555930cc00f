"""Line breaks in the middle of words: a narrow column, a form or a terminal has made them, each line at its width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise, takewhile

_NARROWEST = 8
_SIDE = re.compile(r"(?:[ \t]{0,40}[>|])*[ \t]{0,40}")  # quote marks and the indentation before a line
_LAST = re.compile(r"(?<![A-Za-z_])(?P<part>[A-Za-z_]+)-?$")
_FIRST = re.compile(r"[A-Za-z_]+")
_LONGEST = 60


def columns(seen: str, words: AbstractSet[str]) -> list[tuple[int, int]]:
    """Return the line breaks inside of known words, and those of further lines that are as wide as lines so broken."""
    lines = seen.split("\n")
    widths, found = set(), []
    for line, following, end, start in _joints(lines):
        if _broken(line, following, words):
            found.append((end - (line[-1] == "-"), start))
            if line[-1] != "-":
                widths.add(len(line))
    if widths:
        found += [(end, start) for line, _, end, start in _joints(lines) if len(line) in widths]
    return found


def _joints(lines: list[str]) -> Iterator[tuple[str, str, int, int]]:
    """Yield each line that no blank parts from the next, the next, and where the one ends and the other goes on."""
    end = -1
    for line, following in pairwise(lines):
        end += len(line) + 1
        side = _side(line, following)
        if len(line) >= _NARROWEST and not line[-1].isspace() and following[side : side + 1].strip():
            yield line, following[side : side + _LONGEST], end, end + 1 + side


def _side(line: str, following: str) -> int:
    """Return how many characters stand before both of two lines in the same way."""
    if not following or following[0].isalnum():
        return 0
    side = _SIDE.match(following)
    pairs = zip(line, side[0] if side else "", strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def _broken(line: str, following: str, words: AbstractSet[str]) -> bool:
    """Tell whether a line ends and the next begins with the two parts of a word."""
    if not (line[-1].isalpha() or line[-1] in "_-"):
        return False
    one, other = _LAST.search(line[-_LONGEST:]), _FIRST.match(following)
    if one is None or other is None:
        return False
    parts = one["part"].lower(), other[0].lower()
    return "".join(parts) in words and not (parts[0] in words and parts[1] in words)
