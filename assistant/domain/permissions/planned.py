"""A change as it is shown before it is made, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.domain.evidence import Policy
from assistant.domain.permissions.edit import Difference, difference
from assistant.domain.permissions.forms import Forms, forms
from assistant.domain.permissions.grant import Grant
from assistant.domain.permissions.opening import Opening, opening
from assistant.domain.permissions.policy import NO_POLICY, policy_hash
from assistant.domain.permissions.record import Action, Reason, Result

NoticeKind = Literal[
    "unseen",  # the organization's rate-limit lists were read and lack this id
    "models_unread",  # whether the organization sees the ids could not be looked up
    "not_recorded",  # the outcome could not be stored; the record still says "unknown"
    "grant_ended",  # an undo or a removal ended what was permitted until a time
    "made_permanent",  # an id that was permitted until a time is permitted for good now
]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to say beside a change; `near` holds names that a mistyped id may have meant."""

    kind: NoticeKind
    models: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """One change of one project, planned from the policy that was read.

    `result` None: there is something to write; otherwise the matter is decided already and nothing is written.
    `models` are the ids that the organization is known to see, None where that was not read.
    """

    action: Action
    base_url: str
    project_id: str
    before: Policy | None
    after: Policy | None = None
    result: Result | None = None
    reason: Reason | None = None
    wanted: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    request_ids: tuple[str, ...] = ()
    message: str | None = None  # the server's own words, masked
    undoes: str | None = None
    project_name: str | None = None
    models: frozenset[str] | None = None
    timed: bool = False  # permitted already, until a time that can be changed

    @property
    def policy_hash(self) -> str | None:
        """The hash of the policy that this was planned from."""
        return policy_hash(self.before) if self.before is not None else None

    @property
    def difference(self) -> Difference:
        """The ids that come on the list and leave it."""
        return difference(self.before or NO_POLICY, self.after or self.before or NO_POLICY)

    @property
    def opening(self) -> Opening:
        """What the change opens and closes."""
        before = self.before or NO_POLICY
        return opening(before, self.after or before, sorted(self.models) if self.models is not None else None)

    @property
    def forms(self) -> Forms:
        """The same change as console steps, curl, command and Terraform."""
        before = self.before or NO_POLICY
        return forms(self.project_id, before, self.after or before, self.base_url)


@dataclass(frozen=True, slots=True)
class Changed:
    """What came of a planned change; `after` is the policy as last read, None where it could not be read."""

    planned: Planned
    result: Result
    reason: Reason | None
    after: Policy | None
    record: str | None = None
    grant: Grant | None = None
    notices: tuple[Notice, ...] = ()
    request_ids: tuple[str, ...] = ()
    message: str | None = None

    @property
    def policy_hash(self) -> str | None:
        """The hash of the policy as last read."""
        return policy_hash(self.after) if self.after is not None else None


@dataclass(frozen=True, slots=True)
class Swept:
    """What became of the ended grants of one project; those of a project that was `left` are tried again next time."""

    project_id: str
    grants: tuple[str, ...]
    left: bool
    result: Result
    reason: Reason | None
    undone: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    record: str | None = None
