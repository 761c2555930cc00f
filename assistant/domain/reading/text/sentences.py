"""Finding the API's sentences in a text, whatever quotes, wraps or blanks were lost or added in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain.reading.templates import Template, Templates
from assistant.domain.reading.text.skeleton import Skeleton, outside_name
from assistant.domain.reading.text.source import unwrapped

_ELLIPSIS = re.compile(r"\.\.\.|\u2026")
_BREAKS_OFF = re.compile(r"[\s`'\"})\]]*(?:$|\.\.\.|\u2026)|[ \t]{0,200}\n[ \t]{0,200}\n")
_PARAGRAPH = re.compile(r"\n[ \t]{0,200}\n")
_CLOSING = " \t\r\n`'\"})]"
_WORDS = 3
_WITHIN = re.compile(r"[A-Za-z][A-Za-z]|[0-9][0-9]")  # a place between two characters of one word
_IDENTIFIER = re.compile(r"[A-Za-z0-9_]+")
_FIRST, _LAST = 24, 48  # occurrences of one sentence that are looked at, from either end of the text
REACH = {"any": 140, "list": 4_000, "model": 110, "project_id": 80, "organization_id": 80, "request_id": 80}


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence found: where, and the room of each of its slots, all as places in the text."""

    template: Template
    start: int
    end: int
    rooms: tuple[tuple[str, int, int], ...]  # slot, from, to
    slipped: bool = False  # letters of it are wrong


def find_sentences(text: str, templates: Templates) -> list[Hit]:
    """Return every occurrence of every sentence, in the order of the text."""
    skeleton = Skeleton(text)
    hits = [
        hit
        for gram, anchors in templates.by_gram.items()
        if gram in skeleton.text
        for anchor in anchors
        for at in occurrences(skeleton.text, anchor)
        for template in templates.by_anchor[anchor]
        if (hit := _match(skeleton, template, at))
    ]
    hits += [cut for cut in _cut_short(skeleton, templates) if not any(_holds(whole, cut) for whole in hits)]
    return sorted(hits, key=lambda hit: (hit.start, -hit.template.weight))


def _holds(whole: Hit, cut: Hit) -> bool:
    """Tell whether a sentence that stands whole is what a longer one, broken off, would only be a guess at."""
    return whole.start <= cut.start and cut.end <= whole.end


def _cut_short(skeleton: Skeleton, templates: Templates) -> list[Hit]:
    """Return the sentences that break off, at the text's end or an ellipsis, after most of their rarest part."""
    text = skeleton.source
    ends = [len(text.rstrip(_CLOSING))]
    for pattern in (_ELLIPSIS, _PARAGRAPH):
        ends += [found.start() for found, _ in zip(pattern.finditer(text), range(_LAST), strict=False)]
    hits = []
    for end in ends:
        stop = skeleton.index(end)
        tail = skeleton.text[max(0, stop - 160) : stop]
        for opening, anchor in templates.openings:
            at = tail.rfind(opening)
            if at >= 0 and len(tail) - at < len(anchor) and anchor.startswith(tail[at:]):
                hits += [
                    hit
                    for template in templates.by_anchor[anchor]
                    if (hit := _match(skeleton, template, stop - len(tail) + at, len(tail) - at))
                ]
    return hits


def occurrences(text: str, anchor: str) -> Iterator[int]:
    """Yield where an anchor stands: all places, or the first and the last ones where there are too many."""
    at = -1
    for _ in range(_FIRST):
        at = text.find(anchor, at + 1)
        if at < 0:
            return
        yield at
    floor, at = at, len(text)
    late: list[int] = []
    while len(late) < _LAST and (at := text.rfind(anchor, floor + 1, at + len(anchor) - 1)) > floor:
        late.append(at)
    yield from reversed(late)


def _match(skeleton: Skeleton, template: Template, at: int, only: int | None = None) -> Hit | None:
    """Return the hit whose anchor stands at `at`, if its other parts are around it; `only` so much of it is there."""
    places = [at]
    for index in range(template.anchor - 1, -1, -1):
        literal, reach = template.literals[index], REACH.get(template.slots[index], 80)
        low = max(0, places[0] - reach - len(literal))
        found = skeleton.text.rfind(literal, low, places[0])
        if template.slots[index] == "model":
            found = outside_name(skeleton, literal, found, low, places[0])
        if found < 0:
            return None
        places.insert(0, found)
    for index in range(template.anchor + 1, len(template.literals) if only is None else 0):
        literal, reach = template.literals[index], REACH.get(template.slots[index - 1], 80)
        begin = places[-1] + len(template.literals[index - 1])
        found = skeleton.text.find(literal, begin, begin + reach + len(literal))
        if found < 0:
            return None
        places.append(found)
    return _hit(skeleton, template, places, only)


def _hit(skeleton: Skeleton, template: Template, places: list[int], only: int | None) -> Hit | None:
    """Return the hit with its rooms, or None where few letters matched inside of other words."""
    text = skeleton.source
    edges = [
        (skeleton.place(at), skeleton.after(at + len(part)))
        for at, part in zip(places, template.literals, strict=False)
    ]
    if only is not None:
        edges[-1] = (edges[-1][0], skeleton.after(places[-1] + only))
        if len(text[edges[0][0] : edges[-1][1]].split()) < _WORDS or not _BREAKS_OFF.match(text, edges[-1][1]):
            return None
    start, end = edges[0][0], edges[-1][1]
    if template.short:
        if not template.leading and start and _WITHIN.match(text, start - 1):
            return None
        if not template.trailing and _WITHIN.match(text, end - 1):
            return None
        if " " in template.says.strip() and _IDENTIFIER.fullmatch(unwrapped(text[start:end])):
            return None
        if template.dotted and not all(word in text[start : end + 1].lower() for word in template.dotted):
            return None
    return hit_at(text, template, edges, whole=only is None)


def hit_at(
    text: str, template: Template, edges: list[tuple[int, int]], *, whole: bool = True, slipped: bool = False
) -> Hit:
    """Return the hit whose parts stand at `edges`, with the rooms of its slots between and around them."""
    start, end = edges[0][0], edges[-1][1]
    rooms = [(slot, left[1], right[0]) for slot, left, right in zip(template.slots, edges, edges[1:], strict=False)]
    if template.leading:
        rooms.insert(0, (template.leading, max(0, start - 200), start))
    if template.trailing and whole:
        begin = text.find(template.mark, end, end + 160) + 1 if template.mark else end
        rooms.append((template.trailing, begin or end, min(len(text), (begin or end) + 200)))
    return Hit(template, start, end, tuple(rooms), slipped)
