"""Reads a whole organization: its projects, the policy of each, and the ids that it sees."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.domain.permissions.organization import Organization, organization_of
from assistant.domain.permissions.policy import NO_POLICY
from assistant.domain.permissions.seen import PolicySeen
from assistant.engine.permissions.ports import Admin, World

OPEN_FIRST = 2  # projects whose rate limits are looked at; a list may follow the policy, so open ones come first


@dataclass(slots=True)
class Progress:
    """How far a reading has come; one thread writes it, others look at it and may cancel."""

    total: int | None = None  # projects; None until they are listed
    done: int = 0
    stop: threading.Event = field(default_factory=threading.Event, repr=False)

    def cancel(self) -> None:
        """End the reading at the next answer or pause."""
        self.stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether the reading was cancelled."""
        return self.stop.is_set()


def read_organization(admin: Admin, world: World, progress: Progress) -> Organization:
    """Read everything with one key; what cannot be read is in its row, and what was read before a cancel is kept."""
    since = time.monotonic()
    projects = admin.projects(progress.stop)
    ids = tuple(dict.fromkeys(one.id for one in projects.projects))
    progress.total = len(ids)
    policies: list[PolicySeen] = []
    for one in admin.policies(ids, progress.stop) if ids else ():
        policies.append(one)
        progress.done = len(policies)
    visible = _visible(admin, policies, progress)
    took = time.monotonic() - since
    return organization_of(projects, policies, visible, world.now(), took, cancelled=progress.cancelled)


def _visible(admin: Admin, policies: Sequence[PolicySeen], progress: Progress) -> frozenset[str] | None:
    found: frozenset[str] | None = None
    for project_id in _in_order(policies):
        if progress.cancelled:
            break
        ids = admin.models(project_id).ids
        if ids is None:
            break
        found = ids | (found or frozenset())
    return found


def _in_order(policies: Iterable[PolicySeen]) -> list[str]:
    known = [one for one in policies if one.reason is None]
    known.sort(key=lambda one: one.policy != NO_POLICY)
    return [one.project_id for one in known[:OPEN_FIRST]]
