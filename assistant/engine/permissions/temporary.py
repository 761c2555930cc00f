"""What a change means for permissions until a time: new ones, those made permanent, those that it ends."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.permissions.grant import Grant, released, stands
from assistant.domain.permissions.planned import Notice, Planned
from assistant.engine.permissions.ports import Changes


def grant_for(planned: Planned, record_id: str | None, until: str, grant_id: str) -> Grant | None:
    """Return the grant that a planned permission needs; None where there is no list to put back."""
    if planned.before is None or planned.before.mode is None:
        return None
    mode, edit = planned.before.mode, planned.difference
    ids = edit.adds if mode is PolicyMode.ALLOW_LIST else edit.takes_off
    return Grant(
        grant_id, record_id, planned.base_url, planned.project_id, mode,
        wanted=planned.wanted, ids=ids, former=planned.before.model_ids, until=until,
    )  # fmt: skip


def concerned(grants: Iterable[Grant], planned: Planned) -> bool:
    """Tell whether a wanted id that is permitted already will be, or was just now, put back at a grant's end."""
    return any(set(grant.ids) & set(planned.wanted) for grant in _of(grants, planned))


def after(planned: Planned, policy: Policy, own: Grant | None, changes: Changes) -> tuple[Notice, ...]:
    """Take from the live grants what is permitted for good now, and what the change itself has put back."""
    permanent = planned.wanted if planned.action == "allow" and own is None else ()
    live = [one for one in _of(changes.grants(planned.project_id), planned) if own is None or one.id != own.id]
    made, ended = _taken(live, frozenset(permanent)), _undone(live, policy)
    changed = [released(one, {*permanent, *ended}) for one in live]
    changes.save_grants(new for new, old in zip(changed, live, strict=True) if new != old)
    told = ((Notice("made_permanent", made),) if made else (), (Notice("grant_ended", ended),) if ended else ())
    return tuple(notice for one in told for notice in one)


def _taken(live: Iterable[Grant], permanent: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for grant in live for one in grant.ids if one in permanent))


def _undone(live: Iterable[Grant], policy: Policy) -> tuple[str, ...]:
    """Return the ids of grants that the list no longer shows as the grant made them."""
    of_mode = (grant for grant in live if grant.mode is policy.mode)
    return tuple(dict.fromkeys(one for grant in of_mode for one in grant.ids if not stands(policy, grant, one)))


def _of(grants: Iterable[Grant], planned: Planned) -> list[Grant]:
    return [one for one in grants if (one.base_url, one.project_id) == (planned.base_url, planned.project_id)]
