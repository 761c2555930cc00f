"""What permissions need of the world outside, by what they call and no more."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Protocol

from assistant.domain.evidence import Policy
from assistant.domain.permissions.grant import Ending, Grant
from assistant.domain.permissions.record import ChangeRecord
from assistant.domain.permissions.seen import ModelsSeen, PolicySeen, ProjectSeen, ProjectsSeen, WriteSeen


class Admin(Protocol):
    """The Admin API with one key; every fault is a value, and a write is made once."""

    @property
    def base_url(self) -> str:
        """The host that the key is for."""

    def policy(self, project_id: str) -> PolicySeen:
        """Read a project's policy."""

    def policies(self, project_ids: Sequence[str], stop: Event | None = None) -> Iterator[PolicySeen]:
        """Yield the policies of many projects as they come; whoever stops iterating, or sets `stop`, ends it."""

    def project(self, project_id: str) -> ProjectSeen:
        """Retrieve a project."""

    def projects(self, stop: Event | None = None) -> ProjectsSeen:
        """List the projects that are not archived; whoever sets `stop` ends it, and gets what is of no use."""

    def models(self, project_id: str) -> ModelsSeen:
        """List the model ids that have a rate limit in a project."""

    def write(self, project_id: str, policy: Policy) -> WriteSeen:
        """Replace a policy, or delete it for `NO_POLICY`."""


class Changes(Protocol):
    """Where records and grants are kept, and where one writer at a time takes a project."""

    def add(self, record: ChangeRecord, grant: Grant | None = None) -> None:
        """Insert a change that is about to be made, with the grant that it is made for."""

    def finish(self, record: ChangeRecord) -> None:
        """Write what came of a change."""

    def load(self, record_id: str) -> ChangeRecord | None:
        """Return a change, or None."""

    def recent(
        self, base_url: str, project_id: str | Collection[str] | None = None, limit: int = 50
    ) -> Sequence[ChangeRecord]:
        """Return the newest changes at one host, of one project, of some, or of all."""

    def grants(self, project_id: str | None = None, *, ended: bool = False) -> Sequence[Grant]:
        """Return the grants that have not been put back, the first to end first; with `ended` the others too."""

    def save_grants(self, changed: Iterable[Grant]) -> None:
        """Insert or replace grants."""

    def save_endings(self, endings: Iterable[Ending]) -> None:
        """Insert or replace what the last sweep made of grants."""

    def endings(self, grant_ids: Collection[str]) -> Sequence[Ending]:
        """Return what the last sweep made of these grants."""

    def lock(self, base_url: str, project_id: str, holder: str, now: float, until: float) -> bool:
        """Take a project until a time in seconds since 1970; False while another holds it."""

    def unlock(self, base_url: str, project_id: str, holder: str) -> None:
        """Give the project back."""


@dataclass(frozen=True, slots=True)
class World:
    """Who acts, and the clocks; `now` gives UTC as ISO 8601, `epoch` seconds since 1970."""

    who: str
    now: Callable[[], str]
    epoch: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    wait_for_lock: float = 30.0  # seconds until a project that another writer holds is given up
