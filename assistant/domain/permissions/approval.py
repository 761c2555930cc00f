"""A request to an administrator: what is asked for, until when, and what was decided; never a key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Decision = Literal["approved", "declined", "revoked"]
State = Literal["open", "approved", "declined", "revoked", "expired"]
How = Literal["app", "console"]  # where the change was made: here with an Admin key, or by hand

DAYS = (1, 3, 7, 14, 30)
DEFAULT_DAYS = 7
LONGEST_REASON = 500  # characters


@dataclass(frozen=True, slots=True)
class Approval:
    """One request; the case that it shows is kept apart. Times are UTC, ISO 8601."""

    id: str
    case_id: str
    created: str
    expires: str
    base_url: str
    project_id: str
    models: tuple[str, ...]  # the exact ids that are asked for
    wants_check: bool = False  # the requester wants the same call made again when it is approved
    decision: Decision | None = None
    decided: str | None = None
    reason: str = ""  # the administrator's words, masked
    how: How | None = None
    record: str | None = None  # the change that was made here
    taken: str | None = None  # when the requester's side took notice of the decision

    def state(self, now: str) -> State:
        """Return where the request stands at a time."""
        if self.decision is not None:
            return self.decision
        return "expired" if now >= self.expires else "open"


def expires(created: str, days: int) -> str:
    """Return the end of a request made at a time."""
    return (datetime.fromisoformat(created) + timedelta(days=days)).isoformat(timespec="seconds")
