"""Which signals a text can speak for at all, by what it holds besides their sentences."""

from __future__ import annotations

from assistant.domain.cause import Signal
from assistant.domain.reading.text.flat import FLAT, has_flat_body
from assistant.domain.reading.text.page import PAGE, is_page


class Possible:
    """Tells whether a text holds at all what a signal asks for besides its sentence."""

    def __init__(self, text: str) -> None:
        """Take the text; what was looked for is remembered."""
        self._text = text
        self._known: dict[str, bool] = {}

    def __call__(self, signal: Signal) -> bool:
        """Return whether one value of every clause occurs somewhere."""
        clauses = (tuple(map(str, signal.status)), signal.code, signal.type)
        return all(not clause or any(map(self._has, clause)) for clause in clauses)

    def _has(self, value: str) -> bool:
        if value not in self._known:
            page = value == PAGE and is_page(self._text, 0, len(self._text))
            flat = value == FLAT and has_flat_body(self._text)
            self._known[value] = page or flat or value in self._text
        return self._known[value]
