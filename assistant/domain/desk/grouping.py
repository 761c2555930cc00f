"""Tickets of one trouble together: the same verdict for the same project and model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from hashlib import sha256

from assistant.domain.desk.ticket import Verdict


@dataclass(frozen=True, slots=True)
class GroupKey:
    """What the tickets of a group share."""

    category: str
    cause_id: str
    grade: str
    project_id: str | None
    model: str | None

    @property
    def digest(self) -> str:
        """What stands for it in an address."""
        return sha256("\x1f".join(one or "" for one in astuple(self)).encode()).hexdigest()[:16]

    @property
    def verdict(self) -> Verdict:
        """The verdict that its tickets share."""
        return Verdict(self.category, self.cause_id, self.grade, self.project_id, self.model)


@dataclass(frozen=True, slots=True)
class Group:
    """A key with the number of its waiting tickets, by the customers' language."""

    key: GroupKey
    languages: Mapping[str, int]

    @property
    def count(self) -> int:
        """How many tickets wait in it."""
        return sum(self.languages.values())


def key_of(verdict: Verdict) -> GroupKey | None:
    """Return a verdict's group; None where no cause says that two tickets are alike."""
    if verdict.cause_id is None:
        return None
    return GroupKey(verdict.category, verdict.cause_id, verdict.grade, verdict.project_id, verdict.model)
