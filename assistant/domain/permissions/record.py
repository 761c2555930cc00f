"""What came of a change, and the record that is kept of it; never a key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.domain.evidence import Policy

Action = Literal["allow", "refuse", "undo", "remove", "put_back"]
Result = Literal["applied", "nothing", "refused", "stale", "failed", "unknown"]
Reason = Literal[
    "already_permitted",  # nothing
    "no_policy",  # nothing: every model of the organization is let through
    "already_refused",  # nothing
    "already_undone",  # nothing
    "no_list",  # refused, as all until the next word; there is no list that an id could be taken off
    "wrong_project",
    "unknown_mode",
    "unseen_model",
    "wrong_name",
    "no_record",
    "other_host",
    "declined",
    "busy",  # another writer of ours holds the project
    "bad_id",
    "bad_key",
    "server_refused",
    "limited",
    "changed_since",  # stale
    "unreachable",  # failed, as all until the next word
    "server_error",
    "unreadable",
    "not_sent",
    "not_kept",
    "changed_by_other",
    "took_too_long",
    "not_recorded",  # the record could not be stored, so nothing was written
    "not_read_again",  # unknown
]


class NotKept(Exception):  # noqa: N818 - it says what happened
    """The database could not be opened, read or written; says which fault and nothing of what was to be kept."""


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """One change of one project's policy, stored as "unknown" before the write and with its outcome after it.

    `after` is what was intended, `found` what was read afterwards. Times are UTC, ISO 8601.
    """

    id: str
    at: str
    who: str
    base_url: str
    project_id: str
    action: Action
    before: Policy
    after: Policy
    planned_hash: str
    result: Result = "unknown"
    reason: Reason | None = None
    found: Policy | None = None
    request_ids: tuple[str, ...] = ()
    finished: str | None = None
    undoes: str | None = None

    @property
    def standing(self) -> Policy:
        """The policy that an undo must meet: what was read after the write, else what was intended."""
        return self.found if self.result == "applied" and self.found is not None else self.after
