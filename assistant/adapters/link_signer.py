"""Signed links: itsdangerous over a secret that comes from configuration, or is made at the first start."""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

from itsdangerous import BadData, URLSafeTimedSerializer

SALT = "model-access approval link"
LONGEST_LIFE = 32 * 24 * 3600  # seconds; a request itself ends sooner
SECRET_BYTES = 32
SHORTEST_SECRET = 16  # characters
FILE = "link_secret"


class LinkSigner:
    """Signs and reads ids; whoever changes a character of a link gets nothing."""

    def __init__(self, secret: str) -> None:
        """Take the secret."""
        self._serializer = URLSafeTimedSerializer(secret, salt=SALT)

    def sign(self, approval_id: str) -> str:
        """Return the text that stands in a link."""
        return str(self._serializer.dumps(approval_id))

    def read(self, token: str) -> str | None:
        """Return the id of a link, None for one that was not signed here or is too old."""
        try:
            found = self._serializer.loads(token, max_age=LONGEST_LIFE)
        except BadData:
            return None
        return found if isinstance(found, str) else None


def link_secret(configured: str | None, folder: Path) -> str:
    """Return the configured secret, else the one in the data folder, made there for its owner alone when missing.

    ValueError for a configured secret that is too short to keep anybody out.
    """
    if configured:
        if len(configured) < SHORTEST_SECRET:
            raise ValueError(f"the secret of links needs {SHORTEST_SECRET} characters or more")
        return configured
    path = folder / FILE
    with suppress(FileExistsError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(SECRET_BYTES))
    return _read(path)


def _read(path: Path) -> str:
    """Return what another process may be writing at this moment."""
    for pause in (0.0, 0.05, 0.2, 0.5):
        time.sleep(pause)
        found = path.read_text(encoding="ascii").strip()
        if len(found) >= SHORTEST_SECRET:
            return found
    raise ValueError(f"{FILE} in the data folder is empty; delete it")
