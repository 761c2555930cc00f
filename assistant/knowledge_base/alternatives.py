"""Phrases that stand for several: `(is|was) fixed` is two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

_GROUP = re.compile(r"\(([^()]*\|[^()]*)\)")  # a bracket without a bar stays what it is


def expanded(phrases: Iterable[str]) -> Iterator[str]:
    """Return every phrase that a list stands for, each once, in order."""
    yield from dict.fromkeys(one for phrase in phrases for one in _each(phrase))


def _each(phrase: str) -> Iterator[str]:
    """Return what one phrase stands for: its plain parts with one alternative of each group between them."""
    parts = _GROUP.split(phrase)
    for chosen in product(*(part.split("|") if at % 2 else (part,) for at, part in enumerate(parts))):
        found = "".join(chosen)
        if found:
            yield found
