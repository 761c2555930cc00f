"""The address of a mail server with the account on it, as one URL of the environment."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from assistant.domain.probing.base_url import is_loopback

PORTS = {"imaps": 993, "imap": 143, "smtps": 465, "smtp": 587}


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server and an account; `secure` is TLS from the first byte, otherwise STARTTLS, and plain on loopback alone."""

    host: str
    port: int
    secure: bool
    user: str
    password: str = field(repr=False)
    path: str = ""

    @property
    def loopback(self) -> bool:
        """Whether it is this very machine."""
        return is_loopback(f"//{f'[{self.host}]' if ':' in self.host else self.host}")

    @property
    def context(self) -> ssl.SSLContext:
        """What its certificate is checked with: the machine's own authorities, or those of SSL_CERT_FILE."""
        return ssl.create_default_context()


def server_of(url: str, kind: str) -> MailServer | None:
    """Return the server of a URL `imaps://user:password@host:port/FOLDER`, None for none; `kind` is imap or smtp."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in (kind, f"{kind}s") or not parts.hostname or parts.query or parts.fragment:
        return None
    user, password, path = (unquote(one or "") for one in (parts.username, parts.password, parts.path.strip("/")))
    if any(not one.isprintable() for one in (user, password, path)):
        return None
    return MailServer(parts.hostname, port or PORTS[parts.scheme], parts.scheme.endswith("s"), user, password, path)
