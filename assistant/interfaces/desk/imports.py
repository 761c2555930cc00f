"""Imports under way and just done, each person's own: a reload, or another tab, finds its own where it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from threading import Lock

from assistant.domain.desk.queue import Progress
from assistant.engine.desk.intake import Taken

Told = Callable[[Progress], None]
Work = Callable[[Told], Sequence[tuple[str, Taken]]]  # what came of each file or help desk, by its name


@dataclass(frozen=True, slots=True)
class Import:
    """Tickets on their way in, in the background: of a file, or of every connected help desk one after the other."""

    names: Sequence[str]
    future: Future[Sequence[tuple[str, Taken]]]
    seen: Sequence[Progress]

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self.seen[-1] if self.seen else Progress()


@dataclass(slots=True)
class Imports:
    """The process's imports; a person has one at a time, and what it came to until it is put away."""

    jobs: Executor
    _lock: Lock = field(default_factory=Lock)
    _of: dict[str, Import] = field(default_factory=dict)

    def of(self, who: str) -> Import | None:
        """Return a person's import that is under way, else the last one that is not put away."""
        return self._of.get(who)

    def under_way(self) -> set[str]:
        """Return the names of what is being taken in now, by anybody."""
        with self._lock:
            return {name for one in self._of.values() if not one.future.done() for name in one.names}

    def begin(self, who: str, names: Sequence[str], work: Work) -> None:
        """Start in the background; a second click, or another tab of the same person, finds it under way."""
        seen: list[Progress] = []
        with self._lock:
            last = self._of.get(who)
            if last is None or last.future.done():
                self._of[who] = Import(names, self.jobs.submit(work, seen.append), seen)

    def put_away(self, who: str) -> None:
        """Forget what is done; what is under way goes on and stays."""
        with self._lock:
            last = self._of.get(who)
            if last is not None and last.future.done():
                del self._of[who]
