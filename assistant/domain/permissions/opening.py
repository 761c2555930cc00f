"""What a change of a policy opens and closes, and whether it is of the unsafe kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.permissions.policy import permits

Kind = Literal["edits_list", "removes_policy", "changes_mode", "sets_policy", "nothing"]
UNSAFE: frozenset[Kind] = frozenset({"removes_policy", "changes_mode"})


@dataclass(frozen=True, slots=True)
class Opening:
    """What a change does to access, beside the ids on the lists as far as the organization's models are known.

    `future` tells that models which nobody has named yet are let through too.
    """

    kind: Kind
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    future: bool
    models_known: bool

    @property
    def unsafe(self) -> bool:
        """Whether the change removes the policy or turns its meaning round: apart, never the default."""
        return self.kind in UNSAFE


def opening(before: Policy, after: Policy, models: Iterable[str] | None = None) -> Opening:
    """Return what a change between two known policies opens; `models` None: the organization's models are not known."""
    named = dict.fromkeys((*(models or ()), *before.model_ids, *after.model_ids))
    opens = tuple(one for one in named if permits(after, one) and not permits(before, one))
    closes = tuple(one for one in named if permits(before, one) and not permits(after, one))
    future = before.mode is PolicyMode.ALLOW_LIST and after.mode is not PolicyMode.ALLOW_LIST
    return Opening(_kind(before, after), opens, closes, future, models is not None)


def _kind(before: Policy, after: Policy) -> Kind:
    if before == after:
        return "nothing"
    if after.mode is None:
        return "removes_policy"
    if before.mode is None:
        return "sets_policy"
    return "edits_list" if before.mode is after.mode else "changes_mode"
