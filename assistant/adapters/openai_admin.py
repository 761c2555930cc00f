"""What the Admin API says about a project: its state, its model policy, its limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from assistant.domain.evidence import Finding, Found, Policy, PolicyMode, ProbeId

LONGEST_ID = 256
MOST_IDS = 5000
LIMITS = ("max_requests_per_1_minute", "max_tokens_per_1_minute", "max_images_per_1_minute", "max_requests_per_1_day")


def read_admin(finding: Finding, data: Any, model: str) -> Finding:
    """Return an Admin answer as a finding; `data` None is a refusal of the policy's, which 404 makes "no policy"."""
    if finding.probe == "project_policy" and data is None:
        none = Policy(None, ()) if finding.found is Found.MISSING else None
        return replace(finding, policy=none)
    if not isinstance(data, Mapping):
        return _unfit(finding)
    return READERS[finding.probe](finding, data, model)


def policy_of(data: Mapping[str, Any]) -> Policy | None:
    """Return the policy that a body states, or None when the body is none; an unknown mode is kept by its word.

    `api_model_ids` is the SDK's own name for `model_ids`.
    """
    mode, ids = data.get("mode"), data.get("model_ids", data.get("api_model_ids"))
    if not isinstance(ids, list) or not all(isinstance(one, str) and len(one) <= LONGEST_ID for one in ids):
        return None
    if not isinstance(mode, str) or len(ids) > MOST_IDS:
        return None
    if mode in set(PolicyMode):
        return Policy(PolicyMode(mode), tuple(ids))
    return Policy(None, tuple(ids), mode_text=mode[:40])


def _policy(finding: Finding, data: Mapping[str, Any], _model: str) -> Finding:
    policy = policy_of(data)
    return replace(finding, found=Found.OK, policy=policy) if policy else _unfit(finding)


def _project(finding: Finding, data: Mapping[str, Any], _model: str) -> Finding:
    """Keep "archived" or "active"."""
    if not isinstance(data.get("id"), str):
        return _unfit(finding)
    archived = data.get("status") == "archived" or isinstance(data.get("archived_at"), int)
    return replace(finding, found=Found.OK, detail="archived" if archived else "active")


def _rate_limits(finding: Finding, data: Mapping[str, Any], model: str) -> Finding:
    """Keep the model's smallest limit, "0" being a ban; nothing when the list does not name the model."""
    entries = data.get("data")
    if not isinstance(entries, list):
        return _unfit(finding)
    of_model = (one for one in entries if isinstance(one, Mapping) and one.get("model") == model)
    limits = [one[name] for one in of_model for name in LIMITS if _is_number(one.get(name))]
    return replace(finding, found=Found.OK, detail=str(min(limits)) if limits else None)


def _spend_limit(finding: Finding, data: Mapping[str, Any], _model: str) -> Finding:
    """Keep "enforcing" while the limit stops calls, else "inactive"."""
    enforcement = data.get("enforcement")
    status = enforcement.get("status") if isinstance(enforcement, Mapping) else None
    if not isinstance(status, str):
        return _unfit(finding)
    return replace(finding, found=Found.OK, detail="enforcing" if status == "enforcing" else "inactive")


def _hosted_tools(finding: Finding, data: Mapping[str, Any], _model: str) -> Finding:
    """Keep the tools that are switched off, by their names."""
    off = sorted(name for name, one in data.items() if isinstance(one, Mapping) and one.get("enabled") is False)
    return replace(finding, found=Found.OK, detail=" ".join(name for name in off if name.isidentifier())[:200])


def _unfit(finding: Finding) -> Finding:
    return replace(finding, found=Found.UNREACHABLE, reason="shape")


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


READERS: Mapping[ProbeId, Callable[[Finding, Mapping[str, Any], str], Finding]] = {
    "project": _project,
    "project_policy": _policy,
    "rate_limits": _rate_limits,
    "spend_limit": _spend_limit,
    "hosted_tools": _hosted_tools,
}
