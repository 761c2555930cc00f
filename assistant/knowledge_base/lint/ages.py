"""Rules on age: what was checked too long ago, as warnings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.knowledge_base.load import Loaded
from assistant.knowledge_base.located import Place, Problem

OLDEST = 180  # days


def ages(loaded: Loaded, today: str) -> Iterator[Problem]:
    """Warn of everything whose check is older than 180 days, or lies in the future."""
    now = date.fromisoformat(today)
    for located in loaded.sources.values():
        for place, line in located.lines.items():
            if place and place[-1] == "checked":
                day = _day(located.data, place)
                days = (now - day).days if day else 0
                if days > OLDEST:
                    words = f"{'.'.join(map(str, place))}: checked {days} days ago"
                    yield Problem(located.file, line, "stale", words, warning=True)
                if days < 0:
                    yield Problem(located.file, line, "checked-later", "the day of the check lies ahead")
    yield from _ended(loaded, today)


def _ended(loaded: Loaded, today: str) -> Iterator[Problem]:
    """Warn of announced ends that have come since models.yaml was checked: they read as coming and are past."""
    located = loaded.sources["models.yaml"]
    data = located.data if isinstance(located.data, dict) else {}
    since = str(data.get("checked", ""))
    for kind in ("retirements", "endpoints"):
        for index, one in enumerate(data.get(kind) or ()):
            day = str(one.get("date", "")) if isinstance(one, dict) else ""
            if since < day <= today:
                named = ", ".join(one["ids"]) if "ids" in one else one.get("path", "")
                yield located.problem((kind, index), "ended", f"{named}: ended on {day}", warning=True)


def _day(data: object, place: Place) -> date | None:
    """Return the day at a place; None for what is no day, which the shape complains about."""
    for part in place:
        data = data.get(part) if isinstance(data, dict) else None
    try:
        return date.fromisoformat(data) if isinstance(data, str) else None
    except ValueError:
        return None
