"""Permission until a time: what was changed for it, and what is put back at its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.permissions.record import Reason, Result


@dataclass(frozen=True, slots=True)
class Grant:
    """One temporary permission; `ids` are those whose change it answers for, `wanted` those that it needs meanwhile.

    Under an allow list `ids` were added, under a deny list they were taken off; `former` is the list before that.
    """

    id: str
    record_id: str | None  # None: everything wanted was permitted already
    base_url: str
    project_id: str
    mode: PolicyMode
    wanted: tuple[str, ...]
    ids: tuple[str, ...]
    former: tuple[str, ...]
    until: str  # UTC, ISO 8601
    ended: str | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """What the last sweep made of one grant, by the ids that it answered for; `left`: it will be tried again."""

    grant_id: str
    at: str  # UTC, ISO 8601
    left: bool
    result: Result
    reason: Reason | None
    undone: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()  # another live grant needs them
    changed: tuple[str, ...] = ()  # somebody changed them meanwhile
    record_id: str | None = None


@dataclass(frozen=True, slots=True)
class PutBack:
    """The policy after some grants have ended, and what became of each of their ids."""

    after: Policy
    undone: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()  # another live grant needs them: left, and handed over to it
    changed: tuple[str, ...] = ()  # somebody changed them meanwhile: left


def put_back(policy: Policy, due: Sequence[Grant], live: Sequence[Grant]) -> PutBack:
    """Return the policy with the edits of the due grants undone: those ids and nothing else."""
    wanted = {one for grant in live for one in grant.wanted}
    ids = tuple(dict.fromkeys(one for grant in due for one in grant.ids))
    standing = {one for grant in due for one in grant.ids if stands(policy, grant, one)}
    changed = tuple(one for one in ids if one not in standing)
    needed = tuple(one for one in ids if one in standing and one in wanted)
    undone = tuple(one for one in ids if one in standing and one not in wanted)
    if not undone:
        return PutBack(policy, (), needed, changed)
    return PutBack(Policy(policy.mode, _undone(policy, due, undone)), undone, needed, changed)


def ending(grant: Grant, back: PutBack, result: Result, record_id: str | None, at: str) -> Ending:
    """Return what became of one grant's own ids when the grants of its project were put back together."""
    fates = (back.undone, back.needed, back.changed)
    undone, needed, changed = (tuple(one for one in grant.ids if one in ids) for ids in fates)
    return Ending(grant.id, at, False, result, None, undone, needed, changed, record_id)


def stands(policy: Policy, grant: Grant, model: str) -> bool:
    """Tell whether one id is still as the grant made it."""
    if policy.mode is not grant.mode:
        return False
    return (model in policy.model_ids) is (grant.mode is PolicyMode.ALLOW_LIST)


def handed_over(ended: Grant, needed: Iterable[str], live: Sequence[Grant]) -> tuple[Grant, ...]:
    """Return the live grants that answer from now on for ids of an ended one: the last to need each."""
    heirs = {grant.id: grant for grant in live}
    for one in needed:
        if one not in ended.ids:
            continue
        heir = max((grant for grant in heirs.values() if one in grant.wanted), key=lambda grant: grant.until)
        former = heir.former if heir.ids else ended.former
        heirs[heir.id] = replace(heir, ids=tuple(dict.fromkeys((*heir.ids, one))), former=former)
    return tuple(heirs[grant.id] for grant in live if heirs[grant.id] != grant)


def released(grant: Grant, models: Iterable[str]) -> Grant:
    """Return a grant that answers no longer for these ids, as when they are permitted for good."""
    gone = frozenset(models)
    return replace(grant, ids=tuple(one for one in grant.ids if one not in gone))


def _undone(policy: Policy, due: Sequence[Grant], ids: Sequence[str]) -> tuple[str, ...]:
    if policy.mode is PolicyMode.ALLOW_LIST:
        return tuple(one for one in policy.model_ids if one not in ids)
    listed = list(policy.model_ids)
    for grant in due:
        back = [one for one in grant.former if one in ids and one in grant.ids and one not in listed]
        for one in back:
            listed.insert(_place(listed, grant.former, one), one)
    listed += [one for one in ids if one not in listed]
    return tuple(listed)


def _place(listed: Sequence[str], former: Sequence[str], model: str) -> int:
    """Return where an id goes: behind the nearest id that stood before it in the former list."""
    before = former[: former.index(model)]
    return next((listed.index(one) + 1 for one in reversed(before) if one in listed), 0)
