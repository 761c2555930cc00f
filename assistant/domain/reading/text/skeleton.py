"""A text reduced to its letters and digits, so that a sentence is found whatever was lost or added around them."""

from __future__ import annotations

import re
from bisect import bisect_right

_BLOCK = 64
_ENDS = re.compile(r"[.!?;,:]\s|[{}]")
_NAMES_WORDS = 5  # in a model's name, with lone quotes
_SAME = str.maketrans(
    "il1|0\u0430\u0435\u043e\u0440\u0441\u0445", "lll\x00oaeopcx", "|\x00"
)  # what OCR mixes up, and Cyrillic twins


class _Folding(dict[int, str | None]):
    """Folds one character, computed when it is first met: lower case, look-alikes the same, all else dropped."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        low = char.lower()
        kept = low if char.isalnum() and len(low) == 1 else char if char.isalnum() else None
        self[code] = kept.translate(_SAME) if kept else None
        return self[code]


_FOLDING = _Folding()
for _code in range(128):
    _FOLDING[_code]


def fold(text: str) -> str:
    """Return the letters and digits of a text in one case, with look-alikes made the same."""
    return text.translate(_FOLDING)


class Skeleton:
    """A folded text that knows where each of its characters stood."""

    def __init__(self, text: str) -> None:
        """Fold the text and count the kept characters of each block."""
        self.source = text
        self.text = fold(text)
        self._starts: list[int] = []
        kept = 0
        for at in range(0, len(text), _BLOCK):
            self._starts.append(kept)
            kept += len(text[at : at + _BLOCK].translate(_FOLDING))

    def place(self, index: int) -> int:
        """Return where in the source the folded character at `index` stands."""
        if index >= len(self.text):
            return len(self.source)
        block = bisect_right(self._starts, index) - 1
        left = index - self._starts[block]
        for at in range(block * _BLOCK, len(self.source)):
            if _FOLDING[ord(self.source[at])] is not None:
                if not left:
                    return at
                left -= 1
        return len(self.source)

    def index(self, place: int) -> int:
        """Return how many folded characters stand before a place in the source."""
        block = min(place // _BLOCK, len(self._starts) - 1)
        return self._starts[block] + len(fold(self.source[block * _BLOCK : place])) if self._starts else 0

    def inside(self, index: int) -> bool:
        """Tell whether the folded character at `index` goes on with a name that begins before it."""
        place = self.place(index)
        return place > 0 and (self.source[place - 1].isalnum() or self.source[place - 1] in "-_/.:@")

    def after(self, index: int) -> int:
        """Return the place right behind the folded character before `index`."""
        return self.place(index - 1) + 1 if index else 0


def outside_name(skeleton: Skeleton, literal: str, found: int, low: int, high: int) -> int:
    """Return where the words before a model's name stand: not at its end or inside of it, where they stand earlier."""
    at = found
    while at >= 0 and (at + len(literal) == high or skeleton.inside(at)):
        at = skeleton.text.rfind(literal, low, at + len(literal) - 1)
    if at < 0 or at == found:
        return found
    name = skeleton.source[skeleton.after(at + len(literal)) : skeleton.place(high)]
    return found if len(name.split()) > _NAMES_WORDS or _ENDS.search(name) else at
