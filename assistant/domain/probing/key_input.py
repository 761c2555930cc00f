"""What was typed into the key fields: taken, or why not, before anything is sent anywhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.domain.probing.fit_key import FOREIGN_PREFIXES
from assistant.domain.probing.keys import ADMIN_PREFIX

QUOTES = "\"'` \t\r\n"
SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Taken:
    """The keys that may be used, and the note to show, an id of wording.yaml."""

    note: str
    project: str | None = field(default=None, repr=False)
    admin: str | None = field(default=None, repr=False)


def taken(project: str, admin: str) -> Taken:
    """Return the typed keys without what copying left around them; a key that cannot be right is not taken."""
    clean = project.strip(QUOTES), admin.strip(QUOTES)
    if not any(clean):
        return Taken("key_empty")
    for key, is_admin in zip(clean, (False, True), strict=True):
        wrong = key and _wrong(key, is_admin=is_admin)
        if wrong:
            return Taken(wrong)
    return Taken("key_taken", clean[0] or None, clean[1] or None)


def _wrong(key: str, *, is_admin: bool) -> str | None:
    if any(char.isspace() for char in key):
        return "key_has_space"
    if "*" in key or "…" in key or "..." in key:
        return "key_is_masked"
    if key.startswith("eyJ"):
        return "key_is_token"
    if key.startswith(FOREIGN_PREFIXES) or len(key) < SHORTEST or not key.isascii():
        return "key_looks_wrong"
    if key.startswith(ADMIN_PREFIX) != is_admin:
        return "key_is_project" if is_admin else "key_is_admin"
    return None
