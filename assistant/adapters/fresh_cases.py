"""The cases that this process wrote last: what the next answer is made from, without reading it back."""

from __future__ import annotations

import threading
from collections import OrderedDict

from assistant.domain.case import Case

MOST = 256
LONGEST = 20_000  # characters of pastes; a longer case is read back


class FreshCases:
    """A bounded memory of cases by id, the longest unused forgotten first; safe between threads."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._cases: OrderedDict[str, Case] = OrderedDict()

    def keep(self, case: Case) -> None:
        """Remember a case as it was just written."""
        with self._lock:
            self._cases.pop(case.id, None)
            if sum(len(report.text) for report in (case.report, *case.earlier)) <= LONGEST:
                self._cases[case.id] = case
            while len(self._cases) > MOST:
                self._cases.popitem(last=False)

    def at(self, case_id: str, version: int) -> Case | None:
        """Return a remembered case of that version, or None."""
        with self._lock:
            case = self._cases.get(case_id)
        return case if case is not None and case.version == version else None

    def drop(self, case_id: str) -> None:
        """Forget a case."""
        with self._lock:
            self._cases.pop(case_id, None)
