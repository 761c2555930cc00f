"""Keys as a session holds them: in memory only, and never in a repr."""

from __future__ import annotations

from dataclasses import dataclass, field

DEFAULT_BASE_URL = "https://api.openai.com/v1"
ADMIN_PREFIX = "sk-admin-"


@dataclass(frozen=True, slots=True)
class Keys:
    """A project key and an Admin key apart, and the one host that both were given for."""

    project: str | None = field(default=None, repr=False)
    admin: str | None = field(default=None, repr=False)
    base_url: str = DEFAULT_BASE_URL

    def __bool__(self) -> bool:
        """Tell whether there is any key."""
        return bool(self.project or self.admin)
