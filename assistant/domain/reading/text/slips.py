"""The API's sentences as somebody retyped them: letters in a long sentence wrong, lost, swapped or too many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.domain.reading.templates import SLOT, Template, Templates
from assistant.domain.reading.text.distance import nearest, slips_between
from assistant.domain.reading.text.grams import PIECE
from assistant.domain.reading.text.sentences import REACH, Hit, hit_at
from assistant.domain.reading.text.skeleton import Skeleton, fold

_LETTERS_A_SLIP, _MOST_SLIPS = 12, 4  # of a sentence's part, for each slip that it may have
_SHORT_WORD, _LONG_WORD = 4, 9  # letters of a word that may have a slip, and two
_UNMISTAKABLE = 22  # letters of a sentence that is known with slips
_EDGE = 30_000  # letters at either end of a text that are looked at
_MOST, _MOST_PLACES = 60, 4_000  # different stretches in which a part may be looked for, and places that may hold one
_WORD = re.compile(r"[A-Za-z0-9|]*[A-Za-z][A-Za-z0-9|]*")
Place = tuple[int, int]  # from, to


def find_slipped(text: str, templates: Templates) -> list[Hit]:
    """Return the sentences that a text has with slips, in its order."""
    skeleton = Skeleton(text)
    hits = [
        hit
        for anchor, place in _anchors(skeleton, templates)
        for template in templates.by_anchor[anchor]
        if template.weight >= _UNMISTAKABLE and (hit := _match(skeleton, template, place))
    ]
    return sorted(hits, key=lambda hit: (hit.start, -hit.template.weight))


def _anchors(skeleton: Skeleton, templates: Templates) -> Iterator[tuple[str, Place]]:
    """Yield the parts of sentences that stand somewhere with slips, and where."""
    tried: set[tuple[str, str]] = set()
    tries = 0
    for anchor, begin in _candidates(skeleton.text, templates):
        low, high = max(0, begin - _MOST_SLIPS), begin + len(anchor) + _MOST_SLIPS
        there = (anchor, skeleton.text[low:high])
        if there in tried or tries >= _MOST or len(tried) >= _MOST_PLACES:
            continue
        tried.add(there)
        if _has_words(skeleton.source[skeleton.place(low) : skeleton.place(high)], templates.by_anchor[anchor][0].says):
            tries += 1
            if place := nearest(skeleton.text[:high], anchor, low, _slips(anchor)):
                yield anchor, place


def _candidates(letters: str, templates: Templates) -> Iterator[tuple[str, int]]:
    """Yield the anchors of which a piece stands somewhere unharmed, and about where they begin."""
    last = len(letters) - PIECE + 1
    for low, high in ((0, min(last, _EDGE)), (max(_EDGE, last - _EDGE), last)):
        for at in range(low, high):
            for anchor, offset in templates.pieces.get(letters[at : at + PIECE], ()):
                yield anchor, max(0, at - offset)


def _has_words(text: str, says: str) -> bool:
    """Tell whether half of the words of a sentence's longest part stand in a text as they are."""
    words = _words(says)
    return 2 * len(words.intersection(_WORD.findall(text.lower()))) >= len(words)


@lru_cache(maxsize=2048)
def _words(says: str) -> frozenset[str]:
    """Return the words of a sentence's longest part."""
    part = max(SLOT.split(says)[::2], key=lambda said: len(fold(said)))
    return frozenset(_WORD.findall(part.lower()))


def _match(skeleton: Skeleton, template: Template, place: Place) -> Hit | None:
    """Return the hit whose longest part stands at a place, if its other parts are around it and its words are near."""
    letters, places = skeleton.text, [place]
    for index in range(template.anchor - 1, -1, -1):
        part, end = template.literals[index], places[0][0]
        low = max(0, end - _reach(template, index) - len(part))
        before = nearest(letters[:end], part, low, _slips(part), last=True)
        if before is None:
            return None
        places.insert(0, before)
    for index in range(template.anchor + 1, len(template.literals)):
        part, start = template.literals[index], places[-1][1]
        end = start + _reach(template, index - 1) + len(part)
        behind = nearest(letters[:end], part, start, _slips(part))
        if behind is None:
            return None
        places.append(behind)
    edges = [_whole(skeleton.source, skeleton.place(start), skeleton.after(end)) for start, end in places]
    said = [skeleton.source[start:end] for start, end in edges]
    return hit_at(skeleton.source, template, edges, slipped=True) if _says(said, template) else None


def _whole(text: str, start: int, end: int) -> Place:
    """Return a place with the one letter before or behind it that its first or its last word has too many."""
    if start and text[start - 1].isalpha() and text[start].isalpha():
        start -= 1
    if text[end : end + 1].isalpha() and text[end - 1].isalpha():
        end += 1
    return start, end


def _says(said: list[str], template: Template) -> bool:
    """Tell whether each word of a sentence is the one that stands there, with a slip or two."""
    words = [word for part in SLOT.split(template.says)[::2] for word in _WORD.findall(part.lower())]
    found = [word for part in said for word in _WORD.findall(part.lower())]
    return len(words) == len(found) and all(map(_is_near, words, found))


def _is_near(word: str, other: str) -> bool:
    """Tell whether one word may have been meant by another; in a short one letters may only be swapped."""
    if _shape(word) == _shape(other):
        return True
    if len(word) < _SHORT_WORD:
        return sorted(word) == sorted(other)
    return slips_between(word, other) <= (1 if len(word) < _LONG_WORD else 2)


def _shape(word: str) -> str:
    """Return a word as a reader of pictures may see it: what looks alike is the same."""
    return fold(word).replace("rn", "m").replace("vv", "w")


def _reach(template: Template, slot: int) -> int:
    """Return how far a part may stand from the next, in letters."""
    return min(REACH.get(template.slots[slot], 80), 140)


def _slips(part: str) -> int:
    """Return how many letters of a part may be wrong."""
    return min(_MOST_SLIPS, max(len(part) // _LETTERS_A_SLIP, len(part) > PIECE // 2))
