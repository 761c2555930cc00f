"""What a fault can do to a request, and a fault that is switched on; each effect is one small declaration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from assistant.practice.errors import ApiError
from assistant.practice.routes import INFERENCE, Routes, Stage
from assistant.practice.state import State
from assistant.practice.wire import Reply, Style, Visit

Group = Literal["access", "key", "place", "money", "rate", "load", "door", "answer", "transport", "admin", "write"]
Undo = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Refuse:
    """The request is refused when it reaches a stage of the checks."""

    stage: Stage
    error: Callable[[State, Visit], ApiError]


@dataclass(frozen=True, slots=True)
class Edit:
    """The answer, good or bad, is changed before it is sent."""

    change: Callable[[Reply, State, Visit], Reply]


@dataclass(frozen=True, slots=True)
class Deliver:
    """The answer is right, the way it travels is not."""

    style: Style


@dataclass(frozen=True, slots=True)
class Arrange:
    """The organization itself is brought into a state when the fault is switched on; `do` returns the way back."""

    do: Callable[[State, Switch], Undo]


@dataclass(frozen=True, slots=True)
class Write:
    """A change of an Admin endpoint is made or not, and the caller learns about it or not."""

    applied: bool
    then: Literal["answer", "error", "silence", "cut"]


@dataclass(frozen=True, slots=True)
class Afterwards:
    """Something happens right after the answer was made up, such as another administrator's change."""

    do: Callable[[State, Visit], None]


Effect = Refuse | Edit | Deliver | Arrange | Write | Afterwards


@dataclass(frozen=True, slots=True)
class Fault:
    """One state or misbehaviour that can be switched on.

    `cause` is the id of the cause that it shows, where the catalogue of causes has one; `seconds` and `times` are
    what holds unless the one who switches it on says otherwise.
    """

    id: str
    group: Group
    effect: Effect
    routes: Routes = INFERENCE
    cause: str | None = None
    seconds: float = 0.0
    times: int | None = None


@dataclass(slots=True)
class Switch:
    """A fault that is on: where it bites, how long, how often; `after` requests are let through first."""

    fault: Fault
    routes: Routes
    seconds: float
    project_id: str | None = None
    models: frozenset[str] | None = None
    after: int = 0
    times: int | None = None
    undo: Undo | None = None

    def wants(self, visit: Visit) -> bool:
        """Say whether the fault is about a request like this one."""
        return (
            visit.endpoint.route in self.routes
            and self.project_id in (None, visit.project_id)
            and (self.models is None or visit.model in self.models)
        )

    def takes(self, visit: Visit) -> bool:
        """Say whether the fault bites now, and count it."""
        if not self.wants(visit) or self.times == 0:
            return False
        if self.after > 0:
            self.after -= 1
            return False
        if self.times is not None:
            self.times -= 1
        return True
