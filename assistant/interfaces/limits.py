"""How much one visitor may ask of an app that serves several: so many pastes and checks in a stretch of time."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Literal

What = Literal["pastes", "probes", "refusals"]
MOST: dict[What, int] = {"pastes": 60, "probes": 20, "refusals": 10}
STRETCH = 600.0  # seconds
MOST_VISITORS = 10_000


class VisitorLimits:
    """Counts in memory, for this process; the longest unseen visitor is forgotten first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nobody seen."""
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: OrderedDict[tuple[str, What], deque[float]] = OrderedDict()

    def wait(self, visitor: str, what: What) -> int:
        """Count one more and return 0, or count nothing and return the minutes to wait."""
        now = self._clock()
        with self._lock:
            times = self._seen.setdefault((visitor, what), deque())
            self._seen.move_to_end((visitor, what))
            while len(self._seen) > MOST_VISITORS:
                self._seen.popitem(last=False)
            while times and now - times[0] >= STRETCH:
                times.popleft()
            if len(times) < MOST[what]:
                times.append(now)
                return 0
            return max(1, math.ceil((STRETCH - (now - times[0])) / 60))
