"""A span of days, as the lead chooses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Span:
    """From a time to another, UTC, ISO 8601; the end is not in it."""

    since: str
    until: str


def span(first: date, last: date, zone: tzinfo) -> Span:
    """Return the span of whole days of a zone, both in it; given the wrong way round they are turned."""
    first, last = min(first, last), max(first, last)
    return Span(_utc(first, zone), _utc(last + timedelta(days=1), zone))


def _utc(day: date, zone: tzinfo) -> str:
    return datetime.combine(day, time(), zone).astimezone(UTC).isoformat(timespec="seconds")
