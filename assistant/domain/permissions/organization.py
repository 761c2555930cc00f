"""The policies of an organization as one reading showed them: projects down, models across."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.domain.evidence import Policy
from assistant.domain.permissions.policy import NO_POLICY, permits
from assistant.domain.permissions.record import Reason
from assistant.domain.permissions.seen import PolicySeen, ProjectSeen, ProjectsSeen

Cell = Literal["allowed", "blocked", "no_policy", "cannot_see"]


@dataclass(frozen=True, slots=True)
class Row:
    """One project with its policy; without one that can be understood `policy` is None and `reason` may say why.

    `reason` None with `policy` None: it was not read, as when the reading was cancelled.
    """

    project_id: str
    name: str | None
    policy: Policy | None
    reason: Reason | None = None
    mode_text: str | None = None  # the word of a mode that is not known
    request_id: str | None = None
    at: str | None = None  # UTC, ISO 8601

    @property
    def title(self) -> str:
        """The project's name, its id where it has none."""
        return self.name or self.project_id


@dataclass(frozen=True, slots=True)
class Organization:
    """Projects in the order of the API's list; `visible` are the ids that rate-limit lists name, None when not read.

    `reason` says why the list of projects ends early; `cancelled` that the reading was.
    """

    rows: tuple[Row, ...]
    visible: frozenset[str] | None
    at: str  # UTC, ISO 8601: when the reading ended
    seconds: float
    reason: Reason | None = None
    cancelled: bool = False

    def row(self, project_id: str) -> Row | None:
        """Return a project's row, or None."""
        return next((one for one in self.rows if one.project_id == project_id), None)

    def with_policy(self, project_id: str, policy: Policy, at: str) -> Organization:
        """Return the same with one policy as it was read later."""
        rows = tuple(
            replace(one, policy=policy, reason=None, mode_text=None, at=at) if one.project_id == project_id else one
            for one in self.rows
        )
        return replace(self, rows=rows)


def cell(row: Row, model: str) -> Cell:
    """Return what a project's policy does to one exact id."""
    if row.policy is None:
        return "cannot_see"
    if row.policy == NO_POLICY:
        return "no_policy"
    return "allowed" if permits(row.policy, model) else "blocked"


def models_of(rows: Sequence[Row], visible: frozenset[str] | None) -> tuple[str, ...]:
    """Return every id that a policy or the organization names: those that most policies name first."""
    named = Counter(one for row in rows if row.policy for one in dict.fromkeys(row.policy.model_ids))
    listed = sorted(named, key=lambda one: (-named[one], one))
    return (*listed, *sorted((visible or frozenset()) - named.keys()))


def row_of(project: ProjectSeen, seen: PolicySeen | None) -> Row:
    """Return the row of a listed project; `seen` None: its policy was not read."""
    if seen is None:
        return Row(project.id, project.name, None)
    call = seen.findings[0]
    known = seen.reason is None
    mode = seen.policy.mode_text if seen.policy and not known else None
    policy = seen.policy if known else None
    return Row(project.id, project.name, policy, seen.reason, mode, call.request_id, call.at)


def organization_of(
    projects: ProjectsSeen,
    policies: Sequence[PolicySeen],
    visible: frozenset[str] | None,
    at: str,
    seconds: float,
    *,
    cancelled: bool = False,
) -> Organization:
    """Put a reading together; a project that the list names twice stands once."""
    by_id = {one.project_id: one for one in policies}
    listed = {one.id: one for one in projects.projects}
    rows = tuple(row_of(one, by_id.get(one.id)) for one in listed.values())
    return Organization(rows, visible, at, seconds, projects.reason, cancelled)
