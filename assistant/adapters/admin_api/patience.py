"""How long and how often a read is tried again; a write never is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from assistant.domain.evidence import Finding, Found

MAY_PASS = frozenset({"cut", "timeout"})  # troubles of the way that another attempt may not meet
CRASH_PAUSE = 0.3
LIMIT_PAUSE = 1.0


@dataclass(frozen=True, slots=True)
class Patience:
    """Bounds of one read: attempts, seconds in all, and the longest `Retry-After` that is waited for."""

    attempts: int = 3
    seconds: float = 20.0
    longest_wait: float = 10.0

    def pause(self, finding: Finding, retry_after: float | None, attempt: int) -> float | None:
        """Return how long to wait before attempt number `attempt`, or None when there is none."""
        if attempt >= self.attempts:
            return None
        if finding.found is Found.LIMITED:
            wait = LIMIT_PAUSE * attempt if retry_after is None else retry_after
            return wait if wait <= self.longest_wait else None
        passing = finding.found is Found.UNREACHABLE and finding.reason in MAY_PASS
        return CRASH_PAUSE * attempt if passing or finding.found is Found.CRASHED else None


ONE_PROJECT = Patience()
MANY_PROJECTS = Patience(attempts=6, seconds=90.0, longest_wait=30.0)


def retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Return the seconds that a `Retry-After` header names, as a number or as a date; None for neither."""
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        return _until(value, now or datetime.now(UTC))
    return seconds if 0.0 <= seconds < float("inf") else None


def _until(value: str, now: datetime) -> float | None:
    try:
        then = parsedate_to_datetime(value)
    except ValueError:
        return None
    aware = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())
