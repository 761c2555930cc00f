"""The names that stand in a sentence's slots."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.domain.reading.facts.model_slot import model_after, model_before, model_between
from assistant.domain.reading.facts.values import Value, project_in
from assistant.domain.reading.templates import SLOT
from assistant.domain.reading.text.sentences import Hit
from assistant.domain.reading.text.skeleton import fold
from assistant.domain.reading.text.source import Source


def read_slots(source: Source, hit: Hit) -> dict[str, Value | None] | None:
    """Read the names in a sentence's slots; None when a model's place holds anything but one name."""
    read: dict[str, Value | None] = {}
    slipped = hit.slipped or _slipped(source, hit)
    for at, (name, low, high) in enumerate(hit.rooms):
        last = at == len(hit.rooms) - 1 and hit.template.trailing == name
        if name == "model":
            value = _model(source, hit, at, low, high, last=last)
            if value is None and not last:
                return None
            read[name] = _doubted(value) if slipped else value
        elif name == "project_id":
            value = project_in(source, low, high)
            read[name] = _doubted(value) if slipped else value
            if value is None and hit.template.leading == name:
                return None
    return read


def _slipped(source: Source, hit: Hit) -> bool:
    """Tell whether letters of the sentence itself were mistaken, as a reader of pictures does: so may be the names."""
    said = "".join(filter(str.isalnum, source.text[hit.start : hit.end].casefold()))
    folded = fold(said)
    parts = SLOT.split(hit.template.says)[::2]
    words = {word for part in parts for word in re.findall(r"[a-z]{2,}", part.casefold())}
    return any(word not in said and fold(word) in folded for word in words)


def _doubted(value: Value | None) -> Value | None:
    return replace(value, doubtful=True) if value else None


def _model(source: Source, hit: Hit, at: int, low: int, high: int, *, last: bool) -> Value | None:
    """Return the name in a model's slot: behind the sentence, before it, or inside of it."""
    if last:
        return model_after(source, low)
    return model_before(source, hit.start) if hit.template.leading and at == 0 else model_between(source, low, high)
