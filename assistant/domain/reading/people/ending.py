"""Newer words than an error's that end it as a whole: a changed state, thanks, a cause that was found."""

from __future__ import annotations

import re

from assistant.domain.reading.people.prose import Words, is_prose, says, unstamped

_CHANGED = re.compile(  # what a tool notes where a state was changed
    r"(?:\bto|\bas|\u2192|->|=>|\u21d2|\u304b\u3089|\bauf|\bzu|\bvers|\b\u00e0|\ba|\bpara|\u4e3a)[\s\"'\u300c\u300e*]{0,4}(?P<state>[^\W\d_]{2,12})"
)


_LOGGED = re.compile(r".{0,40}\d\d:\d\d:\d\d")  # a program's line
_STATUS = re.compile(r"(?<![\d.])[45]\d\d(?![\d.])")


def closes(line: str, words: Words) -> bool:
    """Tell whether a line notes that the report was closed: its state was changed to that."""
    low = line.lower()
    if says(low, words.get("closing_event", ())) >= 0:
        return says(low, words.get("unreal", ())) < 0
    if says(low, words.get("state_field", ())) < 0:
        return False
    return any(one["state"].startswith(words.get("state_closed", ("\n",))) for one in _CHANGED.finditer(low))


def is_ended(entry: str, words: Words) -> bool:
    """Tell whether an entry that is newer than the error says that what it was about has ended, and no more."""
    lines = [unstamped(line) for line in entry.split("\n") if is_prose(line)]
    said = " ".join(line for line in lines if not _LOGGED.match(line))[:600]
    well = _says_any(said, ("well",), words) and _says_any(said, ("grateful",), words)
    if not (well or _says_any(said, ("ended", "working"), words)):
        return False
    for phrase in (*words.get("ended", ()), *words.get("well", ()), *words.get("working", ())):
        said = said.replace(phrase, " ")
    return not _STATUS.search(said) and not _is_open(said, words)


def is_found(newer: str, words: Words) -> bool:
    """Tell whether the words that are newer than the error tell its cause and that it works, and leave nothing open."""
    works = _says_any(newer, ("working", "grateful"), words)
    return works and _says_any(newer, ("cause_found",), words) and not _is_open(newer[:600], words)


def _is_open(said: str, words: Words) -> bool:
    """Tell whether somebody asks, waits, means to do something, or says that it fails."""
    left = (
        "requesting", "failing", "lasting", "remaining", "not", "happening", "unreal", "awaited", "stopgap", "future",
    )  # fmt: skip
    return "?" in said or "\uff1f" in said or _says_any(said, left, words)


def _says_any(said: str, names: tuple[str, ...], words: Words) -> bool:
    return any(says(said, words.get(name, ())) >= 0 for name in names)
