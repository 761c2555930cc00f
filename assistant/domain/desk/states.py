"""What a ticket's state becomes, and who may change a ticket."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from assistant.domain.desk.ticket import State

Event = Literal["message", "draft", "approve", "ask", "close", "reopen"]

AFTER: Mapping[Event, State] = {
    "message": "new",  # a customer's word waits for an answer whatever was before
    "draft": "drafted",
    "approve": "answered",
    "ask": "waiting",
    "close": "closed",
    "reopen": "new",
}
FROM: Mapping[Event, tuple[State, ...]] = {
    "message": ("new", "drafted", "waiting", "answered", "closed"),
    "draft": ("new", "drafted", "waiting", "answered"),
    "approve": ("new", "drafted", "waiting", "answered"),
    "ask": ("new", "drafted", "answered"),
    "close": ("new", "drafted", "waiting", "answered"),
    "reopen": ("waiting", "answered", "closed"),
}


def after(state: State, event: Event) -> State | None:
    """Return the state that an event leads to, None where it has no place."""
    return AFTER[event] if state in FROM[event] else None


def may_hold(holder: str | None, who: str) -> bool:
    """Tell whether a person may change a ticket: nobody else has it."""
    return holder is None or holder == who
