"""Line breaks inside of names and strings: made by a terminal, a mail program or a form, not by the program."""

from __future__ import annotations

import re
from itertools import accumulate

from assistant.domain.plain import FILL

_BREAK = re.compile(r"\n(?:[ \t]{0,40}[>|] ?){0,6}(?=[A-Za-z0-9_.\-])")
_BEFORE_BREAK = re.compile(r"(?<=[A-Za-z0-9_.\-])(?<!\W\d\d\d)(?: ?[|][ \t]{0,8})?\r?$")
_BROKEN_NAME = re.compile(  # a code that a terminal has broken inside of a quotation
    r"\n(?<=[a-z_]\n)(?:[ \t]{0,8}[>|] ?){0,3}(?=[a-z_]{1,40}[\"'])"
)
_HYPHEN = re.compile(r"-\n(?:[ \t]{0,40}[>|] ?){0,6}[ \t]{0,40}(?P<rest>[a-z0-9][a-z0-9.:\-]{0,60})")
_NAME_ENDS = re.compile(r"[A-Za-z0-9][\w.:/\-]*$")
_LONGEST = 60  # characters of a name before a break that are looked at
_WIDE = 60  # characters of a line that may be a terminal's whole width
_STRING = 1_500  # characters before a break in which the string that it breaks must have begun
_NAME_BEFORE, _NAME_BEHIND = re.compile(r"[a-z_]+$"), re.compile(r"[a-z_]+")
_AROUND, _FEWEST = 3, 3  # broken lines to either side that are compared with one, and how many make a comparison
_QUOTE = re.compile(r"(?:> ?)+")
_NARROWEST = 40
_EDGES = " \t|"  # what a line does not end with that breaks inside of something
_OBJECT = 1_500  # characters before a break in which the object that it breaks must have begun


def breaks(seen: str) -> list[tuple[int, int]]:
    """Return the line breaks that part what belongs together, with what stands around them."""
    found = _behind_hyphens(seen) if "-\n" in seen else []
    if "{" in seen:
        return [*found, *_in_strings(seen), *hard_breaks(seen)]
    if '"' in seen:
        found += [one.span() for one in _BROKEN_NAME.finditer(seen) if _is_wide(seen, one.start())]
    return found


def _behind_hyphens(seen: str) -> list[tuple[int, int]]:
    """Return the line breaks right behind a hyphen of a name that has digits."""
    found = []
    for joint in _HYPHEN.finditer(seen):
        before = _NAME_ENDS.search(seen, max(0, joint.start() - _LONGEST), joint.start())
        if before and any(map(str.isdigit, before[0] + joint["rest"])):
            found.append((joint.start() + 1, joint.start("rest")))
    return found


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
        if lines[row].rstrip(FILL)[-1:] not in _EDGES and following[start:].strip() and _in_object(seen, at):
            found.append((at, at + 1 + start))
    return found


def _in_object(seen: str, place: int) -> bool:
    """Tell whether a place stands inside of braces that are still open there."""
    opened = seen.rfind("{", max(0, place - _OBJECT), place)
    return opened >= 0 and seen.rfind("}", opened, place) < 0


def _in_strings(seen: str) -> list[tuple[int, int]]:
    """Return the line breaks inside of an object's strings that are at one width, with what stands around them."""
    found, widths = [], []
    for joint in _BREAK.finditer(seen):
        place = joint.start()
        before = _BEFORE_BREAK.search(seen, max(0, place - 16), place)
        if before and in_string(seen, before.start()) and not _ends_sentence(seen, before.start(), joint.end()):
            found.append((before.start(), joint.end()))
            widths.append(before.start() - seen.rfind("\n", 0, place))
    return [span for at, span in enumerate(found) if _is_at_width(widths, at) or _in_code(seen, *span)]


def _ends_sentence(seen: str, end: int, start: int) -> bool:
    """Tell whether a sentence ends before a break and another begins behind it."""
    return seen[end - 1] == "." and seen[start].isupper()


def _in_code(seen: str, end: int, start: int) -> bool:
    """Tell whether a break stands in a number or in a name in snake case."""
    if seen[end - 1].isdigit() and seen[start].isdigit():
        return True
    one, other = _NAME_BEFORE.search(seen, max(0, end - 60), end), _NAME_BEHIND.match(seen, start)
    return one is not None and other is not None and "_" in one[0] + other[0]


def _is_at_width(widths: list[int], at: int) -> bool:
    """Tell whether the lines that break around one are as wide as it: where they are not, they break between words."""
    around = widths[max(0, at - _AROUND) : at + _AROUND + 1]
    return len(around) < _FEWEST or around.count(widths[at]) > 1


def _is_wide(seen: str, place: int) -> bool:
    """Tell whether a wide line breaks at a place, inside of a quotation and of a name in snake case."""
    line = seen[seen.rfind("\n", 0, place) + 1 : place]
    return len(line) >= _WIDE and line.count('"') % 2 == 1 and "_" in line.rpartition(" ")[2]


def in_string(seen: str, place: int) -> bool:
    """Tell whether a line break stands inside of a quoted string of an object."""
    low = max(0, place - _STRING)
    opened = seen.rfind("{", low, place)
    if opened < 0 or seen.rfind("}", opened, place) > 0:
        return False
    return seen.count('"', opened, place) % 2 == 1 or seen.count("'", opened, place) % 2 == 1
