"""Which column of a table is what: a guess by the columns' names and contents, to be shown and corrected."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

Field = Literal["text", "number", "subject", "customer", "address", "received", "sender"]
FIELDS: tuple[Field, ...] = get_args(Field)
Columns = Mapping[Field, str]
NAME = 60  # characters; a longer cell of the first row is a text, not a column's name


def guess(header: Sequence[str], rows: Sequence[Sequence[str]], names: Mapping[str, Sequence[str]]) -> dict[Field, str]:
    """Return a column for each field that one is found for; `names` are known names by field, the best first.

    Where no name tells, the text is the column with the longest cells.
    """
    found: dict[Field, str] = {}
    plain = {_plain(name): name for name in reversed(header) if name.strip()}
    for field in FIELDS:
        for known in names.get(field, ()):
            column = plain.get(_plain(known))
            if column is not None and column not in found.values():
                found[field] = column
                break
    if "text" not in found:
        left = [at for at, name in enumerate(header) if name not in found.values()]
        longest = max(left, key=lambda at: _length(at, rows), default=None)
        if longest is not None:
            found["text"] = header[longest]
    return found


def has_header(first: Sequence[str], names: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether a table's first row names its columns: one name is known, or all are short and different."""
    known = {_plain(one) for field in FIELDS for one in names.get(field, ())}
    if any(_plain(cell) in known for cell in first):
        return True
    cells = [cell.strip() for cell in first]
    return all(0 < len(cell) <= NAME and "\n" not in cell for cell in cells) and len(set(cells)) == len(cells)


def _length(at: int, rows: Sequence[Sequence[str]]) -> int:
    return sum(len(row[at]) for row in rows if at < len(row))


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in folded if char.isalnum())
