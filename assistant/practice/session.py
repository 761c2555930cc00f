"""A practice organization of one session, and the refused call that it begins with."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.probing.keys import Keys
from assistant.practice.organization import PracticeOrganization
from assistant.practice.server import PracticeServer

ROLE = "allow"
MODEL = "gpt-4.1"


class PracticeSession:
    """One organization served on loopback for one session; its keys are made up."""

    def __init__(self, server: PracticeServer) -> None:
        """Found an organization of its own."""
        self._server = server
        self._organization = server.new_organization()

    @property
    def base_url(self) -> str:
        """Return the loopback address that its calls go to."""
        return self._server.base_url

    @property
    def console(self) -> PracticeOrganization:
        """Return the organization, whose settings the practice console shows and changes."""
        return self._organization

    def keys(self) -> Keys:
        """Return the made-up key of the project that the refused call belongs to."""
        return Keys(project=self._organization.secret(ROLE), base_url=self._server.base_url)

    def admin_keys(self) -> Keys:
        """Return the same with the organization's made-up Admin key."""
        return replace(self.keys(), admin=self._organization.secret("admin"))

    def paste(self) -> str:
        """Return what `curl -i` prints of the project's call now."""
        return self._organization.paste(ROLE, MODEL)

    def end(self) -> None:
        """Serve the organization no longer."""
        self._server.drop(self._organization)
