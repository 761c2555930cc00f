"""What is kept of a person, or of long ago: to be handed out, or deleted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """Ids of tickets, of cases (those of the tickets among them), and of rows that an import could not take in."""

    tickets: tuple[int, ...] = ()
    cases: tuple[str, ...] = ()
    faults: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is kept."""
        return bool(self.tickets or self.cases or self.faults)
