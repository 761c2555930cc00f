"""What is read from a paste: its facts, the errors in it, and what was masked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.domain.text import Language

FactName = Literal[
    "project_id", "model", "organization_id", "request_id",
    "http_status", "error_code", "error_type", "provider", "endpoint", "tool",
]  # fmt: skip
Kind = Literal["error", "passed", "nothing"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact and where in the masked text it stood; `doubtful` when the text is damaged there."""

    name: FactName
    value: str
    start: int | None = None
    end: int | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """One error that the text contains: the cause it speaks of and the line that says so (line counted from 1)."""

    cause_id: str
    category: str
    quote: str
    line: int
    start: int
    end: int
    quoted: bool = False  # stands in quoted mail text, or is told as already solved
    grade: Literal["reported", "possible"] = "reported"  # possible where only a shared code, a type or a status speaks
    rivals: tuple[str, ...] = ()  # causes that the same signs speak for
    retold: bool = False  # somebody tells it in words of their own


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """A paste after masking and reading.

    `kind` is "passed" for the answer of a call that went through, "nothing" when no live error is in the text.
    `errors` are in the order of time; the last is the one that stopped the user.
    """

    text: str
    kind: Kind
    facts: tuple[Fact, ...]
    errors: tuple[Seen, ...]
    language: Language  # of the people's words in the text; "en" where there are none
    masked: tuple[str, ...] = ()  # the kinds of secrets that were masked, such as "openai_project_key"

    def value(self, name: FactName) -> str | None:
        """Return a fact's value, or None when the text does not state it."""
        return next((fact.value for fact in self.facts if fact.name == name), None)

    @property
    def status(self) -> int | None:
        """Return the HTTP status as a number."""
        value = self.value("http_status")
        return int(value) if value else None
