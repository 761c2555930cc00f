"""What a mail server does that ends a session with it."""

from __future__ import annotations


class MailError(Exception):
    """Raised for what a mail server refuses or overdoes; `reason` is an id of desk.yaml."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
