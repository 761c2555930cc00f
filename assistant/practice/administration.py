"""The Admin endpoints of projects (facts, section 4): what they show, and the changes that they stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.domain.evidence import Policy, PolicyMode
from assistant.practice import errors
from assistant.practice.checks import project_of
from assistant.practice.errors import ApiError
from assistant.practice.identity import Key, mask
from assistant.practice.inference import Handler
from assistant.practice.paging import page
from assistant.practice.routes import Route
from assistant.practice.spending import SPEND_HANDLERS
from assistant.practice.state import NO_POLICY, TOOLS, Limits, Project, State
from assistant.practice.wire import Outcome, Visit

ProjectHandler = Callable[[State, Project, Visit], Outcome | ApiError]
_DEFAULT_TIERS = ("standard", "fast", "scale")
_OPTIONAL_TIERS = ("flex", "fast", "ultrafast")


def paged(items: Sequence[Mapping[str, Any]], visit: Visit, usual: int) -> Outcome | ApiError:
    """Return one page as an outcome."""
    found = page(items, visit.arrival.query, usual)
    return found if isinstance(found, ApiError) else Outcome(found)


def of_project(handle: ProjectHandler) -> Handler:
    """Return a handler that answers 404 itself when the project in the path does not exist."""

    def found(state: State, visit: Visit) -> Outcome | ApiError:
        project = project_of(state, visit)
        return handle(state, project, visit) if project else errors.no_project(visit.project_id)

    return found


def shown_project(project: Project) -> dict[str, Any]:
    """Return a project as the Admin API states it."""
    return {
        "id": project.id,
        "object": "organization.project",
        "name": project.name,
        "created_at": project.created,
        "archived_at": project.archived_at,
        "status": "active" if project.archived_at is None else "archived",
        "residency": "GLOBAL",
    }


def shown_policy(policy: Policy) -> dict[str, Any]:
    """Return a policy as the Admin API states it."""
    return {"object": "project.model_permissions", "mode": policy.mode, "model_ids": list(policy.model_ids)}


def _projects(state: State, visit: Visit) -> Outcome | ApiError:
    archived_too = visit.arrival.query.get("include_archived", "false").lower() == "true"
    projects = [each for each in state.projects.values() if archived_too or each.archived_at is None]
    return paged([shown_project(each) for each in projects], visit, usual=20)


def _project(_state: State, project: Project, _visit: Visit) -> Outcome | ApiError:
    return Outcome(shown_project(project))


def _policy(_state: State, project: Project, _visit: Visit) -> Outcome | ApiError:
    # no policy is a 404 by the official Terraform provider; the contract file documents only 200
    if project.policy == NO_POLICY:
        return errors.not_found("No model permissions are set for this project.")
    return Outcome(shown_policy(project.policy))


def _set_policy(state: State, project: Project, visit: Visit) -> Outcome | ApiError:
    body = visit.body or {}
    mode, ids = body.get("mode"), body.get("model_ids")
    if mode not in set(PolicyMode):
        return errors.invalid_value("mode", str(mode), list(PolicyMode))
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
        return errors.wrong_type("model_ids", "an array of strings")
    unknown = next((each for each in ids if each not in state.models), None)
    if unknown is not None:
        return errors.unknown_policy_model(unknown)
    policy = Policy(PolicyMode(str(mode)), tuple(ids))
    return Outcome(shown_policy(policy), lambda: state.set_policy(project, policy, visit.now))


def _delete_policy(state: State, project: Project, visit: Visit) -> Outcome | ApiError:
    if project.policy == NO_POLICY:
        return errors.not_found("No model permissions are set for this project.")
    body = {"object": "project.model_permissions.deleted", "deleted": True}
    return Outcome(body, lambda: state.set_policy(project, NO_POLICY, visit.now))


def _shown_limit(state: State, project: Project, model: str) -> dict[str, Any]:
    limits = project.limits_of(model)
    amounts = {"max_requests_per_1_minute": limits.requests, "max_tokens_per_1_minute": limits.tokens}
    pictures: dict[str, int] = {"max_images_per_1_minute": 50} if state.models[model].kind == "image" else {}
    return {"object": "project.rate_limit", "id": f"rl-{model}", "model": model, **amounts, **pictures}


def _rate_limits(state: State, project: Project, visit: Visit) -> Outcome | ApiError:
    return paged([_shown_limit(state, project, model.id) for model in state.living()], visit, usual=100)


def _set_rate_limit(state: State, project: Project, visit: Visit) -> Outcome | ApiError:
    model = visit.ids["rate_limit_id"].removeprefix("rl-")
    if model not in state.models:
        return errors.not_found(f"No rate limit found with id '{visit.ids['rate_limit_id']}'.")
    before, body = project.limits_of(model), visit.body or {}
    requests = body.get("max_requests_per_1_minute", before.requests)
    tokens = body.get("max_tokens_per_1_minute", before.tokens)
    if not isinstance(requests, int) or not isinstance(tokens, int) or min(requests, tokens) < 0:
        return errors.wrong_type("max_requests_per_1_minute", "an integer of 0 or more")
    after = {"max_requests_per_1_minute": requests, "max_tokens_per_1_minute": tokens}
    shown = {**_shown_limit(state, project, model), **after}
    return Outcome(shown, lambda: project.limits.update({model: Limits(requests, tokens)}))


def _tools(_state: State, project: Project, _visit: Visit) -> Outcome | ApiError:
    return Outcome({tool: {"enabled": project.tools[tool]} for tool in TOOLS})


def _set_tools(_state: State, project: Project, visit: Visit) -> Outcome | ApiError:
    body = visit.body or {}
    wanted = {tool: body[tool] for tool in TOOLS if body.get(tool) is not None}
    if not all(isinstance(each, dict) and isinstance(each.get("enabled"), bool) for each in wanted.values()):
        return errors.wrong_type("enabled", "a boolean")
    after: dict[str, bool] = {**project.tools, **{tool: each["enabled"] for tool, each in wanted.items()}}
    return Outcome({tool: {"enabled": after[tool]} for tool in TOOLS}, lambda: project.tools.update(after))


def _shown_tiers(tier: str, tiers: str | list[str]) -> dict[str, Any]:
    return {"object": "project.service_tier_settings", "default": tier, "enabled_tiers": tiers}


def _tiers(_state: State, project: Project, _visit: Visit) -> Outcome | ApiError:
    return Outcome(_shown_tiers(project.tier, project.tiers))


def _set_tiers(_state: State, project: Project, visit: Visit) -> Outcome | ApiError:
    body = visit.body or {}
    tier, tiers = body.get("default", project.tier), body.get("enabled_tiers", project.tiers)
    if tier not in _DEFAULT_TIERS:
        return errors.invalid_value("default", str(tier), _DEFAULT_TIERS)
    if tiers != "all" and not (isinstance(tiers, list) and all(each in _OPTIONAL_TIERS for each in tiers)):
        return errors.invalid_value("enabled_tiers", str(tiers), ("all", *_OPTIONAL_TIERS))

    def commit() -> None:
        project.tier, project.tiers = tier, tiers

    return Outcome(_shown_tiers(tier, tiers), commit)


def _shown_key(key: Key) -> dict[str, Any]:
    owner = {"id": f"user-{key.id[4:]}", "name": "Practice", "created_at": key.created, "role": "member"}
    person = {"type": "user", "user": {**owner, "email": "practice@example.com"}}
    machine = {"type": "service_account", "service_account": {**owner, "id": f"svc_acct_{key.id[4:]}"}}
    return {
        "object": "organization.project.api_key",
        "id": key.id,
        "name": key.name,
        "redacted_value": mask(key.secret).replace("*" * 120, "***"),
        "created_at": key.created,
        "last_used_at": None,
        "expires_at": None,
        "owner": machine if key.kind == "service_account" else person,
        "owner_project_access": "active",
    }


def _keys(state: State, project: Project, visit: Visit) -> Outcome | ApiError:
    own = [key for key in state.keys.values() if key.project_id == project.id]
    shown = [] if visit.arrival.query.get("owner_project_access") == "inactive" else own
    return paged([_shown_key(key) for key in shown], visit, usual=20)


ADMIN_HANDLERS: Mapping[Route, Handler] = {
    **SPEND_HANDLERS,
    Route.PROJECTS: _projects,
    Route.PROJECT: of_project(_project),
    Route.POLICY_GET: of_project(_policy),
    Route.POLICY_SET: of_project(_set_policy),
    Route.POLICY_DELETE: of_project(_delete_policy),
    Route.RATE_LIMITS: of_project(_rate_limits),
    Route.RATE_LIMIT_SET: of_project(_set_rate_limit),
    Route.TOOLS_GET: of_project(_tools),
    Route.TOOLS_SET: of_project(_set_tools),
    Route.TIERS_GET: of_project(_tiers),
    Route.TIERS_SET: of_project(_set_tiers),
    Route.KEYS: of_project(_keys),
}
