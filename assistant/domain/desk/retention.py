"""For how many days tickets and cases are kept after the last thing that happened to them."""

from __future__ import annotations

from datetime import datetime, timedelta

MOST_DAYS = 36_500


def days_of(value: str) -> int:
    """Return a number of days; ValueError for none: 0 would be everything, which nobody means."""
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= MOST_DAYS):
        raise ValueError(f"{value!r} is no number of days from 1 to {MOST_DAYS}")
    return int(value)


def kept_since(now: datetime, days: int) -> str:
    """Return the moment before which nothing is kept, as times are stored."""
    return (now - timedelta(days=days)).isoformat(timespec="seconds")
