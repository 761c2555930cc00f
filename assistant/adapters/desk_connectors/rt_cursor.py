"""Where the reading of a Request Tracker's queue stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
_CURSOR = re.compile(rf"(?P<since>{_MOMENT})?(?:/(?P<began>{_MOMENT})/(?P<last>\d{{1,18}}))?")
ZONES = timedelta(hours=26)  # a search reads a time in the zone of the token's user, which we do not know


@dataclass(frozen=True, slots=True)
class Cursor:
    """Tickets that changed since a moment are read by their number, which no change moves; `last` is the last one read.

    Moments are the tracker's own, UTC. A reading that was broken off has `began`: what changed since then is read next.
    """

    since: str = ""
    began: str = ""
    last: int = 0

    @classmethod
    def of(cls, written: str) -> Cursor:
        """Return a cursor as it was written; one that is none begins at the beginning."""
        found = _CURSOR.fullmatch(written)
        return cls(found["since"] or "", found["began"] or "", int(found["last"] or 0)) if found else cls()

    def __str__(self) -> str:
        return f"{self.since}/{self.began}/{self.last}" if self.began else self.since

    @property
    def searched(self) -> str | None:
        """The time to search from, early enough in every zone; None from the beginning."""
        if not self.since:
            return None
        return (datetime.fromisoformat(self.since) - ZONES).strftime("%Y-%m-%d %H:%M:%S")


def moment_of(date: str) -> str:
    """Return the moment of a Date header, now where it has none."""
    try:
        found = parsedate_to_datetime(date).astimezone(UTC)
    except (ValueError, TypeError):
        found = datetime.now(UTC)
    return found.strftime("%Y-%m-%dT%H:%M:%SZ")
