"""A measured figure held against its budget."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `limit` is the most it may be, None for a figure that is only told."""

    name: str
    measured: float
    unit: str
    limit: float | None = None
    beside: str = ""

    @property
    def held(self) -> bool:
        """Say whether the budget is held; a figure that could not be measured does not hold it."""
        return self.limit is None or (not math.isnan(self.measured) and self.measured <= self.limit)

    def line(self) -> str:
        """Return the figure as one line of the report."""
        mark = "    " if self.limit is None else "pass" if self.held else "FAIL"
        budget = "" if self.limit is None else f"at most {self.limit:.4g} {self.unit}"
        return f"{mark}  {self.name:<58} {self.measured:>9.4g} {self.unit:<8} {budget:<22} {self.beside}".rstrip()


def told(title: str, figures: Iterable[Figure]) -> bool:
    """Print the figures of one part and say whether all budgets are held."""
    print(f"\n{title}", flush=True)
    held = True
    for figure in figures:
        print(figure.line(), flush=True)
        held &= figure.held
    return held
