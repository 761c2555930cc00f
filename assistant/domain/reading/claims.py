"""Where people say that an error is gone, and do not only ask, hope or hear it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from assistant.domain.reading.people import says

Words = Mapping[str, tuple[str, ...]]

_BEFORE = 24  # characters before the words in which others take them back
_STOP = re.compile(r"[,;!?\u3001\u3002\uff01\uff1f]|\.(?!\d)")
_OPENING = re.compile(r"\W*(?:(?:and|so|but|the|my|our|his|her|their) )*")  # before what a clause is about
_PLACE = re.compile(r"(?P<name>[^\s\u3001\u3002]+) ?\u3067\u306f(?!\u306a)")  # a Japanese topic that others are not
_NOT_SOLVED = "(?<!\u89e3)"  # the word for solved ends as the one for payment begins
_TOPIC = "[^\u306f\u3082\u304c]{0,6}[\u306f\u3082\u304c]"  # what makes a noun before it a topic


def _is_nobody(_: str) -> bool:
    """Tell that a clause is about nothing else, where no error is known that it could be about."""
    return False


def claimed_at(line: str, words: Words, is_other: Callable[[str], bool] = _is_nobody) -> int:
    """Return where a line says that an error is gone, or -1; `is_other` knows clauses about other errors."""
    at, told, solved = 0, 0, words.get("solved", ())
    ended = line.lower().replace("\u2019", "'") + "."  # a line's end ends its sentence
    while (found := says(ended[at:], solved)) >= 0:
        place = at + found
        at = place + max(len(phrase) for phrase in solved if ended.startswith(phrase, place))
        denied = _is_taken_back(ended, place, at, words) or says(ended[at:], words.get("remaining", ())) >= 0
        if not (denied or _is_elsewhere(ended[told:at], _clause_behind(ended, at), words, is_other)):
            return place
        told = at
    return -1


def _clause_behind(line: str, at: int) -> str:
    """Return what follows a place in its clause."""
    return _STOP.split(line[at:])[0]


def _is_elsewhere(said: str, behind: str, words: Words, is_other: Callable[[str], bool]) -> bool:
    """Tell whether the clause is about something else that went well: a payment, another model, another place."""
    before = [part for part in _STOP.split(said) if part][-1]
    passing = says(before, words.get("passing", ())) >= 0 and says(before, words.get("passed_by", ())) >= 0
    clause = before + behind
    return passing or says(clause, words.get("elsewhere", ())) >= 0 or _is_topic(before, words) or is_other(clause)


def _is_topic(clause: str, words: Words) -> bool:
    """Tell whether a clause begins with something else, or sets one place against others."""
    bare = clause[_OPENING.match(clause).end() :]  # type: ignore[union-attr]
    nouns = words.get("topic", ()) + words.get("passed_by", ())
    if says(bare, nouns) == 0 or any(
        re.search(_NOT_SOLVED + re.escape(noun) + _TOPIC, clause) for noun in nouns if not noun.isascii()
    ):
        return True
    return any(not place["name"].endswith(words.get("here", ())) for place in _PLACE.finditer(clause))


def _is_taken_back(line: str, start: int, end: int, words: Words) -> bool:
    """Tell whether the words around deny that an error is gone, wait for it, ask about it, or tell of the past."""
    before = line[max(0, start - _BEFORE) : start]
    if before.endswith(('"', "\u201c", "\u2018")):  # somebody else's word
        return True
    if says(before, words.get("not", ())) >= 0 or says(_STOP.split(before)[-1], words.get("awaited", ())) >= 0:
        return True
    stop = _STOP.search(line, end)
    asked = stop is not None and stop[0] in "?\uff1f"
    return asked or line.startswith(words.get("untrue_behind", ()), end)
