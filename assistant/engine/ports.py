"""What the engine needs of the world outside, by what it calls and no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from assistant.domain.case import Case, WrongVerdict
from assistant.domain.evidence import Finding
from assistant.domain.probing.keys import Keys

OnFinding = Callable[[Finding], None]


class CaseStore(Protocol):
    """Where cases live; a save names the version it was made from and returns None when it came too late."""

    def add(self, case: Case, title: str) -> None:
        """Insert a new case."""

    def load(self, case_id: str) -> Case | None:
        """Return a case, or None."""

    def several(self, case_ids: Sequence[str]) -> dict[str, Case]:
        """Return those of some cases that are there, by id."""

    def at(self, case_id: str, version: int) -> Case | None:
        """Return a case as it was at a version, to change it; None when it is known to have moved on."""

    def save(self, case: Case, updated: str) -> Case | None:
        """Write over the version that the case carries; None when somebody wrote before."""

    def delete(self, case_id: str) -> bool:
        """Delete a case."""

    def add_feedback(self, wrong: WrongVerdict) -> None:
        """Keep what a user said of a verdict."""


class Prober(Protocol):
    """Makes the live checks of a case; every outcome is a finding, in the order in which they came."""

    def check(self, case: Case, keys: Keys, *, call: bool, on_finding: OnFinding) -> tuple[Finding, ...]:
        """Run the free checks, and one minimal call when `call`."""

    def try_models(self, models: Sequence[str], keys: Keys, on_finding: OnFinding) -> tuple[Finding, ...]:
        """Make one minimal call on each of at most three models."""


class Chooser(Protocol):
    """A language model that may pick one of the given ids for a line of text, or None; it writes no words."""

    @property
    def host(self) -> str:
        """The host that the line is sent to."""

    def choose(self, said: str, choices: Mapping[str, str]) -> str | None:
        """Return one of the keys of `choices`, or None."""
