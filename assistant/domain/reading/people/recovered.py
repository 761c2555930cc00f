"""Whether a program's own log says that what failed went through when it was tried again."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.domain.reading.error import Read
from assistant.domain.reading.people.prose import says
from assistant.domain.reading.templates import Templates

_PASSED = re.compile(
    r"/(?:chat/completions|completions|responses|embeddings|images/\w+|audio/\w+)\b[^\n]{0,40}"
    r"(?:\bHTTP/[0-9.]{1,3}[\"']?\s+200\b|\bstatus[\"']?[=: ]{1,2}200\b)"
)
_TRANSIENT = frozenset({"rate_limited", "server_error", "network"})
_AS_MANY = 200  # lines behind the error that are looked at, from the text's end


def has_recovered(seen: str, last: Read, templates: Templates) -> bool:
    """Tell whether a passing error was tried again and the text behind it tells that it went through."""
    if last.choice is None or templates.causes[last.choice.cause].category not in _TRANSIENT:
        return False
    words = templates.words
    if not any(word in seen.lower() for word in words.get("again", ())):
        return False
    return any(_went_through(line, words) for line in seen[last.end :].split("\n")[-_AS_MANY:])


def _went_through(line: str, words: Mapping[str, tuple[str, ...]]) -> bool:
    found = says(line[:600], words.get("went_through", ()))
    if found >= 0 and says(line[max(0, found - 24) : found], words.get("not", ())) < 0:
        return says(line[found:600], words.get("requesting", ())) < 0  # but others did not
    return _PASSED.search(line[:600]) is not None
