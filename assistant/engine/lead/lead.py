"""What the lead's page asks: figures of a span of days, always over cases as they stand, a batch of them at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from assistant.domain.case import Case
from assistant.domain.deciding.decide import Decider
from assistant.domain.knowledge import Guide, Knowledge
from assistant.domain.lead.clusters import Cluster, clusters
from assistant.domain.lead.figure import CaseFigure, figure_of
from assistant.domain.lead.numbers import Numbers, counted
from assistant.domain.lead.span import Span
from assistant.domain.lead.stops import Stops, stops
from assistant.domain.report import ErrorReport
from assistant.engine.desk.reading import TicketReader
from assistant.engine.lead.ports import FigureStore

BATCH = 100  # cases that are read at once
SHOWN = 30  # clusters
READ = 100  # clusters of which an example is read


@dataclass(frozen=True, slots=True)
class ToWrite:
    """A cluster of pastes that no cause fits, with its newest paste as it is read today."""

    cluster: Cluster
    example: ErrorReport


class Lead:
    """Reads figures; `now` gives UTC as ISO 8601."""

    def __init__(
        self, store: FigureStore, knowledge: Knowledge, decider: Decider, reader: TicketReader, now: Callable[[], str]
    ) -> None:
        """Take the parts."""
        self._store = store
        self._knowledge = knowledge
        self._decider = decider
        self._reader = reader
        self._now = now
        self._catching_up = threading.Lock()

    def behind(self) -> int:
        """Return how many cases the figures do not show as they stand now."""
        return self._store.behind()

    def catch_up(self, most: int | None = None) -> None:
        """Make the figures of cases that have moved on, all of them or so many; one thread of the process does it."""
        with self._catching_up:
            done = 0
            while most is None or done < most:
                found = self._store.cases_behind(BATCH)
                if not found:
                    return
                self._store.keep([(self._figure(case, moved), of_ticket) for case, moved, of_ticket in found])
                done += len(found)

    def numbers(self, span: Span, zone: tzinfo) -> Numbers:
        """Return how many came in, of what, and what became of them."""
        return counted(self._store.counted(span), zone)

    def stops(self, span: Span) -> Stops:
        """Return where guides are left and what is not seen in them."""
        return stops(self._store.walked(span, self._now()))

    def to_write(self, span: Span) -> list[ToWrite]:
        """Return what no cause fits, the most frequent first; what a cause has been written for since is left out."""
        found: list[ToWrite] = []
        for cluster in clusters(self._store.unfit(span))[:READ]:
            example = self._decider.read(self._store.text(cluster.case_id))
            if self._decider.from_text(example).cause_id is None:
                found.append(ToWrite(cluster, example))
            if len(found) == SHOWN:
                break
        return found

    def guide(self, guide_id: str) -> Guide | None:
        """Return a guide, None where the knowledge has it no more."""
        return self._knowledge.guide(guide_id) if self._known(guide_id) else None

    def _figure(self, case: Case, moved: str) -> CaseFigure:
        guide = self.guide(case.guide_id) if case.guide_id else None
        return figure_of(case, moved, self._reader.verdict(case), guide)

    def _known(self, guide_id: str) -> bool:
        return guide_id in self._knowledge.fallback or guide_id in self._knowledge.causes
