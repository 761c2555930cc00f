"""The part of a report that tells how it ended: a form's last field, a template's last section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.reading.people.prose import Words, is_prose, says

_NAME = r"[^\n:\uff1a*#|\]\u3011]{2,30}?"
_PART = re.compile(  # the heading of a part, with what stands behind it in its line
    rf"(?m)^[ \t>]{{0,8}}(?:#{{1,5}} (?P<heading>{_NAME})[ \t:#]*$"
    rf"|(?:\*\*|__)(?P<bold>{_NAME})[:\uff1a]?(?:\*\*|__)[ \t]*[:\uff1a]?(?P<behind_bold>[^\n]*)$"
    rf"|[\u3010\[](?P<boxed>{_NAME})[\u3011\]][ \t]*[:\uff1a]?(?P<behind_box>[^\n]*)$"
    rf"|[\-*\u30fb\u25a0\u25a1\u25c6\u25c7\u25cf\u25cb\u25bc]?[ \t]?(?P<field>{_NAME})[ \t]*"
    r"[:\uff1a](?P<behind>[^\n]*)$"
    rf"|[\u25a0\u25a1\u25c6\u25c7\u25cf\u25cb\u25bc][ \t]?(?P<marked>{_NAME})[ \t]*$)"
)
_LEAST = 8  # letters of an answer that tells something


def has_outcome(behind: str, words: Words) -> bool:
    """Tell whether a part behind an error is named after the way it was solved, and is filled in."""
    told = [_is_told(said, words) for name, said in _parts(behind) if name in words.get("outcome", ())]
    return bool(told) and all(told)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each part, in small letters, and what it says."""
    found = list(_PART.finditer(text))
    ends = [*(one.start() for one in found[1:]), len(text)]
    for one, end in zip(found, ends, strict=False):
        name = next(one[group] for group in ("heading", "bold", "boxed", "field", "marked") if one[group])
        beside = next((one[group] for group in ("behind_bold", "behind_box", "behind") if one[group]), "")
        yield name.strip().lower(), f"{beside}\n{text[one.end() : end]}".strip()


def _is_told(said: str, words: Words) -> bool:
    """Tell whether an answer says what was done, and does not ask, wish or leave it open."""
    lines = [line for line in said.split("\n") if line.strip() and is_prose(line)]
    told = " ".join(lines)[:600]
    opens = ("unfilled", "awaited", "requesting", "lasting", "unreal", "remaining", "not", "happening")
    if sum(char.isalpha() for char in told) < _LEAST or "?" in told or "\uff1f" in told:
        return False
    return all(says(told, words.get(name, ())) < 0 for name in opens)
