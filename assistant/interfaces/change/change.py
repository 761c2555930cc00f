"""One change in hand: planned and made in the background, so that no click waits or is heard twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import RLock
from typing import Any, Literal

from assistant.domain.permissions.planned import Changed, Planned

Doing = Literal["plan", "apply", "undo"]
Job = Future[Planned | Changed]


@dataclass(slots=True)
class Change:
    """What is planned, being done or done to one project's list; `serial` grows with each plan."""

    base_url: str
    project_id: str
    models: tuple[str, ...] = ()  # asked for
    case_id: str | None = None
    approval_id: str | None = None
    planned: Planned | None = None
    changed: Changed | None = None
    job: Job | None = None
    doing: Doing = "plan"
    broken: bool = False  # the work ended with a fault of our own or of the database
    note: str | None = None  # an id of wording.yaml: what is wrong with what was typed
    terraform: bool = False  # the list is kept in Terraform: nothing is written from here
    serial: int = 0
    lock: Any = field(default_factory=RLock, repr=False)

    def begin(self, doing: Doing, start: Callable[[], Job | None]) -> bool:
        """Begin something unless a click before this one did; `start` returns None when it may not be done."""
        with self.lock:
            job = start() if self._free(doing) else None
            if job is None:
                return False
            if doing != "apply":
                self.planned = self.changed = None
                self.serial += 1
            self.broken, self.note, self.doing, self.job = False, None, doing, job
            return True

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

    def _free(self, doing: Doing) -> bool:
        """Tell whether something can be begun; what is made already is made once, and undone once."""
        if self.job is not None:
            return False
        if doing == "apply":
            return self.planned is not None and self.changed is None and not self.terraform
        return doing == "plan" or self.changed is None or self.changed.planned.action != "undo"
