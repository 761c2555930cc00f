"""The server's settings that come from outside config.toml: the command line and STREAMLIT_* in the environment."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from streamlit import config


def settings(environment: Mapping[str, str], host: str | None, port: int | None) -> dict[str, Any]:
    """Return what overrides config.toml; None leaves a setting to the environment or the file."""
    found = from_environment(environment)
    found |= {name: value for name, value in (("server.address", host), ("server.port", port)) if value is not None}
    found["logger.hideWelcomeMessage"] = True  # on a wildcard address it would ask another host for our own
    if is_loopback(str(found.get("server.address", "127.0.0.1"))):
        names = [name for name in (urlsplit(environment.get("PUBLIC_URL", "")).hostname,) if name]
        found.setdefault("server.allowedHosts", ["localhost", "127.0.0.1", "::1", *names])  # against DNS rebinding
    return found


def secrets_files(environment: Mapping[str, str], script: Path) -> tuple[Path, ...]:
    """Return where secrets.toml may be, the strongest last: wherever the command is started, the same."""
    named = environment.get("STREAMLIT_SECRETS_FILES", "")
    if named.strip():
        return tuple(Path(one.strip()).expanduser().resolve() for one in named.split(",") if one.strip())
    return tuple(folder / ".streamlit" / "secrets.toml" for folder in (Path.home(), script.parent))


def from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings that STREAMLIT_* name, typed; under App.run Streamlit itself reads the secret ones alone."""
    # The parsed options would do too, but to parse them here would fix the wrong folder's config.toml.
    options = config._config_options_template.values()  # noqa: SLF001
    return {
        option.key: _typed(environment[option.env_var], option.type, many=option.multiple)
        for option in options
        if option.env_var in environment and not option.sensitive
    }


def base_path(environment: Mapping[str, str]) -> str:
    """Return the path that the app is mounted at behind a proxy: "" or "/name"."""
    return f"/{str(from_environment(environment).get('server.baseUrlPath', '')).strip('/')}".rstrip("/")


def is_loopback(address: str) -> bool:
    """Say whether only this machine can reach an address."""
    try:
        return ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address == "localhost"


def _typed(value: str, kind: type, *, many: bool) -> Any:
    if many:
        return value.replace(",", " ").split()
    if kind is bool:
        return value.strip().lower() in {"1", "true", "t", "yes", "y", "on"}
    return kind(value) if kind in {int, float} else value
