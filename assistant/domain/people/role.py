"""The four roles, and what each may do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Role = Literal["customer", "agent", "lead", "admin"]
Deed = Literal["chat", "desk", "lead", "organization", "audit"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may what the one before it may

FROM: Mapping[Deed, Role] = {
    "chat": "customer",
    "desk": "agent",
    "lead": "lead",
    "organization": "admin",
    "audit": "admin",
}


def may(role: Role | None, deed: Deed) -> bool:
    """Tell whether a role may do something; nobody's role, None, may nothing."""
    return role is not None and ROLES.index(role) >= ROLES.index(FROM[deed])
