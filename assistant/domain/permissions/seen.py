"""What the Admin API showed of projects and policies, and the calls that showed it; a fault is a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.domain.evidence import Finding, Policy
from assistant.domain.permissions.record import Reason

Fate = Literal["accepted", "refused", "lost", "not_sent"]
"""What is known of a write from its answer alone; "lost" is anything after which it may hold or not."""


@dataclass(frozen=True, slots=True)
class PolicySeen:
    """A project's policy, or the reason why it is not known; no policy at all is `NO_POLICY`."""

    project_id: str
    policy: Policy | None
    reason: Reason | None
    findings: tuple[Finding, ...]

    @property
    def last(self) -> Finding:
        """The call that decided."""
        return self.findings[-1]

    @property
    def request_ids(self) -> tuple[str, ...]:
        """The ids of the calls, oldest first."""
        return tuple(one.request_id for one in self.findings if one.request_id)


@dataclass(frozen=True, slots=True)
class ProjectSeen:
    """One project; `name` None where it has none, or was not seen."""

    id: str
    name: str | None
    archived: bool
    reason: Reason | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class ProjectsSeen:
    """The projects of the organization; with a reason the list ends where it could not be read further."""

    projects: tuple[ProjectSeen, ...]
    reason: Reason | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class ModelsSeen:
    """The model ids of a project's rate-limit list; None where the list was not read to its end, or is empty."""

    ids: frozenset[str] | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class WriteSeen:
    """What came back from a write."""

    fate: Fate
    finding: Finding
