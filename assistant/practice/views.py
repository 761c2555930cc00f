"""What a page or a test sees of an organization: values, taken at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.domain.evidence import Policy
from assistant.practice.state import Project


@dataclass(frozen=True, slots=True)
class ProjectView:
    """One project; `policy` is as the Admin API states it, `Policy(None, ())` where there is none."""

    id: str
    role: str
    name: str
    archived: bool
    policy: Policy


@dataclass(frozen=True, slots=True)
class CallView:
    """One request that arrived; `status` is None when no answer was sent; headers without key and cookies."""

    method: str
    path: str
    model: str | None
    status: int | None
    request_id: str | None
    at: float  # seconds since 1970
    key: str = ""  # the key's name in the practice
    project_id: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Any = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class SwitchView:
    """A fault that is on."""

    id: str
    seconds: float
    times: int | None
    project_id: str | None
    models: tuple[str, ...] | None


def view_of(project: Project) -> ProjectView:
    """Return what may be seen of a project."""
    return ProjectView(project.id, project.role, project.name, project.archived_at is not None, project.policy)
