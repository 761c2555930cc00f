"""Tickets of one trouble together: the same verdict for the same project and model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.domain.desk.ticket import Ticket, Verdict


@dataclass(frozen=True, slots=True)
class GroupKey:
    """What the tickets of a group share."""

    category: str
    cause_id: str | None
    grade: str
    project_id: str | None
    model: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """A key with the ids of its tickets, the newest first."""

    key: GroupKey
    ticket_ids: tuple[int, ...]


def key_of(verdict: Verdict) -> GroupKey | None:
    """Return a verdict's group; None where none of cause, project and model says that two tickets are alike."""
    if verdict.cause_id is None:
        return None
    return GroupKey(verdict.category, verdict.cause_id, verdict.grade, verdict.project_id, verdict.model)


def groups(tickets: Iterable[Ticket]) -> list[Group]:
    """Return the groups of two tickets and more, the largest first."""
    found: dict[GroupKey, list[int]] = {}
    for ticket in tickets:
        key = key_of(ticket.verdict)
        if key is not None:
            found.setdefault(key, []).append(ticket.id)
    several = [Group(key, tuple(ids)) for key, ids in found.items() if len(ids) > 1]
    return sorted(several, key=lambda one: (-len(one.ticket_ids), one.ticket_ids))
