"""One change in hand: planned and made in the background, so that no click waits or is heard twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from threading import RLock
from typing import Any, Literal

from assistant.domain.permissions.planned import Changed, Planned

Doing = Literal["plan", "apply"]


@dataclass(slots=True)
class Change:
    """What is planned, being done or done; `serial` grows with each plan and is part of the widgets' keys."""

    planned: Planned | None = None
    changed: Changed | None = None
    job: Future[Planned | Changed] | None = None
    doing: Doing = "plan"
    broken: bool = False  # the work ended with a fault of our own or of the database
    note: str | None = None  # an id of wording.yaml: what is wrong with what was typed
    serial: int = 0
    lock: Any = field(default_factory=RLock, repr=False)

    @property
    def busy(self) -> bool:
        """Whether something is being planned or made."""
        return self.job is not None

    def plan(self, jobs: Executor, make: Callable[[], Planned]) -> None:
        """Begin to plan, unless something is under way."""
        with self.lock:
            if self.job is None:
                self.planned = self.changed = self.note = None
                self.serial += 1
                self._begin("plan", jobs, make)

    def apply(self, jobs: Executor, make: Callable[[], Changed]) -> None:
        """Begin to make a change; a second click finds it under way, or done, and makes none."""
        with self.lock:
            if self.job is None and self.changed is None:
                self._begin("apply", jobs, make)

    def drop(self) -> None:
        """Put the change away; one that is under way goes on, and its record tells of it."""
        with self.lock:
            self.planned = self.changed = self.job = self.note = None
            self.broken = False

    def finished(self) -> bool:
        """Take in what is done, once; tell whether anything was."""
        with self.lock:
            job = self.job
            if job is None or not job.done():
                return False
            self.job = None
            if job.exception() is not None:
                self.broken = True
                return True
            made = job.result()
            if isinstance(made, Planned):
                self.planned = made
            else:
                self.changed = made
            return True

    def _begin(self, doing: Doing, jobs: Executor, make: Callable[[], Planned] | Callable[[], Changed]) -> None:
        self.broken, self.doing = False, doing
        self.job = jobs.submit(make)
