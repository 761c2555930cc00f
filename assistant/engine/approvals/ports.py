"""What requests to an administrator need of the world outside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.domain.permissions.approval import Approval


class Requests(Protocol):
    """Where requests are kept; a request is decided once."""

    def add(self, approval: Approval) -> None:
        """Insert a request."""

    def load(self, approval_id: str) -> Approval | None:
        """Return a request, or None."""

    def of_case(self, case_id: str) -> Sequence[Approval]:
        """Return the requests of a case, oldest first."""

    def decide(self, approval: Approval) -> bool:
        """Write a decision; False when another was written before."""

    def take(self, approval_id: str, at: str) -> bool:
        """Mark a decision as noticed; False when it was already."""


class Signer(Protocol):
    """Signs ids for links; a link holds the id and its day, and nothing else."""

    def sign(self, approval_id: str) -> str:
        """Return the text that stands in a link."""

    def read(self, token: str) -> str | None:
        """Return the id of a link, None for one that we did not make or that is older than any request may be."""
