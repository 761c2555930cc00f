"""Newer words above an older error: an edit at the top of a post, a history whose newest line comes first."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.domain.reading.people import says

_EDIT = re.compile(  # how a line begins that was added to a text later
    r"[\W\d]{0,12}(?:edit(?:ed)?|update[d]?|p\.?s|solution|solved|resolved|fixed"
    r"|\u8ffd\u8a18|\u89e3\u6c7a|\u81ea\u5df1\u89e3\u6c7a|\u66f4\u65b0|\u8865\u5145)\d{0,2}\b[^\n:\[\]]{0,16}[:\u3011\uff1a\u2014]"
    r"|\W{0,4}(?:never ?mind|nvm|false alarm|scratch that)\b",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"[\s*\-\u30fb\[(|]{0,6}(?:(?P<year>\d{4})[-/.\u5e74])?(?P<month>\d{1,2})[-/.\u6708](?P<day>\d{1,2})\u65e5?"
    r"(?:[ T,(]{1,2}[^\d\n]{0,4}(?P<hour>\d{1,2}):(?P<minute>\d\d))?"
)
Stamp = tuple[int, ...]


def stamp_of(line: str) -> Stamp | None:
    """Return the day and time that a line begins with, as year (0 where none), month, day, hour, minute."""
    found = _STAMP.match(line)
    if found is None or not (1 <= int(found["month"]) <= 12 and 1 <= int(found["day"]) <= 31):
        return None
    return tuple(int(part or 0) for part in found.groups())


def is_above(line: str, before: str, error: Stamp | None, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether a line above an error is newer than it; `before` is the text up to the error, `error` its stamp."""
    own = stamp_of(line)
    if own is not None and error is not None:
        return own > error
    return _EDIT.match(line) is not None or says(before, words.get("kept_below", ())) >= 0
