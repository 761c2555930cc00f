"""Earlier tickets like this one: by cause, project and model, never by words alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.domain.desk.ticket import Ticket

Shared = Literal["project_id", "model"]
MOST = 5


@dataclass(frozen=True, slots=True)
class Similar:
    """An earlier ticket of the same cause, and what else it shares."""

    ticket: Ticket
    shares: tuple[Shared, ...]


def similar(ticket: Ticket, others: Iterable[Ticket], most: int = MOST) -> list[Similar]:
    """Return the nearest of other tickets: by what they share, then settled ones, then the newest."""
    if ticket.verdict.cause_id is None:
        return []
    found = [
        Similar(one, _shares(ticket, one))
        for one in others
        if one.id != ticket.id and one.verdict.cause_id == ticket.verdict.cause_id
    ]
    newest = sorted(found, key=lambda one: one.ticket.updated, reverse=True)
    return sorted(newest, key=lambda one: (-len(one.shares), one.ticket.verdict.settled is None))[:most]


def _shares(one: Ticket, other: Ticket) -> tuple[Shared, ...]:
    pairs: tuple[tuple[Shared, str | None, str | None], ...] = (
        ("project_id", one.verdict.project_id, other.verdict.project_id),
        ("model", one.verdict.model, other.verdict.model),
    )
    return tuple(name for name, left, right in pairs if left is not None and left == right)
