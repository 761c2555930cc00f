"""How an organization differs from a baseline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.domain.evidence import Policy
from assistant.domain.permissions.edit import Difference, difference
from assistant.domain.permissions.organization import Organization, Row
from assistant.domain.permissions.policy import NO_POLICY, alike

DriftKind = Literal["changed", "new", "gone", "not_known"]


@dataclass(frozen=True, slots=True)
class Drift:
    """One project that is not as the baseline has it.

    new: the baseline lacks it; gone: the organization lists it no longer; not_known: its policy cannot be seen now.
    """

    kind: DriftKind
    project_id: str
    name: str | None
    before: Policy | None
    now: Policy | None

    @property
    def difference(self) -> Difference:
        """The ids that came on the list and left it; of two modes nothing can be told by ids."""
        before, now = self.before or NO_POLICY, self.now or NO_POLICY
        return difference(before, now) if before.mode is now.mode else Difference()


def drift(baseline: Mapping[str, Policy], organization: Organization) -> tuple[Drift, ...]:
    """Return what differs: projects in the organization's order, then those that are gone.

    Order of ids does not count. Where the list of projects was not read to its end, none is called gone.
    """
    found = [one for row in organization.rows if (one := _of_row(row, baseline)) is not None]
    whole = organization.reason is None and not (organization.cancelled and not organization.rows)
    listed = {row.project_id for row in organization.rows}
    gone = [Drift("gone", one, None, policy, None) for one, policy in baseline.items() if one not in listed]
    return (*found, *(gone if whole else ()))


def _of_row(row: Row, baseline: Mapping[str, Policy]) -> Drift | None:
    before = baseline.get(row.project_id)
    if before is None:
        return Drift("new", row.project_id, row.name, None, row.policy)
    if row.policy is None:
        return Drift("not_known", row.project_id, row.name, before, None)
    return None if alike(before, row.policy) else Drift("changed", row.project_id, row.name, before, row.policy)
