"""The one object that faces call: show, plan, apply, undo, remove, sweep; it decides, the faces show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from assistant.domain.permissions.grant import Ending, Grant, PutBack
from assistant.domain.permissions.organization import Organization
from assistant.domain.permissions.planned import Changed, Planned, Swept
from assistant.domain.permissions.record import ChangeRecord, NotKept
from assistant.domain.permissions.seen import ModelsSeen, PolicySeen, ProjectSeen, ProjectsSeen
from assistant.engine.permissions import plan as plans
from assistant.engine.permissions import temporary
from assistant.engine.permissions.apply import apply, ended
from assistant.engine.permissions.organization import Progress, read_organization
from assistant.engine.permissions.ports import Admin, Changes, World
from assistant.engine.permissions.sweep import due_plan, sweep


class Permissions:
    """The model permissions of an organization's projects, seen and changed with one Admin key.

    Plans write nothing, neither there nor here; `changes` is called when something is stored or looked up.
    """

    def __init__(self, admin: Admin, changes: Callable[[], Changes], world: World) -> None:
        """Take the parts; `changes` gives the one store."""
        self._admin = admin
        self._changes = changes
        self._world = world

    @property
    def base_url(self) -> str:
        """Return the host that the key is for."""
        return self._admin.base_url

    def show(self, project_id: str) -> PolicySeen:
        """Read one project's policy."""
        return self._admin.policy(project_id)

    def projects(self) -> ProjectsSeen:
        """List the projects that are not archived."""
        return self._admin.projects()

    def project(self, project_id: str) -> ProjectSeen:
        """Retrieve one project."""
        return self._admin.project(project_id)

    def models(self, project_id: str) -> ModelsSeen:
        """List the model ids that have a rate limit in a project."""
        return self._admin.models(project_id)

    def show_all(self, project_ids: Sequence[str]) -> Iterator[PolicySeen]:
        """Yield the policies of many projects as they come; whoever stops iterating cancels the rest."""
        return self._admin.policies(project_ids)

    def plan_allow(
        self, project_id: str, models: Sequence[str], *, allow_unknown: bool = False, if_unchanged: str | None = None
    ) -> Planned:
        """Plan the smallest edit that permits these exact ids; a dry run ends here."""
        return plans.plan_allow(self._admin, project_id, models, allow_unknown, if_unchanged)

    def timed(self, planned: Planned) -> Planned:
        """Return a plan with whether what it finds permitted already is so until a time."""
        if planned.reason != "already_permitted":
            return planned
        with suppress(NotKept, OSError):
            return replace(planned, timed=temporary.concerned(self.grants(planned.project_id), planned))
        return planned

    def organization(self, progress: Progress | None = None) -> Organization:
        """Read the policies of all projects; takes a while, tells how far it is, and can be cancelled."""
        return read_organization(self._admin, self._world, progress or Progress())

    def plan_refuse(self, project_id: str, models: Sequence[str]) -> Planned:
        """Plan the smallest edit after which these exact ids are no longer permitted."""
        return plans.plan_refuse(self._admin, project_id, models)

    def plan_undo(self, record_id: str) -> Planned:
        """Plan the way back to the policy before a recorded change."""
        record = self.record(record_id)
        if record is None:
            return Planned("undo", self.base_url, "", None, result="refused", reason="no_record", undoes=record_id)
        return plans.plan_undo(self._admin, record)

    def plan_remove(self, project_id: str) -> Planned:
        """Plan the removal of the whole policy: unsafe, with what it opens."""
        return plans.plan_remove(self._admin, project_id)

    def apply(self, planned: Planned, *, until: str | None = None, confirm_name: str | None = None) -> Changed:
        """Make a planned change; `until` (UTC, ISO 8601) ends a permission, `confirm_name` is asked for a removal."""
        if planned.base_url != self.base_url:
            return ended(planned, "refused", "other_host")
        if planned.action == "remove" and planned.result is None and confirm_name != planned.project_name:
            return ended(planned, "refused", "wrong_name")
        return apply(planned, until, self._admin, self._changes, self._world)

    def sweep(self, now: str | None = None, project_ids: Collection[str] | None = None) -> tuple[Swept, ...]:
        """Put back every permission whose time has come, or those of some projects only."""
        return sweep(now or self._world.now(), self._admin, self._changes, self._world, project_ids)

    def due_plan(self, project_id: str, now: str | None = None) -> tuple[Planned, PutBack | None]:
        """Return what a sweep would do to a project now."""
        return due_plan(project_id, now or self._world.now(), self._admin, self._changes())

    def record(self, record_id: str) -> ChangeRecord | None:
        """Return a recorded change, or None."""
        return self._changes().load(record_id)

    def records(self, project_id: str | Collection[str] | None = None, limit: int = 50) -> Sequence[ChangeRecord]:
        """Return the newest recorded changes at this host, of one project, of some, or of all."""
        return self._changes().recent(self.base_url, project_id, limit)

    def grants(self, project_id: str | None = None, *, ended: bool = False) -> tuple[Grant, ...]:
        """Return the permissions until a time at this host, the first to end first; with `ended` those put back too."""
        kept = self._changes().grants(project_id, ended=ended)
        return tuple(one for one in kept if one.base_url == self.base_url)

    def endings(self, grants: Iterable[Grant]) -> Mapping[str, Ending]:
        """Return what the last sweep made of grants, by their ids; nothing for those that no sweep has met."""
        return {one.grant_id: one for one in self._changes().endings([grant.id for grant in grants])}
