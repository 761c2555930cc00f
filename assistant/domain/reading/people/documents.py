"""Texts whose form shows that they report nothing: release notes, lists of errors, announcements, plans, quizzes."""

from __future__ import annotations

import re

from assistant.domain.reading.people.prose import Words, ends, is_prose, line_at, says

_ITEM = r"(?m)^[ \t]{0,8}(?:[-*\u2022\u30fb]|\d{1,2}[.)]|\|)[ \t]{0,4}(?:\[[ xX]?\][ \t]?)?"
_LISTED = re.compile(rf"{_ITEM}\S")
_STATED = re.compile(  # an item, or a line, that begins with a status and explains it
    r"(?m)^[ \t]{0,8}(?:(?:[-*\u2022\u30fb]|\d{1,2}[.)]|\|)[ \t]{0,4}(?:\[[ xX]?\][ \t]?)?)?[*_`]{0,3}(?:HTTP )?"
    r"(?P<status>[45](?:\d\d|xx))[*_`]{0,3}(?: [^\n:\uff1a,\u3001|\u2192]{2,80}?)?[ \t]{0,3}"
    r"(?:[:\uff1a,\u3001|\u2014\u2013]|->|\u2192| - )[ \t]{0,3}\S"
)
_RELEASE = re.compile(r"(?<![\w.])v?\d{1,4}\.\d{1,3}(?:\.\d{1,4})?(?![\w.])")
_OPTION = re.compile(r"(?m)^[ \t]{0,8}(?:\([ xX]?\)|[\u25cb\u25a1\u2610]|[A-Ea-e][.)]|\([a-eA-E]\)) ?\S")
_NUMBERED = re.compile(r"(?i)^\W{0,6}(?:question|q|frage|pregunta|quiz)\s?\d{1,3}\s?(?:of|/|von|de|:|\.)")
_OPEN_NAME = re.compile(r"[\[<{\uff3b\u3010(](?P<name>[^\[\]<>{}\u3010\u3011()\n]{2,24})[\]>}\uff3d\u3011)]")
_ASKED = re.compile(r"[?\uff1f]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[\u3002\uff01\uff1f])\s*|\n")
_NEAR = 200  # characters behind a place that belong to what it tells
_CLAUSE = re.compile(r"[,;\uff0c\u3001]")  # what a question asks stands behind the last of them
_HEAD, _TITLE = 4, 90  # lines that say to whom a text goes; characters of a title


def is_document(seen: str, place: int | None, words: Words) -> bool:
    """Tell whether a text's form is that of one who reports nothing; whether anything happened is not looked at.

    An error at `place` must be part of what the form lists.
    """
    edges = ends(seen)
    lines = [line for line in edges.split("\n") if line.strip()]
    if not lines:
        return False
    lists = _is_release(lines[0], edges, words) or _is_catalogue(edges)
    if lists and (place is None or _LISTED.search(_around(seen, place))):
        return True
    return _NUMBERED.match(lines[0]) is not None and len(_OPTION.findall(edges)) > 1


def _around(seen: str, place: int) -> str:
    """Return a place's line with what follows it."""
    return seen[line_at(seen, place)[0] : place + _NEAR]


def is_foretold(seen: str, place: int, words: Words) -> bool:
    """Tell whether the sentence at a place says what is to come, or what will be then."""
    place += len(seen[place:]) - len(seen[place:].lstrip())
    begin, _ = line_at(seen, place)
    low = max((one.end() for one in _SENTENCE.finditer(seen, begin, place)), default=begin)
    found = _SENTENCE.search(seen, place)
    sentence = seen[low : found.start() if found else len(seen)]
    return any(says(sentence, words.get(name, ())) >= 0 for name in ("coming", "from_then"))


def is_named_later(seen: str, words: Words) -> bool:
    """Tell whether a letter's greeting leaves the name open, as a help desk's ready texts do."""
    lines = [line.strip() for line in seen.split("\n") if line.strip()]
    return any(_is_open(line, words) for line in lines[:_HEAD])


def _is_open(line: str, words: Words) -> bool:
    """Tell whether a line greets somebody whose name is still to be put in."""
    found = _OPEN_NAME.search(line[:_TITLE])
    if found is None or says(found["name"].strip(), words.get("open_name", ())) != 0:
        return False
    greeted = line[: found.start()].strip().lower() in words.get("greeting", ())
    return greeted or line[found.end() :].lstrip().startswith(words.get("honorific", ("\n",)))


def _is_release(title: str, seen: str, words: Words) -> bool:
    """Tell whether a text lists what a version has changed."""
    bare = title.strip(" \t#*=-_")
    if len(bare) > _TITLE or len(_LISTED.findall(seen)) < 2:
        return False
    if any(says(bare, words.get(name, ())) >= 0 for name in ("failing", "reporting", "happening")):
        return False
    named = says(bare, words.get("release", ())) >= 0
    return named and (_RELEASE.search(bare) is not None or says(bare, words.get("release_notes", ())) >= 0)


def _is_catalogue(seen: str) -> bool:
    """Tell whether a text lists statuses and explains each."""
    stated = {found["status"] for found in _STATED.finditer(seen)}
    return len(stated) > 2 or (len(stated) > 1 and len(_LISTED.findall(seen)) > 2)


def is_announcement(seen: str, words: Words) -> bool:
    """Tell whether a text tells everybody what is to come, and nobody in it says that anything has happened."""
    lines = [line for line in ends(seen).split("\n") if line.strip()]
    prose = [line for line in lines if is_prose(line)]
    head = "\n".join(lines[:_HEAD])
    if not any(says(head, words.get(name, ())) >= 0 for name in ("addressed", "announced")) or _ASKED.search(seen):
        return False
    told = [one for line in prose for one in _SENTENCE.split(line)]
    coming = any(says(one, words.get("coming", ())) >= 0 for one in told)
    names = ("happening", "lasting")
    return coming and not any(
        says(one, words.get(name, ())) >= 0 and says(one, words.get("from_then", ())) < 0
        for one in told
        for name in names
    )


def is_plan(seen: str, words: Words) -> bool:
    """Tell whether a text asks ahead: nothing is set up yet, and nothing in it is said to have failed."""
    prose = [line for line in ends(seen).split("\n") if line.strip() and is_prose(line)]
    verbs = tuple(one for one in words.get("failing", ()) if one not in words.get("named", ()))
    planned = any(says(line, words.get("unbuilt", ())) >= 0 for line in prose)
    asked = any(_ASKED.search(line) or says(line, words.get("asking", ())) >= 0 for line in prose)
    return (
        planned and asked and not any(_has_failed(one, verbs, words) for line in prose for one in _SENTENCE.split(line))
    )


def _has_failed(sentence: str, verbs: tuple[str, ...], words: Words) -> bool:
    """Tell whether a sentence says that something failed, and neither asks nor supposes it."""
    at = says(sentence, verbs)
    if at < 0 or any(says(sentence, words.get(name, ())) >= 0 for name in ("unreal", "unbuilt", "condition")):
        return False
    return not _ASKED.search(sentence) or _CLAUSE.search(sentence, at) is not None
