"""Where people say that an error is gone, and do not only ask, hope or hear it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.domain.reading.people import says

Words = Mapping[str, tuple[str, ...]]

_BEFORE = 24  # characters before the words in which others take them back
_STOP = re.compile(r"[,;.!?\u3001\u3002\uff01\uff1f]")


def claimed_at(line: str, words: Words) -> int:
    """Return where a line says that an error is gone, or -1."""
    at, told, solved = 0, 0, words.get("solved", ())
    ended = line.lower().replace("\u2019", "'") + "."  # a line's end ends its sentence
    while (found := says(ended[at:], solved)) >= 0:
        place = at + found
        at = place + max(len(phrase) for phrase in solved if ended.startswith(phrase, place))
        if not _is_taken_back(ended, place, at, words) and not _is_elsewhere(ended[told:at], words):
            return place
        told = at
    return -1


def _is_elsewhere(said: str, words: Words) -> bool:
    """Tell whether the clause is about something else that went well: a payment, a check of somebody's identity."""
    clause = [part for part in _STOP.split(said) if part][-1]
    passing = says(clause, words.get("passing", ())) >= 0 and says(clause, words.get("passed_by", ())) >= 0
    return passing or says(clause, words.get("elsewhere", ())) >= 0


def _is_taken_back(line: str, start: int, end: int, words: Words) -> bool:
    """Tell whether the words around deny that an error is gone, wait for it, ask about it, or tell of the past."""
    before = line[max(0, start - _BEFORE) : start]
    if says(before, words.get("not", ())) >= 0 or says(_STOP.split(before)[-1], words.get("awaited", ())) >= 0:
        return True
    stop = _STOP.search(line, end)
    asked = stop is not None and stop[0] in "?\uff1f"
    return asked or line.startswith(words.get("untrue_behind", ()), end)
