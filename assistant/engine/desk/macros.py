"""Macros as the desk's page works with them: checked, masked, then kept for their owner alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from assistant.domain.desk.macros import LONGEST_NAME, Macro, MacroFault, faults
from assistant.domain.masking.mask import mask
from assistant.domain.text import Text


class MacroStore(Protocol):
    """Where macros live."""

    def of(self, owner: str) -> list[Macro]:
        """Return a person's macros by name."""

    def save(self, owner: str, macro: Macro, at: str) -> int | str:
        """Insert or change a macro and return its id, or why not: `taken`, `late`, `full`."""

    def delete(self, owner: str, macro_id: int, at: str) -> bool:
        """Delete one of a person's macros."""


class Macros:
    """One person's macros at a time; `now` gives UTC as ISO 8601."""

    def __init__(self, store: MacroStore, now: Callable[[], str]) -> None:
        """Take the parts."""
        self._store = store
        self._now = now

    def of(self, who: str) -> list[Macro]:
        """Return a person's macros by name."""
        return self._store.of(who)

    def save(self, who: str, macro: Macro) -> tuple[int | None, list[MacroFault]]:
        """Keep a macro and return its id, or all that stands against it; a secret in it is masked before."""
        ja, en = (mask(words.strip()).text for words in (macro.text.ja, macro.text.en))
        name = " ".join(mask(macro.name).text.split())[:LONGEST_NAME]
        clean = replace(macro, name=name, text=Text(ja, en))
        found = list(faults(clean))
        if found:
            return None, found
        saved = self._store.save(who, clean, self._now())
        return (saved, []) if isinstance(saved, int) else (None, [MacroFault(f"macro_{saved}", clean.name)])

    def delete(self, who: str, macro_id: int) -> bool:
        """Delete a macro for good."""
        return self._store.delete(who, macro_id, self._now())
