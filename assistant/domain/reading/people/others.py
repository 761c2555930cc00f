"""Clauses that speak of other models or statuses than an error's own."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.domain.reading.error import Read
from assistant.domain.reading.people.prose import line_at
from assistant.domain.reading.templates import Templates

_NAMED = re.compile(r"(?<![a-z0-9_])(?:gpt-[\w.\-]+|o[134](?:-[a-z\-]+)?(?![\w.])|text-embedding[\w\-]*)", re.ASCII)
_NUMBER = re.compile(r"(?<![\w.\-])(?:40[0-9]|42[29]|50[0-4])(?![\w.\-])", re.ASCII)


def others(seen: str, last: Read, templates: Templates) -> Callable[[str], bool]:
    """Return what tells whether a clause names other models or statuses than an error's own.

    Where the error names no model, those that people name before it in its line are its own.
    """
    start, end = last.incident.places[-1]
    before = seen[max(line_at(seen, start)[0], start - 300) : min(end, start + 300)].lower()
    own = [last.incident.model.text.lower()] if last.incident.model else [one[0] for one in _NAMED.finditer(before)]
    examples = templates.causes[last.choice.cause].examples if last.choice else ()
    usual = {str(one.facts["http_status"]) for one in examples if "http_status" in one.facts}
    beside = last.status if last.status and (last.status[1] < last.end or not usual) else None  # not people's words
    statuses = {beside[0]} if beside else usual

    def is_other(clause: str) -> bool:
        models = {found[0].rstrip("-.") for found in _NAMED.finditer(clause)}
        numbers = {found[0] for found in _NUMBER.finditer(clause)}
        other = bool(models) and not any(model.startswith(name) for model in own for name in models)
        return (bool(own) and other) or bool(numbers and statuses and not numbers & statuses)

    return is_other
