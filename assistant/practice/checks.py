"""What a request must pass, one small check after the other, in the order of facts section 1I."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.practice import errors
from assistant.practice.catalogue import Model
from assistant.practice.doors import WRONG_DOOR
from assistant.practice.errors import ApiError
from assistant.practice.routes import ADMIN, GENERATING, INFERENCE, READ_MODELS, Route, Stage
from assistant.practice.state import Project, State, permits
from assistant.practice.wire import Visit

Check = Callable[[State, Visit], ApiError | None]
_ORGANIZATION = re.compile(r"org-[A-Za-z0-9]{24}")
_NEEDED: dict[Route, tuple[str, ...]] = {
    Route.RESPONSES: ("model", "input"),
    Route.INPUT_TOKENS: ("model",),
    Route.CHAT: ("model", "messages"),
    Route.COMPLETIONS: ("model", "prompt"),
    Route.EMBEDDINGS: ("model", "input"),
    Route.MODERATIONS: ("input",),
    Route.IMAGES: ("prompt",),
    Route.POLICY_SET: ("mode", "model_ids"),
    Route.PROJECT_SPEND_SET: ("threshold_amount", "currency", "interval"),
    Route.ORGANIZATION_SPEND_SET: ("threshold_amount", "currency", "interval"),
}
_DEFAULT_MODEL = {Route.MODERATIONS: "omni-moderation-latest", Route.IMAGES: "gpt-image-2.6-flare"}
_TOOL_NAMES = {
    "file_search": "File Search",
    "web_search": "Web Search",
    "image_generation": "Image Generation",
    "mcp": "MCP",
    "code_interpreter": "Code Interpreter",
}
_DRAWS = "gpt-image-2.6-flare"  # what the image_generation tool calls without being asked to


def project_of(state: State, visit: Visit) -> Project | None:
    """Return the project that a request is about."""
    return state.projects.get(visit.project_id) if visit.project_id else None


def model_of(state: State, visit: Visit) -> Model | None:
    """Return the model that a request asks for, by default the endpoint's own."""
    return state.models.get(wanted(visit))


def wanted(visit: Visit) -> str:
    """Return the id of the model that a request asks for."""
    return visit.model or _DEFAULT_MODEL.get(visit.endpoint.route, "")


