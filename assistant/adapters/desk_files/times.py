"""Times as desks write them, made UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_DAY = "%Y\u5e74%m\u6708%d\u65e5"
_SHAPES = ("%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d", f"{_DAY} %H:%M", _DAY)


def utc(written: object) -> str | None:
    """Return a time as UTC, ISO 8601; one without a zone counts as UTC; None where it cannot be read."""
    words = str(written or "").strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime, _japanese):
        try:
            moment = read(words)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC).isoformat(timespec="seconds")
    return None


def _japanese(words: str) -> datetime:
    for shape in _SHAPES:
        try:
            return datetime.strptime(words, shape)  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError(words)
