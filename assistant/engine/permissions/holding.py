"""Taking a project for one writer: two of ours never interleave, and a writer that died blocks for a while only."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from assistant.domain.permissions.record import NotKept
from assistant.engine.permissions.ports import Changes, World

LEASE = 240.0  # seconds; longer than all calls of one change can take
WRITE_BY = 60.0  # seconds into the lease after which a write is not begun any more
FIRST_PAUSE, LONGEST_PAUSE = 0.01, 0.25


@dataclass(frozen=True, slots=True)
class Held:
    """A project that is held; `late` tells that too much of the lease has gone by for a write to be begun."""

    world: World
    since: float

    @property
    def late(self) -> bool:
        """Whether a write begun now could outlast the lease."""
        return not 0.0 <= self.world.epoch() - self.since <= WRITE_BY


@contextmanager
def holding(changes: Changes, world: World, base_url: str, project_id: str) -> Iterator[Held | None]:
    """Hold a project; None when another writer held it for as long as was waited."""
    holder = secrets.token_hex(8)
    ends, pause = world.epoch() + world.wait_for_lock, FIRST_PAUSE
    since = world.epoch()
    while not changes.lock(base_url, project_id, holder, since, since + LEASE):
        if world.epoch() + pause > ends:
            yield None
            return
        world.sleep(pause)
        pause, since = min(pause * 2, LONGEST_PAUSE), world.epoch()
    try:
        yield Held(world, since)
    finally:
        with suppress(NotKept, OSError):  # the lease ends by itself; what was done is not undone by this
            changes.unlock(base_url, project_id, holder)
