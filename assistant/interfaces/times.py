"""Times in the reader's own zone."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from assistant.domain.view.words import Words


def local(at: str | None, shape: str = "%Y-%m-%d %H:%M %Z") -> str:
    """Return a stored UTC time in the browser's zone; "" for none."""
    if not at:
        return ""
    moment = datetime.fromisoformat(at)
    return moment.astimezone(zone()).strftime(shape)


def written(at: str | None, say: Words) -> str:
    """Return a stored UTC time in the browser's zone as a sentence of the language has it; "" for none."""
    if not at:
        return ""
    moment = datetime.fromisoformat(at).astimezone(zone())
    return say("moment_in_zone", day=say.written(f"{moment:%Y-%m-%d}"), time=f"{moment:%H:%M}", zone=f"{moment:%Z}")


def in_zone(moment: datetime) -> datetime:
    """Return a moment that states no zone as one of the browser's zone."""
    return moment if moment.tzinfo else moment.replace(tzinfo=zone())


def zone() -> tzinfo:
    """Return the browser's zone, UTC where it names none that is known."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
