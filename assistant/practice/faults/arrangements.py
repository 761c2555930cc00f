"""Faults that bring the organization itself into a state, which the Admin endpoints then show and can mend."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assistant.domain.evidence import Policy, PolicyMode
from assistant.practice.faults.effects import Arrange, Fault, Switch, Undo
from assistant.practice.founding import ALLOWED
from assistant.practice.routes import ALL, GENERATING, INFERENCE
from assistant.practice.state import Limits, Project, SpendLimit, State

_MODELS = ("gpt-4.1", "gpt-4.1-2025-04-14")
_CENTS = 10_000


def _projects(state: State, switch: Switch) -> list[Project]:
    if switch.project_id:
        return [state.projects[switch.project_id]]
    return [project for project in state.projects.values() if project.archived_at is None]


def _models(switch: Switch) -> tuple[str, ...]:
    return tuple(sorted(switch.models)) if switch.models else _MODELS


def _all(undos: Iterable[Undo]) -> Undo:
    made = tuple(undos)

    def undo() -> None:
        for each in made:
            each()

    return undo


def _per_project(do: Callable[[Project, Switch], Undo]) -> Arrange:
    return Arrange(lambda state, switch: _all([do(project, switch) for project in _projects(state, switch)]))


def _with_policy(project: Project, policy: Policy) -> Undo:
    before = project.policy
    project.set_policy(policy, now=0.0, delay=0.0)

    def undo() -> None:
        # whoever mended the policy meanwhile keeps it
        if project.policy == policy:
            project.set_policy(before, now=0.0, delay=0.0)

    return undo


def _leave_out(project: Project, switch: Switch) -> Undo:
    policy = project.policy
    ids = policy.model_ids if policy.mode is PolicyMode.ALLOW_LIST else ALLOWED
    return _with_policy(
        project, Policy(PolicyMode.ALLOW_LIST, tuple(each for each in ids if each not in _models(switch)))
    )


def _block(project: Project, switch: Switch) -> Undo:
    ids = project.policy.model_ids if project.policy.mode is PolicyMode.DENY_LIST else ()
    return _with_policy(project, Policy(PolicyMode.DENY_LIST, tuple(dict.fromkeys((*ids, *_models(switch))))))


def _archive(project: Project, _switch: Switch) -> Undo:
    before, project.archived_at = project.archived_at, project.archived_at or project.created
    return lambda: setattr(project, "archived_at", before)


def _no_requests(project: Project, switch: Switch) -> Undo:
    before = dict(project.limits)
    project.limits.update(dict.fromkeys(_models(switch), Limits(0, 0)))

    def undo() -> None:
        for model in _models(switch):
            if project.limits.get(model) == Limits(0, 0):
                project.limits.pop(model)
        project.limits.update({model: limit for model, limit in before.items() if model not in project.limits})

    return undo


def _spent(owner: Project | State) -> Undo:
    before, limit = owner.spend, SpendLimit(_CENTS, enforcing=True)
    owner.spend = limit
    return lambda: setattr(owner, "spend", before) if owner.spend is limit else None


def _tools_off(project: Project, _switch: Switch) -> Undo:
    before, project.tools = project.tools, dict.fromkeys(project.tools, False)
    return lambda: setattr(project, "tools", before)


def _standard_only(project: Project, _switch: Switch) -> Undo:
    before, project.tiers = project.tiers, []
    return lambda: setattr(project, "tiers", before)


def _setting(name: str) -> Arrange:
    def do(state: State, switch: Switch) -> Undo:
        state.settings[name] = switch.seconds

        def undo() -> None:
            state.settings.pop(name, None)

        return undo

    return Arrange(do)


_access = "project_model_access"

ARRANGED: tuple[Fault, ...] = (
    Fault("policy_allow_list", "access", _per_project(_leave_out), GENERATING, _access),
    Fault("policy_deny_list", "access", _per_project(_block), GENERATING, _access),
    Fault("project_archived", "key", _per_project(_archive), INFERENCE, "project_archived"),
    Fault("limit_zero", "rate", _per_project(_no_requests), GENERATING, "limit_zero"),
    Fault(
        "project_spend_limit", "money", _per_project(lambda project, _switch: _spent(project)), GENERATING,
        "project_spend_limit",
    ),
    Fault(
        "organization_spend_limit", "money", Arrange(lambda state, _switch: _spent(state)), GENERATING,
        "organization_spend_limit",
    ),
    Fault("hosted_tools_off", "door", _per_project(_tools_off), GENERATING, "hosted_tool"),
    Fault("standard_tier_only", "door", _per_project(_standard_only), GENERATING, "service_tier"),
    Fault("policy_delay", "access", _setting("policy_delay"), ALL, seconds=10.0),
    Fault("list_lags", "answer", _setting("list_lags"), INFERENCE, seconds=10.0),
    Fault("list_ignores_policy", "answer", _setting("list_ignores_policy"), INFERENCE),
    Fault("shut_down_listed", "answer", _setting("shut_down_listed"), INFERENCE),
)  # fmt: skip
