"""What the Admin key showed of the project's list: the exact list, and the exact ids that it keeps out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.domain.case import Case
from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.guiding.seen_answers import last_policy
from assistant.domain.permissions.policy import permits
from assistant.domain.view.words import Words

Kind = Literal["allow", "deny", "none"]


@dataclass(frozen=True, slots=True)
class SeenPolicy:
    """A list as it was read; `out` are the wanted model and its alias or snapshot as far as the list keeps them out."""

    kind: Kind
    count: int
    out: tuple[str, ...]
    said: str  # Markdown
    at: str | None  # UTC, ISO 8601


def seen_policy(case: Case, words: Words) -> SeenPolicy | None:
    """Return the newest reading of the list of a case, or None."""
    found, model = last_policy(case.findings), case.value("model")
    if found is None or found.policy is None or model is None:
        return None
    policy, sibling = found.policy, words.values.get("sibling")
    out = tuple(one for one in (model, sibling) if one and not permits(policy, one))
    return SeenPolicy(_kind(policy), len(policy.model_ids), out, _said(policy, model, sibling, out, words), found.at)


def _kind(policy: Policy) -> Kind:
    if policy.mode is None:
        return "none"
    return "allow" if policy.mode is PolicyMode.ALLOW_LIST else "deny"


def _said(policy: Policy, model: str, sibling: str | None, out: tuple[str, ...], words: Words) -> str:
    kind = _kind(policy)
    if kind == "none":
        return words.shown("seen_none")
    which = "neither" if model not in out else "both" if len(out) > 1 else "one"
    if which == "neither":
        return words.shown(f"seen_{kind}_permits", model=model, count=len(policy.model_ids))
    said = words.shown(f"seen_{kind}_{which}", model=model, sibling=sibling or "", count=len(policy.model_ids))
    if which == "one" and sibling:
        said = f"{said} {words.shown(f'seen_{kind}_sibling', sibling=sibling)}"
    return said
