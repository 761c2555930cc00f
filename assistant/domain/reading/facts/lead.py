"""What stands before an error in its line: the program that prints it, the call, the vendor or the model it names."""

from __future__ import annotations

from assistant.domain.reading.people.prose import line_at
from assistant.domain.reading.text.pairs import Pairs

_LONGEST = 240


def lead_of(seen: str, pairs: Pairs, start: int) -> tuple[int, int]:
    """Return where the words before an error stand: in its line, or in that in which its body begins."""
    begin = min([start, *(pairs.groups[group].start for group in pairs.enclosing(start))])
    line, _ = line_at(seen, begin)
    return max(line, begin - _LONGEST), begin


def is_mark(between: str, words: tuple[str, ...]) -> bool:
    """Tell whether nothing stands between a name and an error but signs, numbers and words such as "error"."""
    rest = between.lower()
    while rest:
        phrase = max((one for one in words if rest.startswith(one)), key=len, default="")
        rest = rest[len(phrase) :] if phrase else rest
        if rest[:1].isalpha() and (not phrase or (phrase.isascii() and rest[:1].isascii())):
            return False
        rest = rest[1:] if not rest[:1].isalpha() else rest
    return True
