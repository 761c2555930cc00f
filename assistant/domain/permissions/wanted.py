"""What a case wants of a project's list: the exact id that was refused, and its alias or snapshot beside it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.case import Case
from assistant.domain.cause import Cause
from assistant.domain.deciding.probed import excludes
from assistant.domain.evidence import Policy
from assistant.domain.guiding.seen_answers import last_policy
from assistant.domain.knowledge import ModelTable
from assistant.domain.permissions.ids import is_id
from assistant.domain.permissions.policy import is_known

OURS = ("openai", "unknown")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A project and a model whose permission may be in question; `sibling` is its alias or newest snapshot."""

    project_id: str
    model: str
    sibling: str | None = None
    policy: Policy | None = None  # as last read with an Admin key, None where it was not, or is of an unknown kind


def wanted(case: Case, cause: Cause | None, table: ModelTable) -> Wanted | None:
    """Return what a case wants, None where the project's list is not what its verdict is about."""
    project, model = case.value("project_id"), case.value("model")
    provider = cause.provider if cause else case.value("provider") or "openai"
    if project is None or model is None or not (is_id(project) and is_id(model)) or provider not in OURS:
        return None
    seen = last_policy(case.findings)
    policy = seen.policy if seen and seen.policy and is_known(seen.policy) else None
    about_the_list = cause is not None and "project_policy" in cause.evidence.probes
    if not about_the_list and not excludes(policy, model):
        return None
    return Wanted(project, model, sibling_of(model, table), policy)


def sibling_of(model: str, table: ModelTable) -> str | None:
    """Return the newest snapshot of an alias, or the alias of a snapshot; a list holds the two apart."""
    if model in table.snapshots:
        return table.snapshots[model][-1]
    return next((alias for alias, dated in table.snapshots.items() if model in dated), None)
