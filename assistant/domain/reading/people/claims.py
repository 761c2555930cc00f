"""Where people say that an error is gone, and do not only ask, hope or hear it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import islice

from assistant.domain.reading.people.prose import said_at, says
from assistant.domain.reading.people.topics import has_other_topic

Words = Mapping[str, tuple[str, ...]]

_CLOSING = "\u3001\u300d\u300f"  # between what somebody is said to have said, and that
_REACH = 300  # characters to either side that are looked at
_MOST = 100  # places of a line; nobody says more often that something is over
_BEFORE = 24  # characters before the words in which others take them back
_STOP = re.compile(r"[,;!?\u3001\u3002\uff01\uff1f]|\.(?!\d)")
_SENTENCE = re.compile(r"[^.!?\u3001\u3002\uff01\uff1f,]+")
_MARKED = re.compile(r"[^\w']+")
_WHERE = re.compile(r"\W*(?:(?:and|but|so|only) )?(?:with|in|on|via|through|using|under|from|for)\b(?: \S+){1,5}")
_ITSELF = re.compile(r"\s(?:it|this|the (?:error|issue|problem))\b")
_OBJECT = re.compile(r"\s(?:the|my|our|half|part|some|one)\b(?: (?P<noun>[\w\-]+))?")  # what is solved, behind the word


def _is_nobody(_: str) -> bool:
    """Tell that a clause is about nothing else, where no error is known that it could be about."""
    return False


def claimed_at(line: str, words: Words, is_other: Callable[[str], bool] = _is_nobody, start: int = 0) -> int:
    """Return where a line says, from `start` on, that an error is gone, or -1.

    `is_other` knows clauses about other errors.
    """
    at = told = 0
    ended = line.lower().replace("\u2019", "'") + "."  # a line's end ends its sentence
    for place, length in sorted([*_places(ended, words.get("solved", ())), *_said_alone(ended, words)]):
        if place < max(at, start):
            continue
        at = place + length
        denied = _is_taken_back(ended, place, at, words) or is_left(ended[at : at + _REACH], words)
        if not (denied or _is_elsewhere(ended[told:at], _clause_behind(ended[at - 1 : at + _REACH]), words, is_other)):
            return place
        told = at
    return -1


def _places(line: str, phrases: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the first places at which a line says one of the phrases, each with the longest one's length."""
    found: dict[int, int] = {}
    for phrase in phrases:
        at = said_at(line, phrase)
        for _ in range(_MOST):
            if at < 0:
                break
            found[at] = max(found.get(at, 0), len(phrase))
            at = said_at(line, phrase, at + 1)
    return sorted(found.items())[:_MOST]


def _said_alone(line: str, words: Words) -> list[tuple[int, int]]:
    """Return the sentences that consist of one of the words which say so only where nothing else is said."""
    found = []
    for sentence in islice(_SENTENCE.finditer(line), _MOST):
        said = _MARKED.sub(" ", sentence[0]).strip()
        while begun := next((one for one in words.get("interjection", ()) if said.startswith(one)), None):
            said = said[len(begun) :].lstrip()
        if said in words.get("alone", ()) and line[sentence.end() : sentence.end() + 1] not in ("?", "\uff1f"):
            found.append((sentence.end() - 1, 1))
    return found


def _clause_behind(behind: str) -> str:
    """Return what follows in the same clause, behind the first character; "" where that one ends it."""
    return _STOP.split(behind)[0][1:]


def is_left(behind: str, words: Words) -> bool:
    """Tell whether the rest of a line says that something is left after all."""
    return any(says(behind, words.get(name, ())) >= 0 for name in ("remaining", "lasting"))


def _is_elsewhere(said: str, behind: str, words: Words, is_other: Callable[[str], bool]) -> bool:
    """Tell whether the clause is about something else that went well: a payment, another model, another place."""
    before = [part for part in _STOP.split(said[-_REACH:]) if part][-1]
    passing = says(before, words.get("passing", ())) >= 0 and says(before, words.get("passed_by", ())) >= 0
    clause = before + behind
    if says(said[-_REACH:] + behind, words.get("stopgap", ())) >= 0:
        return True
    if passing or says(clause, words.get("elsewhere", ())) >= 0 or is_other(clause):
        return True
    if _has_other_object(behind, words) or _has_other_place(before, words):
        return True
    return not _ITSELF.match(behind) and has_other_topic(before, words)


def _has_other_place(before: str, words: Words) -> bool:
    """Tell whether a clause begins by saying where, or with what else, it goes well."""
    found = _WHERE.match(before)
    return found is not None and says(found[0], words.get("own_place", ())) < 0


def _has_other_object(behind: str, words: Words) -> bool:
    """Tell whether what follows in the clause names a thing that is solved, and that is not the error."""
    found = _OBJECT.match(behind)
    return found is not None and found["noun"] not in words.get("own", ())


def _is_in_quotes(before: str) -> bool:
    """Tell whether quotes are open at a place: what follows is somebody else's word."""
    opened = before.count("\u201c") + before.count("\u300c") - before.count("\u201d") - before.count("\u300d")
    return before.count('"') % 2 == 1 or opened > 0


def _is_taken_back(line: str, start: int, end: int, words: Words) -> bool:
    """Tell whether the words around deny that an error is gone, wait for it, ask about it, or tell of the past."""
    before = line[max(0, start - _BEFORE) : start]
    if _is_in_quotes(line[max(0, start - _REACH) : start]):
        return True
    if says(before, words.get("not", ())) >= 0 or says(_STOP.split(before)[-1], words.get("awaited", ())) >= 0:
        return True
    stop = _STOP.search(line, end)
    asked = stop is not None and stop[0] in "?\uff1f"
    if says(line[end : stop.start() if stop else len(line)], words.get("condition", ())) >= 0:
        return True
    return asked or line[end:].lstrip(_CLOSING).startswith(words.get("untrue_behind", ()))
