"""Plans of changes: what would be written, or why nothing is to be written; nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.domain.evidence import PolicyMode
from assistant.domain.permissions.edit import allowing, refusing
from assistant.domain.permissions.ids import is_id
from assistant.domain.permissions.planned import Planned
from assistant.domain.permissions.policy import NO_POLICY, alike
from assistant.domain.permissions.record import Action, ChangeRecord, Reason, Result
from assistant.engine.permissions.ports import Admin
from assistant.engine.permissions.see import notices, seen_models
from assistant.engine.permissions.write import result_of


def begun(admin: Admin, action: Action, project_id: str) -> Planned:
    """Return a plan with the policy as it is now, decided already where that is not known."""
    if not is_id(project_id):
        return Planned(action, admin.base_url, project_id, None, result="refused", reason="bad_id")
    seen = admin.policy(project_id)
    plan = Planned(action, admin.base_url, project_id, seen.policy, request_ids=seen.request_ids)
    if seen.policy is None or seen.reason is not None:
        reason = seen.reason or "unreadable"
        return replace(plan, result=result_of(reason), reason=reason, message=seen.last.message)
    return replace(plan, after=seen.policy)


def plan_allow(
    admin: Admin, project_id: str, models: Sequence[str], allow_unknown: bool, if_unchanged: str | None
) -> Planned:
    """Plan the smallest edit that permits these exact ids."""
    wanted = tuple(dict.fromkeys(one.strip() for one in models))
    plan = replace(begun(admin, "allow", project_id), wanted=wanted)
    before = plan.before
    if plan.result is not None or before is None:
        return plan
    if if_unchanged is not None and if_unchanged.strip().lower() != plan.policy_hash:
        return decided(plan, "stale", "changed_since")
    if not wanted or not all(is_id(one) for one in wanted):
        return decided(plan, "refused", "bad_id")
    if not allow_unknown:
        seen = seen_models(admin, project_id, wanted)
        plan = replace(plan, models=seen, notices=notices(seen, wanted))
    if before == NO_POLICY:
        return decided(plan, "nothing", "no_policy")
    if _names_unseen(plan, before.model_ids if before.mode is PolicyMode.ALLOW_LIST else ()):
        return decided(plan, "refused", "unseen_model")
    after = allowing(before, wanted)
    return decided(plan, "nothing", "already_permitted") if after == before else replace(plan, after=after)


def plan_refuse(admin: Admin, project_id: str, models: Sequence[str]) -> Planned:
    """Plan the smallest edit after which these exact ids are no longer permitted; a list is edited, never made."""
    wanted = tuple(dict.fromkeys(one.strip() for one in models))
    plan = replace(begun(admin, "refuse", project_id), wanted=wanted)
    before = plan.before
    if plan.result is not None or before is None:
        return plan
    if not wanted or not all(is_id(one) for one in wanted):
        return decided(plan, "refused", "bad_id")
    if before == NO_POLICY:
        return decided(plan, "refused", "no_list")
    after = refusing(before, wanted)
    return decided(plan, "nothing", "already_refused") if after == before else replace(plan, after=after)


def plan_undo(admin: Admin, record: ChangeRecord) -> Planned:
    """Plan the way back to the policy before a change; stale when the policy is not the one that the change left."""
    if record.base_url != admin.base_url:
        return Planned("undo", admin.base_url, record.project_id, None, result="refused", reason="other_host")
    plan = replace(begun(admin, "undo", record.project_id), undoes=record.id)
    if plan.result is not None or plan.before is None:
        return plan
    if alike(plan.before, record.before):
        return decided(plan, "nothing", "already_undone")
    if not alike(plan.before, record.standing):
        return decided(plan, "stale", "changed_since")
    return replace(plan, after=record.before)


def plan_remove(admin: Admin, project_id: str) -> Planned:
    """Plan the removal of the whole policy, with the project's name and the models that it opens."""
    plan = begun(admin, "remove", project_id)
    if plan.result is not None or plan.before is None:
        return plan
    if plan.before == NO_POLICY:
        return decided(plan, "nothing", "no_policy")
    project = admin.project(project_id)
    if project.reason is not None:
        return decided(plan, result_of(project.reason), project.reason)
    models = admin.models(project_id).ids
    return replace(plan, after=NO_POLICY, project_name=project.name or project_id, models=models)


def decided(plan: Planned, result: Result, reason: Reason) -> Planned:
    """Return a plan that ends here."""
    return replace(plan, after=plan.before, result=result, reason=reason)


def _names_unseen(plan: Planned, listed: Sequence[str]) -> bool:
    """Tell whether an id is wanted that the organization is known not to see, those on the list already apart."""
    unseen = (one for notice in plan.notices if notice.kind == "unseen" for one in notice.models)
    return any(one not in listed for one in unseen)