def words_in(value: object) -> int:
    """Estimate the tokens of an input: four characters each."""
    return max(1, len(str(value)) // 4)


def _key_fits(_state: State, visit: Visit) -> ApiError | None:
    # facts E11: an Admin key is of no use here; the exact refusal was never captured
    if visit.key.kind == "admin" and visit.endpoint.route in INFERENCE:
        return errors.invalid_key(visit.key.secret)
    return None


def _organization_header(state: State, visit: Visit) -> ApiError | None:
    named = visit.arrival.headers.get("openai-organization", "")
    if not named or named == state.id:
        return None
    return errors.mismatched_organization() if _ORGANIZATION.fullmatch(named) else errors.no_such_organization(named)


def _project_header(_state: State, visit: Visit) -> ApiError | None:
    named = visit.arrival.headers.get("openai-project", "")
    own = visit.key.project_id
    return errors.mismatched_project() if named and own and named != own else None


def _not_archived(state: State, visit: Visit) -> ApiError | None:
    project = state.projects.get(visit.key.project_id) if visit.key.project_id else None
    return errors.archived_project() if project and project.archived_at is not None else None


def _scope(_state: State, visit: Visit) -> ApiError | None:
    scope = visit.endpoint.scope
    is_admin_path = visit.endpoint.route in ADMIN
    if visit.key.grants(scope) and (visit.key.kind == "admin") == is_admin_path:
        return None
    return errors.missing_scopes([scope], 403 if is_admin_path or scope == READ_MODELS else 401)


def _fields(_state: State, visit: Visit) -> ApiError | None:
    if visit.body is None:
        return errors.unreadable_body()
    body = visit.body
    missing = next((name for name in _NEEDED.get(visit.endpoint.route, ()) if body.get(name) is None), None)
    return errors.missing_parameter(missing) if missing else None


def _output_tokens(_state: State, visit: Visit) -> ApiError | None:
    tokens = (visit.body or {}).get("max_output_tokens")
    if visit.endpoint.route is not Route.RESPONSES or tokens is None:
        return None
    if not isinstance(tokens, int):
        return errors.wrong_type("max_output_tokens", "an integer")
    return errors.below_minimum(tokens) if tokens < errors.LEAST_OUTPUT_TOKENS else None


def _model_exists(state: State, visit: Visit) -> ApiError | None:
    if visit.endpoint.route not in GENERATING:
        return None
    model = model_of(state, visit)
    if model is None:
        return errors.model_not_found(wanted(visit))
    return errors.model_shut_down(model.id) if model.is_shut_down else None


def _permitted(state: State, visit: Visit) -> ApiError | None:
    project = project_of(state, visit)
    if project is None or visit.endpoint.route not in GENERATING:
        return None
    policy = state.effective(project, visit.now)
    asked = [wanted(visit), *([_DRAWS] if "image_generation" in _tools(visit) else [])]
    denied = next((model for model in asked if not permits(policy, model)), None)
    return errors.project_model_denied(project.id, denied) if denied else None


def _door(state: State, visit: Visit) -> ApiError | None:
    model = model_of(state, visit)
    refuse = WRONG_DOOR.get(visit.endpoint.route)
    return refuse(model) if refuse and model else None


def _parameters(state: State, visit: Visit) -> ApiError | None:
    model, body = model_of(state, visit), visit.body or {}
    if model is None or not model.reasons:
        return None
    if visit.endpoint.route is Route.CHAT and body.get("max_tokens") is not None:
        return errors.unsupported_max_tokens()
    temperature = body.get("temperature")
    is_other = isinstance(temperature, int | float) and temperature != 1
    return errors.unsupported_temperature(float(temperature)) if is_other and temperature is not None else None


def _tier(state: State, visit: Visit) -> ApiError | None:
    project, asked = project_of(state, visit), (visit.body or {}).get("service_tier")
    if project is None or project.tiers == "all" or visit.endpoint.route not in GENERATING:
        return None
    return errors.service_tier_refused() if asked not in (None, "auto", "default", *project.tiers) else None


def _hosted_tools(state: State, visit: Visit) -> ApiError | None:
    project = project_of(state, visit)
    if project is None:
        return None
    off = next((tool for tool in _tools(visit) if not project.tools.get(tool, True)), None)
    return errors.hosted_tool_off(_TOOL_NAMES[off]) if off else None


def _tools(visit: Visit) -> list[str]:
    tools = (visit.body or {}).get("tools") if visit.endpoint.route is Route.RESPONSES else None
    return [str(tool.get("type")) for tool in tools if isinstance(tool, dict)] if isinstance(tools, list) else []


def _spend(state: State, visit: Visit) -> ApiError | None:
    project = project_of(state, visit)
    if visit.endpoint.route not in GENERATING or project is None:
        return None
    if project.spend and project.spend.enforcing:
        return errors.project_spend_limit(project.id)
    return errors.organization_spend_limit() if state.spend and state.spend.enforcing else None


def _rate(state: State, visit: Visit) -> ApiError | None:
    project = project_of(state, visit)
    if visit.endpoint.route not in GENERATING or project is None:
        return None
    model, limits = wanted(visit), project.limits_of(wanted(visit))
    if limits.requests == 0 or limits.tokens == 0:
        return errors.limit_zero(model, state.id)
    tokens = words_in(visit.body)
    return errors.request_too_large(model, state.id, limits.tokens, tokens) if tokens > limits.tokens else None


CHECKS: tuple[tuple[Stage, Check], ...] = (
    (Stage.CREDENTIAL, _key_fits),
    (Stage.IDENTITY, _organization_header),
    (Stage.IDENTITY, _project_header),
    (Stage.IDENTITY, _not_archived),
    (Stage.SCOPE, _scope),
    (Stage.SCHEMA, _fields),
    (Stage.SCHEMA, _output_tokens),
    (Stage.MODEL, _model_exists),
    (Stage.MODEL, _permitted),
    (Stage.MODEL, _door),
    (Stage.MODEL, _parameters),
    (Stage.TIER, _tier),
    (Stage.TIER, _hosted_tools),
    (Stage.MONEY, _spend),
    (Stage.RATE, _rate),
)
