"""A model policy as a value: what it permits, its hash, and its JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from assistant.domain.evidence import Policy, PolicyMode

NO_POLICY = Policy(None, ())  # every model that the organization can use
HASH_LENGTH = 32


def is_known(policy: Policy) -> bool:
    """Tell whether the policy can be understood; a mode of the future is never guessed."""
    return policy.mode_text is None and (policy.mode is not None or not policy.model_ids)


def permits(policy: Policy, model: str) -> bool:
    """Tell whether a known policy lets one exact id through; an alias does not cover its snapshot, nor the reverse."""
    if policy.mode is PolicyMode.ALLOW_LIST:
        return model in policy.model_ids
    return policy.mode is None or model not in policy.model_ids


def alike(one: Policy, other: Policy) -> bool:
    """Tell whether two policies mean the same: order does not matter, and an empty deny list is no policy."""
    return _meaning(one) == _meaning(other)


def policy_hash(policy: Policy) -> str:
    """Return a stable hash of what a policy means: two that are alike have the same."""
    mode, ids = _meaning(policy)
    meaning = json.dumps([mode, *sorted(ids)], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(meaning.encode()).hexdigest()[:HASH_LENGTH]


def as_json(policy: Policy) -> dict[str, Any]:
    """Return mode and ids as plain JSON values; the mode is null where there is no policy."""
    mode = policy.mode_text or policy.mode
    return {"mode": str(mode) if mode else None, "model_ids": list(policy.model_ids)}


def from_json(data: Mapping[str, Any]) -> Policy:
    """Return the policy that `as_json` gave."""
    mode, ids = data["mode"], tuple(data["model_ids"])
    if mode is None or mode in set(PolicyMode):
        return Policy(PolicyMode(mode) if mode else None, ids)
    return Policy(None, ids, mode_text=mode)


def _meaning(policy: Policy) -> tuple[str | None, frozenset[str]]:
    ids = frozenset(policy.model_ids)
    if policy.mode is PolicyMode.DENY_LIST and not ids:
        return None, ids
    return policy.mode_text or policy.mode, ids
