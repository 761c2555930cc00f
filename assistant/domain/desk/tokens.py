"""The words of a ticket as an index keeps them: Latin words whole, Japanese in pairs of characters.

A search for a word of two characters is then one look-up, and for a longer one a phrase of pairs; no dictionary is
needed and no word is missed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 64  # characters of a Latin word
MOST = 6_000  # tokens of one ticket that are indexed
_RUN = re.compile(r"[0-9a-z]+|[^\W0-9a-z_]+")


def tokens(text: str, most: int = MOST) -> list[str]:
    """Return the tokens of a text in order: Latin words, and of other runs each pair and the last character."""
    found: list[str] = []
    for run in _runs(text):
        found += _tokens(run)
        if len(found) >= most:
            break
    return found[:most]


def phrases(asked: str) -> list[list[str]]:
    """Return what must stand in a ticket for each word of a search: tokens in a row, the last one as a beginning."""
    found = []
    for word in asked.split()[:20]:
        row: list[str] = []
        runs = list(_runs(word))
        for run in runs[:-1]:
            row += _tokens(run)
        for run in runs[-1:]:
            row += [run] if run.isascii() or len(run) == 1 else _pairs(run)
        if row:
            found.append(row)
    return found


def _runs(text: str) -> Iterator[str]:
    """Yield the runs of letters and digits, Latin apart from the rest, without case and width."""
    for found in _RUN.finditer(unicodedata.normalize("NFKC", text).casefold()):
        yield found[0][:LONGEST] if found[0].isascii() else found[0]


def _tokens(run: str) -> list[str]:
    return [run] if run.isascii() else [*_pairs(run), run[-1]]


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]
