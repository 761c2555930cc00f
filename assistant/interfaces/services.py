"""What the pages are given: the engine, and the few things beside it that only a running app has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Protocol

from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.keys import Keys
from assistant.engine import Engine
from assistant.interfaces.limits import VisitorLimits


class CaseLine(Protocol):
    """One line of the list of recent cases."""

    @property
    def id(self) -> str:
        """The case's id."""

    @property
    def title(self) -> str:
        """The masked line that the case rests on."""

    @property
    def updated(self) -> str:
        """When it was last changed, UTC."""

    @property
    def practice(self) -> bool:
        """Whether it is a practice case."""


class Project(Protocol):
    """One project of a practice organization."""

    @property
    def id(self) -> str:
        """The project id."""

    @property
    def name(self) -> str:
        """The project's name."""

    @property
    def archived(self) -> bool:
        """Whether it is archived."""

    @property
    def policy(self) -> Policy:
        """Its model permissions."""


class Console(Protocol):
    """What the practice console shows and changes."""

    def projects(self) -> Sequence[Project]:
        """Return all projects."""

    def project(self, project_id: str) -> Project:
        """Return one project."""

    def model_ids(self) -> Sequence[str]:
        """Return the ids that the organization can see."""

    def set_policy(self, project_id: str, mode: PolicyMode, model_ids: Iterable[str]) -> None:
        """Replace a project's policy."""

    def remove_policy(self, project_id: str) -> None:
        """Take a project's policy away."""


class Practice(Protocol):
    """A practice organization of one session, and the outline of its console."""

    @property
    def base_url(self) -> str:
        """The loopback address that its calls go to."""

    def keys(self) -> Keys:
        """Return the made-up keys for it."""

    def paste(self) -> str:
        """Return the error that a call of its project gets now."""

    def end(self) -> None:
        """Let the organization go."""

    @property
    def console(self) -> Console:
        """The organization itself, for the practice console."""


@dataclass(frozen=True, slots=True)
class Services:
    """Made once for the process by `assistant.build`."""

    engine: Engine
    recent: Callable[[str | None], Sequence[CaseLine]]
    new_practice: Callable[[], Practice]
    jobs: Executor
    place: str  # where the database is, as words
    one_person: bool  # the app serves the person at this machine only
    hosts: tuple[str, ...]  # base URLs that a key may be given for
    limits: VisitorLimits | None  # of an app that serves several
