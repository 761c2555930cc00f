"""The smallest edit of a policy that makes a wanted call possible, and the difference between two policies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.domain.evidence import Policy, PolicyMode


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change does to the list: ids that come on it and ids that leave it, each in its list's order."""

    adds: tuple[str, ...] = ()
    takes_off: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether any id changes."""
        return bool(self.adds or self.takes_off)


def allowing(policy: Policy, models: Iterable[str]) -> Policy:
    """Return a known policy that permits these exact ids too; order is kept and nothing else is touched."""
    wanted = tuple(dict.fromkeys(models))
    if policy.mode is PolicyMode.ALLOW_LIST:
        missing = tuple(one for one in wanted if one not in policy.model_ids)
        return Policy(policy.mode, (*policy.model_ids, *missing)) if missing else policy
    if policy.mode is PolicyMode.DENY_LIST:
        return Policy(policy.mode, tuple(one for one in policy.model_ids if one not in wanted))
    return policy


def refusing(policy: Policy, models: Iterable[str]) -> Policy:
    """Return a known policy that no longer permits these exact ids; without a list there is none to edit."""
    unwanted = tuple(dict.fromkeys(models))
    if policy.mode is PolicyMode.ALLOW_LIST:
        return Policy(policy.mode, tuple(one for one in policy.model_ids if one not in unwanted))
    if policy.mode is PolicyMode.DENY_LIST:
        missing = tuple(one for one in unwanted if one not in policy.model_ids)
        return Policy(policy.mode, (*policy.model_ids, *missing)) if missing else policy
    return policy


def in_order_of(policy: Policy, other: Policy) -> Policy:
    """Return a policy whose ids stand as in another of its mode, those that it lacks behind them."""
    stood = tuple(one for one in other.model_ids if one in policy.model_ids)
    return Policy(policy.mode, (*stood, *(one for one in policy.model_ids if one not in other.model_ids)))


def difference(before: Policy, after: Policy) -> Difference:
    """Return which ids come and go between two lists."""
    had, has = frozenset(before.model_ids), frozenset(after.model_ids)
    adds = dict.fromkeys(one for one in after.model_ids if one not in had)
    takes_off = dict.fromkeys(one for one in before.model_ids if one not in has)
    return Difference(tuple(adds), tuple(takes_off))
