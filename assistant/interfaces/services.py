"""What the pages are given: the engine, and the few things beside it that only a running app has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from assistant.domain.case import Case
from assistant.domain.people.visitor import LoginRules, Visitor
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


class AuditLog(Protocol):
    """The record of who did what, its lines as plain values."""

    def newest(self, most: int) -> Sequence[Mapping[str, Any]]:
        """Return the newest lines, the newest first."""

    def audit(self) -> Iterator[Mapping[str, Any]]:
        """Yield every line, the oldest first."""


@dataclass(frozen=True, slots=True)
class Services:
    """Made once for the process by `assistant.wiring.app`."""

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
    desk: Callable[[Visitor, Callable[[], None]], DeskFace]  # of a visitor, and what each use of it asks first
    lead: Callable[[Callable[[], None]], Lead]  # with what each use of it asks first
    local: Visitor  # the person at this machine
    login_rules: Callable[[], LoginRules | None]  # as they stand; None: no login is configured
    belongs: Callable[[Case], str | None]  # whose a case is, None where nobody is known
    record: Callable[[str, str, str], None]  # who, action, detail: a line of the audit record
    audit: Callable[[], AuditLog]
    practices: Practices = field(default_factory=Practices)

    @property
    def login(self) -> LoginRules | None:
        """The login's rules as they stand: a role that was given or taken away counts from the next use on."""
        return self.login_rules()
