"""A draft as it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.text import Language


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A text that a person saved or approved; `seen` is how many messages the ticket had then."""

    at: str
    who: str
    register: str
    language: Language
    text: str
    seen: int
    state: str  # saved, approved
    approved: str | None = None
    approver: str | None = None
