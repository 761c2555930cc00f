"""What the pages are given: the engine, and the few things beside it that only a running app has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from assistant.domain.probing.keys import Keys
from assistant.engine import Engine
from assistant.interfaces.limits import VisitorLimits
from assistant.interfaces.practices import Practice, Practices

if TYPE_CHECKING:  # loaded by those who use them
    from assistant.domain.permissions.record import ChangeRecord
    from assistant.engine.approvals import Approvals
    from assistant.engine.lead import Lead
    from assistant.engine.permissions import Permissions
    from assistant.interfaces.desk.face import DeskFace


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
    permissions: Callable[[Keys], Permissions]  # with an Admin key, in the name of the app's user
    change: Callable[[str], ChangeRecord | None]  # a recorded change, by its id
    approvals: Callable[[], Approvals]  # opened when the first request is made or read
    public_url: str | None  # the address that others reach the app by
    today: Callable[[], str]  # YYYY-MM-DD
    desk: Callable[[], DeskFace] | None = None  # of an app that serves the person at this machine
    lead: Callable[[], Lead] | None = None  # where the desk is
    practices: Practices = field(default_factory=Practices)
