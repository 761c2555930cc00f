"""The login as secrets.toml sets it up: Streamlit's table [auth], and ours, [roles]."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant.domain.people.role import ROLES, Role
from assistant.domain.people.setup_fault import SetupFaultError
from assistant.domain.people.visitor import LoginRules

CALLBACK = "/oauth2callback"
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
SHORTEST_SECRET = 32  # characters


class LoginFile:
    """The login's rules as its files stand: who has which role is read again as soon as one of them has changed.

    A change that cannot work, or that takes the login away, is told and alters nothing: no mistake opens the app.
    """

    def __init__(
        self, files: Sequence[Path], environment: Mapping[str, str], told: Callable[[SetupFaultError], None]
    ) -> None:
        """Read the files; SetupFaultError for a login that cannot work."""
        self._files = files
        self._environment = environment
        self._told = told
        self._stamps = self._now()
        self._rules = read_login(files, environment)

    def rules(self) -> LoginRules | None:
        """Return the rules, None where no login was configured at the start."""
        if self._rules is not None and self._stamps != (stamps := self._now()):
            self._stamps = stamps
            self._rules = self._again() or self._rules
        return self._rules

    def _again(self) -> LoginRules | None:
        try:
            rules = read_login(self._files, self._environment)
        except SetupFaultError as fault:
            self._told(fault)
            return None
        if rules is None:
            self._told(SetupFaultError("setup_taken_away"))
        return rules

    def _now(self) -> list[tuple[int, int, int] | None]:
        return [_stamp(one) for one in self._files]


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def read_login(files: Sequence[Path], environment: Mapping[str, str]) -> LoginRules | None:
    """Return the rules of the login, None where none is configured; SetupFaultError for one that cannot work."""
    found = _tables(files)
    required = environment.get("REQUIRE_LOGIN", "").strip().lower() not in ("", "0", "false", "no", "off")
    if "auth" not in found:
        if required:
            raise SetupFaultError("setup_required", files=" ".join(str(one) for one in files))
        return None
    _checked(found["auth"], environment.get("PUBLIC_URL", ""))
    members, claim = _roles(found.get("roles"))
    return LoginRules(members, claim, _hours(environment.get("MODEL_ACCESS_LOGIN_HOURS")), required)


def _tables(files: Sequence[Path]) -> dict[str, Any]:
    """Return the files' tables, a later file's over an earlier one's, as Streamlit reads them."""
    found: dict[str, Any] = {}
    for file in files:
        try:
            found |= tomllib.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            raise SetupFaultError("setup_unreadable", file=str(file), why=type(error).__name__) from error
    return found


def _checked(auth: Any, public_url: str) -> None:
    given = auth if isinstance(auth, dict) else {}
    for name in NEEDED:
        if not isinstance(given.get(name), str) or not given[name]:
            raise SetupFaultError("setup_missing", name=name)
    if len(given["cookie_secret"]) < SHORTEST_SECRET:
        raise SetupFaultError("setup_secret_short", least=str(SHORTEST_SECRET))
    address = urlsplit(given["redirect_uri"])
    if address.scheme not in ("http", "https") or not address.path.endswith(CALLBACK):
        raise SetupFaultError("setup_redirect", address=given["redirect_uri"])
    if public_url and public_url.rstrip("/") != given["redirect_uri"].removesuffix(CALLBACK):
        raise SetupFaultError("setup_public_url", public=public_url, address=given["redirect_uri"])
    if find_spec("authlib") is None or find_spec("httpx") is None:
        raise SetupFaultError("setup_extra")


def _roles(table: Any) -> tuple[dict[Role, tuple[str, ...]], str | None]:
    given = table if isinstance(table, dict) else {}
    unknown = sorted(set(given) - {*ROLES, "claim"})
    if unknown:
        raise SetupFaultError("setup_unknown_role", name=unknown[0])
    members: dict[Role, tuple[str, ...]] = {}
    for role in ROLES:
        entries = given.get(role, [])
        if not isinstance(entries, list) or not all(isinstance(one, str) and one.strip() for one in entries):
            raise SetupFaultError("setup_role_list", name=role)
        members[role] = tuple(one.strip() for one in entries)
    if not any(members.values()):
        raise SetupFaultError("setup_no_roles")
    claim = given.get("claim")
    if claim is not None and (not isinstance(claim, str) or claim == "email"):
        raise SetupFaultError("setup_claim")
    return members, claim


def _hours(given: str | None) -> float:
    if not given:
        return LoginRules({}).hours
    try:
        hours = float(given)
    except ValueError:
        hours = 0.0
    if not math.isfinite(hours) or hours <= 0:
        raise SetupFaultError("setup_hours", given=given)
    return hours
