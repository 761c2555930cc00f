"""The clicks of one change: each begins work in the background with the key of the place that the change is made at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain.permissions.planned import Changed, Planned
from assistant.interfaces.change.change import Change, Doing

if TYPE_CHECKING:  # it is made in the background
    from assistant.engine.permissions import Permissions

Work = Callable[["Permissions"], Planned | Changed]


@dataclass(frozen=True, slots=True)
class Hand:
    """A change and its place: `begin` starts work there, `close` puts the change away."""

    change: Change
    begin: Callable[[Doing, Work], bool]
    close: Callable[[], None]

    def allow(self, models: tuple[str, ...], unknown: bool = False) -> None:
        """Read the list and plan the smallest edit for these exact ids; with `unknown` also ids that nobody sees."""
        project_id = self.change.project_id

        def work(permissions: Permissions) -> Planned:
            return permissions.timed(permissions.plan_allow(project_id, models, allow_unknown=unknown))

        if self.begin("plan", work):
            self.change.models = models

    def refuse(self, models: tuple[str, ...]) -> None:
        """Plan the smallest edit after which these exact ids are not permitted."""
        project_id = self.change.project_id
        if self.begin("plan", lambda permissions: permissions.plan_refuse(project_id, models)):
            self.change.models = models

    def remove(self) -> None:
        """Look at what the removal of the whole list would open."""
        project_id = self.change.project_id
        self.begin("plan", lambda permissions: permissions.plan_remove(project_id))

    def apply(self, planned: Planned, until: str | None, name: str | None) -> None:
        """Make the change that is shown."""
        self.begin("apply", lambda permissions: permissions.apply(planned, until=until, confirm_name=name))

    def undo(self, record_id: str) -> None:
        """Go back to the list before a recorded change, unless somebody has changed it since."""
        self.begin("undo", lambda permissions: permissions.apply(permissions.plan_undo(record_id)))

    def repeatable(self, planned: Planned) -> bool:
        """Tell whether the same can be planned anew; an undo alone names no models."""
        return planned.action == "remove" or bool(planned.wanted or self.change.models)

    def again(self, planned: Planned) -> None:
        """Read the list once more and plan the same anew."""
        models = planned.wanted or self.change.models
        if planned.action == "remove":
            self.remove()
        elif planned.action == "refuse":
            self.refuse(models)
        else:
            self.allow(models)
