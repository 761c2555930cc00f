"""Random ids and keys in the shapes of facts section 6; every organization makes its own, none is ever written down."""

from __future__ import annotations

import re
import secrets
import string
from dataclasses import dataclass
from typing import Literal

KeyKind = Literal["project", "service_account", "admin"]

_BASE62 = string.ascii_letters + string.digits
_PREFIX: dict[KeyKind, str] = {"project": "sk-proj-", "service_account": "sk-svcacct-", "admin": "sk-admin-"}
_KNOWN_PREFIX = re.compile(r"sk-(?:proj|svcacct|admin)-")
# as long as a live project key, but without the mark that live keys carry in their middle: no scanner takes it for one
_BODY = 156
_SHORT = 12  # below this, showing any part would show too much


def base62(length: int) -> str:
    """Return that many random letters and digits."""
    return "".join(secrets.choice(_BASE62) for _ in range(length))


def project_id() -> str:
    """Return a new project id: `proj_` and 24 letters and digits."""
    return f"proj_{base62(24)}"


def organization_id() -> str:
    """Return a new organization id: `org-` and 24 letters and digits."""
    return f"org-{base62(24)}"


def request_id() -> str:
    """Return a new request id: `req_` and 32 hexadecimal digits."""
    return f"req_{secrets.token_hex(16)}"


@dataclass(frozen=True, slots=True)
class Key:
    """A made-up API key: `name` is what the practice calls it, `scopes` None grants everything its kind can do."""

    name: str
    kind: KeyKind
    secret: str
    id: str
    created: int
    project_id: str | None = None
    scopes: frozenset[str] | None = None

    def __repr__(self) -> str:
        """Show the key without its secret."""
        return f"Key({self.name}, {mask(self.secret)})"

    def grants(self, scope: str) -> bool:
        """Say whether the key's own scopes cover this one."""
        return self.scopes is None or scope in self.scopes


def new_key(
    name: str, kind: KeyKind, created: int, project: str | None = None, scopes: frozenset[str] | None = None
) -> Key:
    """Return a key with random material of its own."""
    return Key(name, kind, _PREFIX[kind] + base62(_BODY), f"key_{base62(16)}", created, project, scopes)


def mask(secret: str) -> str:
    """Return a key as an error message echoes it: its prefix, stars, its last four characters."""
    if len(secret) < _SHORT:
        return "*" * len(secret)
    known = _KNOWN_PREFIX.match(secret)
    head = known[0] if known else secret[:3]
    return f"{head}{'*' * min(len(secret) - len(head) - 4, 120)}{secret[-4:]}"
