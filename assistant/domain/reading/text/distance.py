"""How many letters are wrong, lost, too many or swapped with their neighbour."""

from __future__ import annotations

Row = list[tuple[int, int]]  # at each letter of a stretch: the slips so far, and where the part then begins


def slips_between(one: str, other: str) -> int:
    """Return how many slips make one word the other."""
    return _rows(other, one, [(at, 0) for at in range(len(other) + 1)])[-1][0]


def nearest(letters: str, part: str, low: int, allowed: int, *, last: bool = False) -> tuple[int, int] | None:
    """Return where a part stands behind `low` with no more slips than `allowed`: the best, the `last` of equals."""
    exact = letters.rfind(part, low) if last else letters.find(part, low)
    if exact >= 0:
        return exact, exact + len(part)
    if not allowed:
        return None
    row = _rows(letters[low:], part, [(0, at) for at in range(len(letters) - low + 1)])
    ends = range(len(row) - 1, -1, -1) if last else range(len(row))
    end = min(ends, key=lambda at: row[at][0])
    return (low + row[end][1], low + end) if row[end][0] <= allowed else None


def _rows(stretch: str, part: str, row: Row) -> Row:
    """Return the last row of the table whose first is given."""
    before: Row = []
    for count, letter in enumerate(part):
        above, twice = row, before
        row = [(above[0][0] + 1, above[0][1])]
        for at, other in enumerate(stretch):
            swapped = count and at and letter == stretch[at - 1] and part[count - 1] == other
            row.append(min(
                (above[at][0] + (letter != other), above[at][1]),
                (above[at + 1][0] + 1, above[at + 1][1]),
                (row[-1][0] + 1, row[-1][1]),
                (twice[at - 1][0] + 1, twice[at - 1][1]) if swapped else (above[at][0] + 1, above[at][1]),
            ))  # fmt: skip
        before = above
    return row
