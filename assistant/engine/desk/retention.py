"""Retention while the app is served: at its start and once a day, what is older than so many days is deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final, Protocol

from assistant.domain.desk.held import Held
from assistant.domain.desk.retention import kept_since

WHO: Final = "retention"  # as it stands in the audit record
DAY, AGAIN = 24 * 3600.0, 3600.0  # seconds


class Forgetter(Protocol):
    """What finds what is old, and deletes it."""

    def older_than(self, moment: str) -> Held:
        """Return what nothing has happened to since a time."""

    def forget(self, held: Held, who: str, at: str) -> None:
        """Delete it."""


class Retention:
    """Deletes what nothing has happened to for so many days; `now` gives UTC."""

    def __init__(self, keeper: Forgetter, days: int, now: Callable[[], datetime]) -> None:
        """Take the parts."""
        self._keeper = keeper
        self._days = days
        self._now = now

    def once(self) -> Held:
        """Delete what is old now, and return what it was."""
        now = self._now()
        held = self._keeper.older_than(kept_since(now, self._days))
        if held:
            self._keeper.forget(held, WHO, now.isoformat(timespec="seconds"))
        return held

    def daily(self, wait: Callable[[float], object], told: Callable[[Held | Exception], None]) -> None:
        """Delete at once and every day; where that fails, again in an hour: an old ticket is no reason to stop."""
        while True:
            try:
                told(self.once())
                pause = DAY
            except Exception as error:  # noqa: BLE001 - whatever the database says today, tomorrow is another day
                told(error)
                pause = AGAIN
            if wait(pause):
                return
