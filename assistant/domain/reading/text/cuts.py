"""A text with some stretches dropped, which knows where each of its characters stood."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Cuts:
    """What is left of a text: `text`, and the way back to the places of the whole."""

    def __init__(self, whole: str, spans: Iterable[tuple[int, int]]) -> None:
        """Drop the stretches; of those that overlap the first counts."""
        self._from: list[int] = [0]
        self._to: list[int] = [0]
        pieces, last, length = [], 0, 0
        for start, end in sorted(spans):
            if start < last:
                continue
            pieces.append(whole[last:start])
            length += start - last
            self._from.append(length)
            self._to.append(end)
            last = end
        pieces.append(whole[last:])
        self.text = "".join(pieces)

    def place(self, index: int) -> int:
        """Return where in the whole a character of the text stands."""
        at = bisect_right(self._from, index) - 1
        return self._to[at] + index - self._from[at]
