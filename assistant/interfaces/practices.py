"""Practice organizations as the pages know them, and which case belongs to which: a reload keeps it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Protocol

from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.probing.keys import Keys

MOST = 200


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

    def admin_keys(self) -> Keys:
        """Return the same with the organization's made-up Admin key."""

    def paste(self) -> str:
        """Return the error that a call of its project gets now."""

    def end(self) -> None:
        """Let the organization go."""

    @property
    def console(self) -> Console:
        """The organization itself, for the practice console."""


class Practices:
    """Practice organizations by case; the oldest case leaves when there are too many."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._by_case: OrderedDict[str, Practice] = OrderedDict()

    def keep(self, case_id: str, practice: Practice) -> None:
        """Remember the organization of a case."""
        with self._lock:
            self._by_case[case_id] = practice
            while len(self._by_case) > MOST:
                self._by_case.popitem(last=False)

    def of(self, case_id: str) -> Practice | None:
        """Return the organization of a case, None when it is gone."""
        with self._lock:
            return self._by_case.get(case_id)

    def end(self, practice: Practice) -> None:
        """Let an organization go, and forget its cases."""
        practice.end()
        with self._lock:
            for case_id in [one for one, kept in self._by_case.items() if kept is practice]:
                del self._by_case[case_id]
