"""Who is at the page, by what the identity provider said of them and by how long ago that was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from assistant.domain.people.role import ROLES, Role

LONGEST_NAME = 200
CLOCKS = 120.0  # seconds that the provider's clock may be ahead of ours
State = Literal["in", "out", "denied", "expired"]


@dataclass(frozen=True, slots=True)
class LoginRules:
    """Who has which role, and how long a login holds.

    An entry of a role is `*`, an address, `@domain`, or a value of the claim named `claim`.
    """

    members: Mapping[Role, tuple[str, ...]]
    claim: str | None = None
    hours: float = 12.0
    required: bool = False  # nothing of the app without a login


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the page; `who` is the name that they act under, None for whoever has none here.

    `role` is None unless `state` is "in"; `address` is one that the provider has verified, in lower case.
    """

    state: State = "out"
    who: str | None = None
    role: Role | None = None
    name: str = ""
    address: str | None = None


def visitor_of(claims: Mapping[str, Any], rules: LoginRules, now: float) -> Visitor:
    """Return who the provider's claims speak of; `now` is in seconds since 1970, as `iat` is."""
    if claims.get("is_logged_in") is not True:
        return Visitor()
    address = verified_address(claims)
    name = _text(claims, "name") or address or _text(claims, "email") or _text(claims, "preferred_username")
    who = address or f"{name} [{_text(claims, 'sub')}]".strip()[-LONGEST_NAME:]
    role = role_of(claims, rules)
    if role is None:
        return Visitor("denied", who, None, name, address)
    if not _holds(claims.get("iat"), rules, now):
        return Visitor("expired", who, None, name, address)
    return Visitor("in", who, role, name, address)


def _holds(since: object, rules: LoginRules, now: float) -> bool:
    return isinstance(since, int | float) and -CLOCKS <= now - since < rules.hours * 3600


def role_of(claims: Mapping[str, Any], rules: LoginRules) -> Role | None:
    """Return the highest role that the claims have, None where they have none."""
    address = verified_address(claims)
    said = set(_listed(claims.get(rules.claim))) if rules.claim else set()
    for role in reversed(ROLES):
        if any(entry in said or _names(entry, address) for entry in rules.members.get(role, ())):
            return role
    return None


def verified_address(claims: Mapping[str, Any]) -> str | None:
    """Return the address that the provider says it has verified; whoever else wrote one there proves nothing."""
    address = _text(claims, "email").lower()
    return address if address and claims.get("email_verified") in (True, "true") else None


def _names(entry: str, address: str | None) -> bool:
    if entry == "*":
        return True
    wanted = entry.lower()
    return address is not None and (address.endswith(wanted) if wanted.startswith("@") else address == wanted)


def _listed(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    return (one for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else ()


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return value.strip()[:LONGEST_NAME] if isinstance(value, str) else ""
