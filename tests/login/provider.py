"""A real OpenID provider and the secrets.toml that leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from oidc_provider_mock import User, run_server_in_thread

COOKIE_SECRET = "cookie-" * 6
PEOPLE = ("agent", "customer", "other", "stranger", "admin")
SECRETS = """
[auth]
redirect_uri = "{app}/oauth2callback"
cookie_secret = "{secret}"
client_id = "model-access"
client_secret = "not-a-secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[roles]
admin = ["admin@example.com"]
agent = ["agent@example.com"]
customer = ["customer@example.com", "other@example.com"]
"""


def address(name: str) -> str:
    return f"{name}@example.com"


@contextmanager
def provider() -> Iterator[str]:
    """Yield the address of a provider that knows everybody, the stranger too."""
    people = [
        User(sub=name, claims={"name": name.title(), "email": address(name), "email_verified": True}) for name in PEOPLE
    ]
    with run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


def secrets_file(folder: Path, app: str, provider_url: str = "http://localhost:1") -> Path:
    """Write secrets.toml, for its owner alone."""
    file = folder / "secrets.toml"
    file.write_text(SECRETS.format(app=app, secret=COOKIE_SECRET, provider=provider_url), encoding="utf-8")
    file.chmod(0o600)
    return file
