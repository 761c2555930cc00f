"""The model that the failed call used: by the error's sentence, a mark before it, the request, or people's words."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.domain.reading.error import Read
from assistant.domain.reading.facts.components import is_of_another
from assistant.domain.reading.facts.lead import is_mark, lead_of
from assistant.domain.reading.facts.model_name import model_said, model_served, names_in, only
from assistant.domain.reading.facts.model_request import model_from_request
from assistant.domain.reading.facts.values import Value, is_blank
from assistant.domain.reading.people.prose import says
from assistant.domain.reading.retold.model_told import model_told
from assistant.domain.reading.templates import Templates
from assistant.domain.reading.text.pairs import LIMIT
from assistant.domain.reading.text.source import Source

_BARE = frozenset({"openai", "azure", "unknown"})  # whose models have no vendor before their names
_TOKEN = re.compile(r"[A-Za-z0-9][^\s\"'`,;]*")


def model_used(seen: str, one: Read, low: int, high: int, templates: Templates, answerer: str) -> Value | None:
    """Return the model that the failed call used, or None where nothing names it or it was no model's call."""
    stated = one.incident.model
    if stated is not None:
        return None if is_blank(stated.text) else stated
    words = templates.words
    if _is_other_call(seen, one, words.get("other_calls", ())):
        return None
    fine = words.get("fine", ())
    if one.incident.retold is not None:
        return None
    whole, skip = answerer not in _BARE, _not_the_calls(seen, one, answerer, words.get("other_clients", ()))
    low, high = max(low, one.incident.start - LIMIT), min(high, one.end + LIMIT)
    return (
        _marked(seen, one, words.get("marking", ()), whole=whole)
        or model_from_request(seen, one.pairs, one.low, one.high, whole=whole, skip=skip)
        or model_said(seen, low, high, fine, whole=whole, skip=skip, ours=answerer == "openai")
        or (model_served(seen, low, high, fine) if whole else None)
    )


def model_retold(source: Source, one: Read, templates: Templates) -> Value | None:
    """Return the model that failed in an error that is only retold."""
    request = model_from_request(source.text, one.pairs, one.low, one.high, whole=True)
    return model_told(source.text, one.incident.start, one.end, templates.words, request)


def _is_other_call(seen: str, one: Read, calls: tuple[str, ...]) -> bool:
    """Tell whether the words before the error say that it answers a call that uses no model."""
    low, high = lead_of(seen, one.pairs, one.incident.places[-1][0])
    return says(seen[low:high], calls) >= 0


def _marked(seen: str, one: Read, marking: tuple[str, ...], *, whole: bool) -> Value | None:
    """Return the model that stands as a mark right before the error, as tools print it."""
    low, high = lead_of(seen, one.pairs, one.incident.places[-1][0])
    for first, last in reversed(list(names_in(seen[low:high]))):
        if is_mark(seen[low + last : high], marking):
            return only([Value(seen[low + first : low + last], low + first, low + last)], whole=whole)
    return None


def _not_the_calls(seen: str, one: Read, answerer: str, clients: tuple[str, ...]) -> Callable[[int], bool]:
    """Return what tells the places whose names are not the call's model.

    The error's sentence says what else may be used, or they belong to another component than the one that OpenAI
    answered.
    """
    end = one.incident.places[0][1]
    rooms = [_word(seen, *room) for name, room in one.incident.names.items() if name == "any" and room[0] >= end]
    rooms += [room for name, room in one.incident.names.items() if name == "list"]

    def skip(place: int) -> bool:
        if any(start <= place < end for start, end in rooms):
            return True
        return answerer == "openai" and is_of_another(seen, one.pairs, place, clients)

    return skip


def _word(seen: str, start: int, end: int) -> tuple[int, int]:
    """Return where the first word of a stretch ends."""
    found = _TOKEN.search(seen, start, end)
    return (start, found.end()) if found else (start, start)
