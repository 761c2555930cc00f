"""Where a code or a type that a cause knows stands as a value."""

from __future__ import annotations

import re

from assistant.domain.reading.people.liveness import is_program
from assistant.domain.reading.people.prose import is_prose, line_at, says
from assistant.domain.reading.templates import Templates
from assistant.domain.reading.text.sentences import occurrences

_KEY = re.compile(
    r"(?:code|type|error|reason|status)[\"'`\\\])\x00]{0,10}\s{0,4}(?:=>|[:=])\s{0,4}(?:string\(\d+\)\s?"
    r"|Some\(|Optional\()?[\"'`\\\x00(]{0,10}$|(?:[a-z]_error|insufficient_quota|billing_not_active)[.:] ?$|\(code: ?$"
)

_UNLIKELY = re.compile(r"(?!\w+_error$)(?=.{12})(?:[a-z]+(?:_[a-z]+)+|(?:[A-Z][a-z]+){2,})")
_STATUS_BEFORE = re.compile(r"(?<![\w.])[45]\d\d[ :,(\"'`\u300c-]{1,4}$")
_STATUS_BEHIND = re.compile(r"[ :,)(\"'`\u300d-]{1,4}[45]\d\d(?!\w)")
_LINE_END = re.compile(r"[^\w\n]{0,6}(?:[45]\d\d\W{0,6})?(?:\n|$)|[^\n]{0,200}[?\uff1f]")
UNMISTAKABLE = 3  # blanks in a code that no other program uses by chance
_OTHERS = r"\w.\-/(="  # beside a code these make it part of another name, or of a program


def bare_codes(seen: str, templates: Templates) -> list[tuple[int, int]]:
    """Return where a code that no person writes by chance stands as a word of its own, told to have come back."""
    return sorted(
        found.span()
        for value in templates.values
        if _UNLIKELY.fullmatch(value) and value in seen
        for found in re.finditer(rf"(?<![{_OTHERS}]){value}(?![\w\-/(=]|\.\w)", seen, re.ASCII)
        if not is_program(seen[slice(*line_at(seen, found.start()))]) and not _is_listed(seen, *found.span())
        if not _is_asked(seen, found.start(), templates)
    )


def is_told(seen: str, templates: Templates) -> bool:
    """Tell whether somebody reads out such a code, in a question or at a line's end.

    It stands beside a status or behind a word of saying, or no other program uses it.
    """
    return any(
        _LINE_END.match(seen, end)
        and (
            _STATUS_BEFORE.search(seen, max(0, start - 12), start)
            or _STATUS_BEHIND.match(seen, end)
            or seen.count("_", start, end) >= UNMISTAKABLE
            or says(seen[max(0, start - 12) : start], templates.words.get("saying", ())) >= 0
        )
        for start, end in bare_codes(seen, templates)
    )


def _is_listed(seen: str, start: int, end: int) -> bool:
    """Tell whether a code stands in a list of such names, as a configuration has it."""
    before, behind = seen[max(0, start - 4) : start].rstrip(" \"'`"), seen[end : end + 4].lstrip(" \"'`")
    return (before[-1:] == "," and behind[:1] in (",", "]")) or (before[-1:] == "[" and behind[:1] == ",")


def _is_asked(seen: str, place: int, templates: Templates) -> bool:
    """Tell whether a person's line supposes the code in it, or asks about it."""
    begin, end = line_at(seen, place)
    line, words = seen[max(begin, place - 600) : min(end, place + 600)], templates.words
    return is_prose(line) and any(says(line, words.get(name, ())) >= 0 for name in ("supposed", "asking"))


def coded_places(seen: str, templates: Templates) -> list[tuple[int, int]]:
    """Return where a code or a type that a signal names stands as a value."""
    places = []
    for value in templates.values:
        for at in occurrences(seen, value):
            end = at + len(value)
            whole = not (seen[end : end + 1].isalnum() or seen[end : end + 1] == "_")
            told = whole and _KEY.search(seen, max(0, at - 48), at) and not _is_asked(seen, at, templates)
            if told and not is_program(seen[slice(*line_at(seen, at))]):
                places.append((at, end))
    return sorted(places)
