"""The API's sentences as somebody retyped them: letters in a long sentence wrong, lost, swapped or too many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.reading.distance import nearest, slips_between
from assistant.domain.reading.sentences import REACH, Hit, hit_at
from assistant.domain.reading.skeleton import Skeleton
from assistant.domain.reading.templates import PIECE, SLOT, Template, Templates

_LETTERS_A_SLIP, _MOST_SLIPS = 12, 4  # of a sentence's part, for each slip that it may have
_LONG_WORD = 9  # letters of a word that may have two slips
_EDGE = 30_000  # letters at either end of a text that are looked at
_MOST = 60  # different places at which a sentence may be tried
_WORD = re.compile(r"[A-Za-z]+")


def find_slipped(text: str, templates: Templates) -> list[Hit]:
    """Return the sentences that a text has with slips, in its order."""
    skeleton = Skeleton(text)
    tried: set[tuple[str, str]] = set()
    hits = []
    for template, begin in _candidates(skeleton.text, templates):
        there = (template.says, skeleton.text[begin : begin + len(template.literals[template.anchor])])
        if len(tried) >= _MOST:
            break
        if there not in tried:
            tried.add(there)
            hits += _match(skeleton, template, begin)
    return sorted(hits, key=lambda hit: (hit.start, -hit.template.weight))


def _candidates(letters: str, templates: Templates) -> Iterator[tuple[Template, int]]:
    """Yield the sentences of which a piece stands somewhere unharmed, and about where their longest part begins."""
    last = len(letters) - PIECE + 1
    for low, high in ((0, min(last, _EDGE)), (max(_EDGE, last - _EDGE), last)):
        for at in range(low, high):
            for template, offset in templates.pieces.get(letters[at : at + PIECE], ()):
                yield template, max(0, at - offset)


def _match(skeleton: Skeleton, template: Template, begin: int) -> list[Hit]:
    """Return the hit whose longest part begins about there, if its other parts are around it and its words are near."""
    letters, part = skeleton.text, template.literals[template.anchor]
    middle = nearest(letters[: begin + len(part) + _MOST_SLIPS], part, max(0, begin - _MOST_SLIPS), _slips(part))
    if middle is None:
        return []
    places = [middle]
    for index in range(template.anchor - 1, -1, -1):
        part, end = template.literals[index], places[0][0]
        low = max(0, end - _reach(template, index) - len(part))
        before = nearest(letters[:end], part, low, _slips(part), last=True)
        if before is None:
            return []
        places.insert(0, before)
    for index in range(template.anchor + 1, len(template.literals)):
        part, start = template.literals[index], places[-1][1]
        end = start + _reach(template, index - 1) + len(part)
        behind = nearest(letters[:end], part, start, _slips(part))
        if behind is None:
            return []
        places.append(behind)
    edges = [(skeleton.place(start), skeleton.after(end)) for start, end in places]
    said = [skeleton.source[start:end] for start, end in edges]
    return [hit_at(skeleton.source, template, edges, slipped=True)] if _says(said, template) else []


def _says(said: list[str], template: Template) -> bool:
    """Tell whether each word of a sentence is the one that stands there, with a slip or two."""
    words = [word for part in SLOT.split(template.says)[::2] for word in _WORD.findall(part.lower())]
    found = [word for part in said for word in _WORD.findall(part.lower())]
    return len(words) == len(found) and all(
        word == other or slips_between(word, other) <= (1 if len(word) < _LONG_WORD else 2)
        for word, other in zip(words, found, strict=True)
    )


def _reach(template: Template, slot: int) -> int:
    """Return how far a part may stand from the next, in letters."""
    return min(REACH.get(template.slots[slot], 80), 140)


def _slips(part: str) -> int:
    """Return how many letters of a part may be wrong."""
    return min(_MOST_SLIPS, max(len(part) // _LETTERS_A_SLIP, len(part) > PIECE // 2))
