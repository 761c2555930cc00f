"""How an organization begins: its projects, keys and models, with ids and keys of its own."""

from __future__ import annotations

import re

from assistant.domain.evidence import Policy, PolicyMode
from assistant.practice import identity
from assistant.practice.catalogue import SHARED, fine_tuned
from assistant.practice.identity import KeyKind, new_key
from assistant.practice.routes import READ_MANAGEMENT, READ_MODELS, REQUEST_MODEL, WRITE_RESPONSES
from assistant.practice.state import NO_POLICY, Project, State

ALLOWED = (
    *("gpt-6-luna", "gpt-5.6-terra", "gpt-4o", "gpt-4o-mini", "gpt-4o-mini-2024-07-18"),
    *("text-embedding-3-small", "omni-moderation-latest"),
)
DENIED = ("gpt-4.1", "gpt-4.1-2025-04-14", "gpt-6-astra", "o3-pro")

# role, name, policy; the roles are how tests and pages ask for a project
_PROJECTS: tuple[tuple[str, str, Policy], ...] = (
    ("allow", "Storefront", Policy(PolicyMode.ALLOW_LIST, ALLOWED)),
    ("deny", "Batch jobs", Policy(PolicyMode.DENY_LIST, DENIED)),
    ("open", "Sandbox", NO_POLICY),
    ("alias", "Newsletter", Policy(PolicyMode.ALLOW_LIST, ("gpt-4.1", "gpt-4o-mini"))),
    ("archived", "Spring campaign", NO_POLICY),
)

_NO_LIST = frozenset({REQUEST_MODEL, WRITE_RESPONSES})
_NO_REQUEST = frozenset({READ_MODELS})

# name, kind, role of its project, scopes
_KEYS: tuple[tuple[str, KeyKind, str | None, frozenset[str] | None], ...] = (
    ("allow", "project", "allow", None),
    ("deny", "project", "deny", None),
    ("open", "project", "open", None),
    ("alias", "project", "alias", None),
    ("archived", "project", "archived", None),
    ("no_list_scope", "project", "open", _NO_LIST),
    ("no_request_scope", "project", "open", _NO_REQUEST),
    ("service_account", "service_account", "open", None),
    ("admin", "admin", None, None),
    ("admin_read_only", "admin", None, frozenset({READ_MANAGEMENT})),
)


def found(name: str, now: float) -> State:
    """Return a new organization with random ids and keys."""
    created = int(now)
    slug = f"{re.sub('[^a-z0-9]+', '-', name.lower()).strip('-') or 'practice'}-{identity.base62(6).lower()}"
    by_role = {role: new_project(role, title, policy, created) for role, title, policy in _PROJECTS}
    keys = {key: new_key(key, kind, created, role and by_role[role].id, scopes) for key, kind, role, scopes in _KEYS}
    models = (*SHARED, fine_tuned(slug, identity.base62(8)))
    return State(
        id=identity.organization_id(),
        slug=slug,
        name=name,
        projects={project.id: project for project in by_role.values()},
        keys=keys,
        models={model.id: model for model in models},
        first_policies={project.id: project.policy for project in by_role.values()},
    )


def new_project(role: str, name: str, policy: Policy, created: int) -> Project:
    """Return a project with an id of its own."""
    archived_at = created if role == "archived" else None
    return Project(identity.project_id(), role, name, created, policy, archived_at)
