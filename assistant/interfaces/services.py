"""What the pages are given: the engine, and the few things beside it that only a running app has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.domain.keys import Keys
from assistant.engine import Engine


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


class Practice(Protocol):
    """A practice organization of one session, and the outline of its console."""

    base_url: str

    def keys(self) -> Keys:
        """Return the made-up keys for it."""

    def paste(self) -> str:
        """Return the error that a call of its project gets now."""

    @property
    def console(self) -> Any:
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
