"""What the lead's engine needs of the world outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from assistant.domain.case import Case
from assistant.domain.lead.clusters import Unfit
from assistant.domain.lead.figure import CaseFigure
from assistant.domain.lead.numbers import Counted
from assistant.domain.lead.span import Span
from assistant.domain.lead.stops import Walked


class FigureStore(Protocol):
    """Where figures of cases live; what is read comes in a stream, practice left out of all of it."""

    def behind(self) -> int:
        """Return how many cases have moved on since their figures were made, or have none."""

    def cases_behind(self, most: int) -> list[tuple[Case, str, bool]]:
        """Return some of them, with when each last moved and whether it is a ticket's."""

    def keep(self, several: Sequence[tuple[CaseFigure, bool]]) -> None:
        """Write figures in the place of those that are there."""

    def counted(self, span: Span) -> Iterator[Counted]:
        """Yield what came in within a span."""

    def walked(self, span: Span, now: str) -> Iterator[Walked]:
        """Yield the ways through guides."""

    def unfit(self, span: Span) -> Iterator[Unfit]:
        """Yield the pastes that no cause fits."""

    def text(self, case_id: str) -> str:
        """Return the head of a case's newest paste."""
