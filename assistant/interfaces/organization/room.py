"""What the page knows in one session: a reading of one organization and what is under way; it goes with the key."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import RLock
from typing import TYPE_CHECKING, Any

import streamlit as st

from assistant.domain.permissions.baseline import Baseline
from assistant.domain.permissions.organization import Organization, models_of
from assistant.domain.permissions.planned import Changed, Swept
from assistant.domain.permissions.seen import PolicySeen
from assistant.domain.probing.keys import Keys
from assistant.interfaces.access import checker
from assistant.interfaces.access.guarded import guarded
from assistant.interfaces.change.change import Change
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit

if TYPE_CHECKING:  # loaded with the first Admin key
    from assistant.engine.permissions import Permissions, Progress

ROOM = "organization_room"


@dataclass(slots=True)
class Room:
    """One key's view; another key, another room."""

    keys: Keys
    permissions: Permissions
    seen: Organization | None = None
    models: tuple[str, ...] = ()  # of the reading, in the order in which columns stand
    reading: Future[Organization] | None = None
    progress: Progress | None = None
    project_id: str | None = None  # the one that is open
    model: str = ""
    back: tuple[str, str] | None = None  # the cell from which a project was opened that has just been closed
    change: Change = field(init=False)
    sweeping: Future[tuple[tuple[Swept, ...], tuple[PolicySeen, ...]]] | None = None
    baseline: Baseline | None = None
    baseline_name: str = ""
    failed: bool = False
    said: str = ""  # an id of wording.yaml for the live region
    lock: Any = field(default_factory=RLock, repr=False)

    def __post_init__(self) -> None:
        """Begin with no change at hand."""
        self.change = Change(self.permissions.base_url, "")

    def close(self) -> None:
        """Stop what is under way, as when the key is forgotten; a write that has begun ends by itself."""
        if self.progress is not None:
            self.progress.cancel()

    def took(self, seen: Organization) -> None:
        """Keep a reading for the session."""
        self.seen, self.models = seen, models_of(seen.rows, seen.visible)

    def took_change(self, changed: Changed) -> None:
        """Show the policy that was read after a change."""
        if self.seen is not None and changed.after is not None and changed.result not in ("refused", "nothing"):
            at = datetime.now(UTC).isoformat(timespec="seconds")
            self.took(self.seen.with_policy(changed.planned.project_id, changed.after, at))

    def open(self, project_id: str | None, model: str = "") -> None:
        """Open a project, and put the change at hand away; None closes the one that is open."""
        self.back = (self.project_id, self.model) if self.project_id and project_id is None else None
        self.project_id, self.model = project_id, model
        self.change = Change(self.permissions.base_url, project_id or "", serial=self.change.serial + 1)

    def came_back(self) -> dict[str, str] | None:
        """Return the cell that is to have the focus now that its project is closed, once."""
        back, self.back = self.back, None
        return {"project": back[0], "model": back[1]} if back else None


def keys_of(visit: Visit) -> Keys:
    """Return the keys of the page: those of the practice organization while practising, and only those."""
    return visit.practice.admin_keys() if visit.practice else visit.keys


def room_of(services: Services, visit: Visit) -> Room | None:
    """Return the room of the session's Admin key, None without one; with another key the old room is left."""
    keys = Keys(admin=keys_of(visit).admin, base_url=keys_of(visit).base_url)
    with visit.lock:
        room: Room | None = st.session_state.get(ROOM)
        if room is not None and room.keys == keys:
            return room
        if room is not None:
            room.close()
            st.session_state.pop(ROOM, None)
        if not keys.admin:
            return None
        made = Room(keys, guarded(services.permissions(keys), checker(services, "organization")))
        st.session_state[ROOM] = made
        return made


def begin_reading(services: Services, room: Room) -> None:
    """Read the organization in the background; a second click finds the reading under way."""
    from assistant.engine.permissions import Progress

    with room.lock:
        if room.reading is None:
            progress = Progress()
            room.progress, room.failed, room.said = progress, False, ""
            room.reading = services.jobs.submit(room.permissions.organization, progress)


def cancel_reading(room: Room) -> None:
    """End the reading; what was read is kept."""
    if room.progress is not None:
        room.progress.cancel()


def reading_finished(room: Room) -> bool:
    """Tell whether the reading has ended, and take its result in."""
    with room.lock:
        job = room.reading
        if job is None or not job.done():
            return job is None
        room.reading = room.progress = None
        room.failed = job.exception() is not None
        if not room.failed:
            room.took(job.result())
            room.said = "organization_done"
        return True


def begin_sweep(services: Services, room: Room) -> None:
    """Put back what is due in this organization, in the background."""
    with room.lock:
        if room.sweeping is None and room.seen is not None:
            ids = frozenset(one.project_id for one in room.seen.rows)
            room.failed = False
            room.sweeping = services.jobs.submit(_swept, room.permissions, ids)


def sweep_finished(room: Room) -> bool:
    """Tell whether the sweep has ended, and show the policies as they are now."""
    with room.lock:
        job = room.sweeping
        if job is None or not job.done():
            return job is None
        room.sweeping = None
        room.failed = job.exception() is not None
        if not room.failed:
            room.said = "organization_swept"
            for one in job.result()[1]:
                if room.seen is not None and one.policy is not None and one.reason is None:
                    room.took(room.seen.with_policy(one.project_id, one.policy, one.last.at or room.seen.at))
        return True


def _swept(permissions: Permissions, ids: frozenset[str]) -> tuple[tuple[Swept, ...], tuple[PolicySeen, ...]]:
    swept = permissions.sweep(project_ids=ids)
    return swept, tuple(permissions.show(one.project_id) for one in swept if one.record is not None)
