"""Where a code or a type that a cause knows stands as a value."""

from __future__ import annotations

import re

from assistant.domain.reading.sentences import occurrences
from assistant.domain.reading.templates import Templates

_KEY = re.compile(
    r"(?:code|type|error|reason|status)[\"'`\\\])\x00]{0,10}\s{0,4}(?:=>|[:=])\s{0,4}(?:string\(\d+\)\s?"
    r"|Some\(|Optional\()?[\"'`\\\x00(]{0,10}$|(?:[a-z]_error|insufficient_quota|billing_not_active)[.:] ?$|\(code: ?$"
)


def coded_places(seen: str, templates: Templates) -> list[tuple[int, int]]:
    """Return where a code or a type that a signal names stands as a value."""
    places = []
    for value in templates.values:
        for at in occurrences(seen, value):
            end = at + len(value)
            whole = not (seen[end : end + 1].isalnum() or seen[end : end + 1] == "_")
            if whole and _KEY.search(seen, max(0, at - 48), at):
                places.append((at, end))
    return sorted(places)
