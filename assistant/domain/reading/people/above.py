"""Newer words above an older error: an edit at the top of a post, a note that the older text stays for others."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.domain.reading.people.prose import says

_EDIT = re.compile(  # how a line begins that was added to a text later
    r"[\W\d]{0,12}(?:edit(?:ed)?|update[d]?|p\.?s|solution|solved|resolved|fixed"
    r"|\u8ffd\u8a18|\u89e3\u6c7a|\u81ea\u5df1\u89e3\u6c7a|\u66f4\u65b0|\u8865\u5145)\d{0,2}\b[^\n:\[\]]{0,16}[:\u3011\uff1a\u2014]"
    r"|\W{0,4}(?:never ?mind|nvm|false alarm|scratch that)\b",
    re.IGNORECASE,
)


def is_above(line: str, before: str, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether a line above an error is newer than it; `before` is the text up to the error."""
    return _EDIT.match(line) is not None or says(before, words.get("kept_below", ())) >= 0
