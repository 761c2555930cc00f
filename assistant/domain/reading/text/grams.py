"""Letters of sentences' parts, taken apart so that a few of them tell which part may stand in a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

PIECE = 8  # letters of a piece by which a sentence with slips is found
HALF = 8  # letters before a break, and as many behind it, by which a sentence is known to go on
REST = 4  # letters behind a break that a part ends with, at least
GRAM = 8  # letters of a run that many parts share


def pieces(anchors: Iterable[str]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the pieces of long anchors, one behind the other, and where in them they begin."""
    listed: dict[str, list[tuple[str, int]]] = {}
    for anchor in anchors:
        for at in range(0, len(anchor) - PIECE + 1, PIECE) if len(anchor) >= 2 * PIECE else ():
            listed.setdefault(anchor[at : at + PIECE], []).append((anchor, at))
    return {piece: tuple(found) for piece, found in listed.items()}


def runs(anchor: str, length: int) -> set[str]:
    """Return every so many letters of a sentence's part that follow each other."""
    return {anchor[at : at + length] for at in range(max(1, len(anchor) - length + 1))}


def halves(anchors: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return every few letters of parts, each with those that follow; at a part's end a few less may."""
    listed: dict[str, set[str]] = {}
    for anchor in anchors:
        for at in range(len(anchor) - HALF - REST + 1):
            listed.setdefault(anchor[at : at + HALF], set()).add(anchor[at + HALF : at + 2 * HALF])
    return {first: tuple(second) for first, second in listed.items()}


def by_gram(anchors: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Group anchors by a run of letters that many of them share, so that few runs tell which can occur at all."""
    grams = {anchor: runs(anchor, GRAM) for anchor in anchors}
    common = Counter(gram for found in grams.values() for gram in found)
    groups: dict[str, list[str]] = {}
    for anchor, found in grams.items():
        groups.setdefault(max(found, key=lambda gram: (common[gram], gram)), []).append(anchor)
    return {gram: tuple(group) for gram, group in groups.items()}
