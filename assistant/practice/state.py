"""The mutable record of one organization; whoever changes it holds the organization's lock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.domain.evidence import Policy, PolicyMode
from assistant.practice.catalogue import Model
from assistant.practice.identity import Key

Tool = Literal["file_search", "web_search", "image_generation", "mcp", "code_interpreter"]
TOOLS: tuple[Tool, ...] = ("file_search", "web_search", "image_generation", "mcp", "code_interpreter")
NO_POLICY = Policy(None, ())
_KEPT_CHANGES = 50


def permits(policy: Policy, model: str) -> bool:
    """Say whether a policy lets one exact id through; an alias does not cover its snapshot, nor the reverse."""
    if policy.mode is PolicyMode.ALLOW_LIST:
        return model in policy.model_ids
    if policy.mode is PolicyMode.DENY_LIST:
        return model not in policy.model_ids
    return True


@dataclass(frozen=True, slots=True)
class Limits:
    """A rate limit of one model in one project."""

    requests: int = 10_000
    tokens: int = 2_000_000


@dataclass(slots=True)
class SpendLimit:
    """A monthly limit in cents; `enforcing` refuses every request that costs."""

    cents: int
    enforcing: bool = False


@dataclass(slots=True)
class Project:
    """One project; `role` is what it stands for in the practice, such as "allow" or "archived"."""

    id: str
    role: str
    name: str
    created: int
    policy: Policy = NO_POLICY  # as the Admin API states it
    archived_at: int | None = None
    limits: dict[str, Limits] = field(default_factory=dict)  # only those that differ from the default
    spend: SpendLimit | None = None
    tools: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(TOOLS, True))
    tier: str = "standard"
    tiers: str | list[str] = "all"
    history: list[tuple[float, Policy]] = field(default_factory=list)  # (effective from, policy), oldest first

    def set_policy(self, policy: Policy, now: float, delay: float) -> None:
        """Store a policy; requests feel it after `delay` seconds."""
        self.history.append((now + delay, policy))
        del self.history[:-_KEPT_CHANGES]
        self.policy = policy

    def policy_at(self, moment: float, before: Policy) -> Policy:
        """Return the policy in force at a moment; `before` is the one that stood before all changes."""
        in_force = [policy for start, policy in self.history if start <= moment]
        return in_force[-1] if in_force else before

    def limits_of(self, model: str) -> Limits:
        """Return the rate limit of a model."""
        return self.limits.get(model, Limits())


@dataclass(slots=True)
class State:
    """Everything about one organization that a request can see or change."""

    id: str
    slug: str
    name: str
    projects: dict[str, Project]
    keys: Mapping[str, Key]  # by name
    models: Mapping[str, Model]
    first_policies: dict[str, Policy]  # project id -> the policy it was made with
    spend: SpendLimit | None = None
    settings: dict[str, float] = field(default_factory=dict)  # what faults turned on, such as policy_delay: seconds

    def effective(self, project: Project, now: float) -> Policy:
        """Return the policy that requests feel at this moment."""
        return project.policy_at(now, self.first_policies[project.id])

    def set_policy(self, project: Project, policy: Policy, now: float) -> None:
        """Store a policy with the delay that is set."""
        project.set_policy(policy, now, self.settings.get("policy_delay", 0.0))

    def living(self) -> tuple[Model, ...]:
        """Return the models that are not shut down."""
        return tuple(model for model in self.models.values() if not model.is_shut_down)

    def visible(self, project: Project | None, now: float) -> tuple[Model, ...]:
        """Return the models that a key of a project lists."""
        shown = tuple(self.models.values()) if "shut_down_listed" in self.settings else self.living()
        if project is None or "list_ignores_policy" in self.settings:
            return shown
        policy = self.effective(project, now - self.settings.get("list_lags", 0.0))
        return tuple(model for model in shown if permits(policy, model.id))
