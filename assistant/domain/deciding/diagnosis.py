"""The verdict on a case: its cause, how sure it is, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.domain.evidence import ProbeId

Grade = Literal["verified", "reported", "possible", "unknown"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the masked paste, counted from 1."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The cause of a refused call with its grade.

    `category` is a label of the command's contract; "other" is an error that no cause fits, "none" no live error.
    `usable` is True only after a passing call, False after a refused one, None when none was tried.
    """

    category: str
    cause_id: str | None
    grade: Grade
    evidence: tuple[Line, ...] = ()
    rivals: tuple[str, ...] = ()  # cause ids
    also_seen: tuple[str, ...] = ()  # categories of the other errors in the paste
    rests_on: tuple[ProbeId, ...] = ()
    against: tuple[ProbeId, ...] = ()
    second: tuple[str, ...] = ()  # cause ids that also hold, such as a policy that excludes a model behind a 429
    usable: bool | None = None
