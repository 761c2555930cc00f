"""Whether the organization sees a model id: looked up in rate-limit lists, the only list that an Admin key can read."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.models import near_names
from assistant.domain.permissions.planned import Notice
from assistant.engine.permissions.ports import Admin

OTHER_PROJECTS = 3  # whose lists are looked at when the project's own lacks an id, as a list may follow the policy


def seen_models(admin: Admin, project_id: str, wanted: Sequence[str]) -> frozenset[str] | None:
    """Return the ids that the organization sees, from as few lists as name all that is wanted; None when unread."""
    ids = admin.models(project_id).ids
    if ids is None or ids.issuperset(wanted):
        return ids
    projects = [one.id for one in admin.projects().projects if one.id != project_id]
    for other in projects[:OTHER_PROJECTS]:
        more = admin.models(other).ids
        if more is None:
            break
        ids |= more
        if ids.issuperset(wanted):
            break
    return ids


def notices(models: frozenset[str] | None, wanted: Sequence[str]) -> tuple[Notice, ...]:
    """Return what is to be said of the wanted ids before anything is written."""
    if models is None:
        return (Notice("models_unread", tuple(wanted)),)
    listed = sorted(models)
    return tuple(Notice("unseen", (one,), near_names(one, listed)) for one in wanted if one not in models)
