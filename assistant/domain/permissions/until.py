"""The end of a temporary permission: a moment with its zone, or a stretch of time from now."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

STRETCH = re.compile(r"(?P<number>\d{1,5})(?P<unit>[mhdw])", re.ASCII)
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def until(text: str, now: str) -> str | None:
    """Return the moment that a text names in UTC, ISO 8601; None for the past, and for a moment without a zone."""
    start = datetime.fromisoformat(now)
    moment = _moment(text.strip(), start)
    if moment is None or moment <= start:
        return None
    return moment.isoformat(timespec="seconds")


def _moment(text: str, start: datetime) -> datetime | None:
    stretch = STRETCH.fullmatch(text)
    try:
        if stretch:
            return (start + int(stretch["number"]) * UNITS[stretch["unit"]]).astimezone(UTC)
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
