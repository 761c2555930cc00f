"""Rules on age: what was checked too long ago, as warnings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.knowledge_base.load import Loaded
from assistant.knowledge_base.located import Problem

OLDEST = 180  # days


def ages(loaded: Loaded, today: str) -> Iterator[Problem]:
    """Warn of everything whose check is older than 180 days, or lies in the future."""
    now = date.fromisoformat(today)
    for located in loaded.sources.values():
        for place, line in located.lines.items():
            if place and place[-1] == "checked":
                value = _value(located.data, place)
                days = (now - date.fromisoformat(value)).days if value else 0
                if days > OLDEST:
                    words = f"{'.'.join(map(str, place))}: checked {days} days ago"
                    yield Problem(located.file, line, "stale", words, warning=True)
                if days < 0:
                    yield Problem(located.file, line, "checked-later", "the day of the check lies ahead")


def _value(data: object, place: tuple[str | int, ...]) -> str | None:
    for part in place:
        data = data.get(part) if isinstance(data, dict) else None
    return data if isinstance(data, str) else None
