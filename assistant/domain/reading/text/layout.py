"""What a program has put around the lines that it shows: container names, frames, numbers and bars before them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

Spans = list[tuple[int, int]]

_MARGIN = re.compile(r"(?m)^[a-z0-9][\w.\-]{1,60}[ \t]+\| ")
_NUMBER = re.compile(r"[ \t]{0,8}\[?(?P<number>\d{1,6})(?P<mark>\]|[ \t]{0,4}[:.)|]|(?=\t|  )|$)(?:[ \t]{1,2}|$)")
_BAR = re.compile(r"[ \t]{0,8}\|(?:[ \t]|$)")
_RULE = re.compile(
    r"(?m)^[^\w\n]{0,40}(?:\u2500{8}|\u2501{8}|\u2550{8}|-{8}|={8})"
)  # the upper or lower side of a frame
_NARROWEST = 20
_FEWEST = 3  # lines that are numbered one after the other
_STATUSES = range(400, 600)


def margins(seen: str) -> Spans:
    """Return where lines begin with the name of the container that printed them; it is the same on several lines."""
    found = list(_MARGIN.finditer(seen)) if " | " in seen else []
    often = Counter(one[0] for one in found)
    return [one.span() for one in found if often[one[0]] > 1]


def frames(seen: str) -> Spans:
    """Return the two sides of a frame around lines that all end at its width."""
    rows, at = [], 0
    for line in seen.split("\n") if "|\n" in seen or "| " in seen or seen.endswith("|") else ():
        bare = line.rstrip()
        if bare.startswith("| ") and bare.endswith("|"):
            rows.append((at, at + len(bare), at + len(bare[:-1].rstrip())))
        at += len(line) + 1
    width = Counter(end - start for start, end, _ in rows).most_common(1)
    if not width or width[0][0] <= _NARROWEST or (width[0][1] < 2 and not _RULE.search(seen)):
        return []
    single = all("|" not in seen[start + 1 : end - 1] for start, end, _ in rows)  # no table: what was in it may differ
    framed = [one for one in rows if single or one[1] - one[0] == width[0][0]]
    return sorted(side for start, end, inner in framed for side in ((start, start + 2), (max(start + 2, inner), end)))


def numbers(seen: str) -> Spans:
    """Return the numbers before lines that count them."""
    found, at = [], 0
    for line in seen.split("\n"):
        number = _NUMBER.match(line)
        if number:
            found.append((int(number["number"]), number["mark"], at, at + number.end()))
        else:
            found.append((-1, "", at, at))
        at += len(line) + 1
    spans: Spans = []
    for _, group in groupby(
        enumerate(found), key=lambda row: (row[1][0] - row[0], row[1][1]) if row[1][0] >= 0 else None
    ):
        rows = [row for _, row in group]
        if rows[0][0] >= 0 and len(rows) >= _FEWEST and rows[0][0] not in _STATUSES:
            spans += [(start, end) for _, _, start, end in rows]
    return spans


def bars(seen: str) -> Spans:
    """Return the bars before lines that stand one below the other and are no rows of a table."""
    return [span for rows in _barred(seen) if len(rows) > 1 for span in rows]


def _barred(seen: str) -> Iterator[Spans]:
    """Yield the bars of lines that follow each other."""
    rows: Spans = []
    at = 0
    for line in seen.split("\n") if "|" in seen else ():
        bar = _BAR.match(line)
        if bar and "|" not in line[bar.end() :]:
            rows.append((at, at + bar.end()))
        else:
            yield rows
            rows = []
        at += len(line) + 1
    yield rows
