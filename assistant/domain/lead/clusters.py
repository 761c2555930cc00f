"""Pastes that no cause fits, together where their telling lines have one skeleton: what to write next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.domain.lead.telling import skeleton
from assistant.domain.text import Language


@dataclass(frozen=True, slots=True)
class Unfit:
    """A paste that no cause fits: its telling line, masked, and what was read from it."""

    case_id: str
    at: str
    language: Language
    line: str
    status: str | None
    code: str | None


@dataclass(slots=True)
class Cluster:
    """Pastes of one skeleton; `line` and `case_id` are of the newest, the rest is sorted."""

    skeleton: str
    count: int = 0
    line: str = ""
    case_id: str = ""
    first: str = ""
    last: str = ""
    languages: set[str] = field(default_factory=set)
    statuses: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)

    def add(self, one: Unfit) -> None:
        """Take a paste in."""
        self.count += 1
        self.first = min(self.first or one.at, one.at)
        if one.at >= self.last:
            self.last, self.line, self.case_id = one.at, one.line, one.case_id
        self.languages.add(one.language)
        self.statuses |= {one.status} if one.status else set()
        self.codes |= {one.code} if one.code else set()


def clusters(several: Iterable[Unfit]) -> list[Cluster]:
    """Return the clusters of pastes that come one after the other, the largest first, then the newest."""
    found: dict[str, Cluster] = {}
    for one in several:
        key = skeleton(one.line)
        found.setdefault(key, Cluster(key)).add(one)
    newest = sorted(found.values(), key=lambda one: (one.last, one.skeleton), reverse=True)
    return sorted(newest, key=lambda one: -one.count)
