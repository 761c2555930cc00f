"""A short stretch of a text without the filling that undone escapes left, which still knows where it came from."""

from __future__ import annotations

import re

from assistant.domain.plain import FILL

_DROPPED = re.compile(rf"[{FILL}\\]+")
WRAP = re.compile(r"[ \t]*\r?\n(?:[ \t]*[>|#]){0,6}[ \t]*")


class Window:
    """The text between two places, fillings and backslashes dropped."""

    def __init__(self, text: str, start: int, end: int) -> None:
        """Cut the stretch out and remember what was dropped."""
        start, end = max(0, start), min(len(text), end)
        self._cuts: list[tuple[int, int]] = [(0, start)]  # from this place on in the window, the offset in the text
        pieces = []
        last, length = start, 0
        for found in _DROPPED.finditer(text, start, end):
            pieces.append(text[last : found.start()])
            length += found.start() - last
            last = found.end()
            self._cuts.append((length, last))
        pieces.append(text[last:end])
        self.text = "".join(pieces)

    def place(self, index: int) -> int:
        """Return where in the whole text the window's character at `index` stands."""
        low, high = 0, len(self._cuts)
        while high - low > 1:
            middle = (low + high) // 2
            if self._cuts[middle][0] <= index:
                low = middle
            else:
                high = middle
        begin, offset = self._cuts[low]
        return offset + index - begin

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the whole text of a stretch of the window."""
        return (self.place(start), self.place(end - 1) + 1) if end > start else (self.place(start), self.place(start))

    def index(self, place: int) -> int:
        """Return the window's index of a place in the whole text."""
        low, high = 0, len(self._cuts)
        while high - low > 1:
            middle = (low + high) // 2
            if self._cuts[middle][1] <= place:
                low = middle
            else:
                high = middle
        begin, offset = self._cuts[low]
        return max(0, min(begin + place - offset, len(self.text)))


def unwrapped(text: str) -> str:
    """Return a text with its line breaks, and the quote marks and frames behind them, taken out."""
    return WRAP.sub("", text)
