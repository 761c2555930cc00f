"""The doors of the practice organization: which method and path is what, and the scope that a key needs for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Stage(IntEnum):
    """The order in which a request is checked (facts, section 1I); a refusal says how far the request came."""

    URL = 0
    CREDENTIAL = 1
    PLACE = 2
    IDENTITY = 3
    SCOPE = 4
    SCHEMA = 5
    MODEL = 6
    TIER = 7
    MONEY = 8
    RATE = 9
    CAPACITY = 10


class Route(StrEnum):
    """What a request asks for."""

    MODELS_LIST = "models_list"
    MODEL_RETRIEVE = "model_retrieve"
    RESPONSES = "responses"
    INPUT_TOKENS = "input_tokens"
    CHAT = "chat"
    COMPLETIONS = "completions"
    EMBEDDINGS = "embeddings"
    MODERATIONS = "moderations"
    IMAGES = "images"
    PROJECTS = "projects"
    PROJECT = "project"
    POLICY_GET = "policy_get"
    POLICY_SET = "policy_set"
    POLICY_DELETE = "policy_delete"
    RATE_LIMITS = "rate_limits"
    RATE_LIMIT_SET = "rate_limit_set"
    PROJECT_SPEND_GET = "project_spend_get"
    PROJECT_SPEND_SET = "project_spend_set"
    PROJECT_SPEND_DELETE = "project_spend_delete"
    ORGANIZATION_SPEND_GET = "organization_spend_get"
    ORGANIZATION_SPEND_SET = "organization_spend_set"
    ORGANIZATION_SPEND_DELETE = "organization_spend_delete"
    TOOLS_GET = "tools_get"
    TOOLS_SET = "tools_set"
    TIERS_GET = "tiers_get"
    TIERS_SET = "tiers_set"
    KEYS = "keys"


Routes = frozenset[Route]

LISTING: Routes = frozenset({Route.MODELS_LIST, Route.MODEL_RETRIEVE})
GENERATING: Routes = frozenset(
    {Route.RESPONSES, Route.INPUT_TOKENS, Route.CHAT, Route.COMPLETIONS}
    | {Route.EMBEDDINGS, Route.MODERATIONS, Route.IMAGES}
)
INFERENCE: Routes = LISTING | GENERATING
ADMIN: Routes = frozenset(Route) - INFERENCE
POLICY_WRITES: Routes = frozenset({Route.POLICY_SET, Route.POLICY_DELETE})
ALL: Routes = frozenset(Route)

READ_MODELS = "api.model.read"
REQUEST_MODEL = "model.request"
WRITE_RESPONSES = "api.responses.write"
READ_MANAGEMENT = "api.management.read"
WRITE_MANAGEMENT = "api.management.write"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method and path, and the scope without which a key is refused."""

    route: Route
    method: str
    path: str
    scope: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return the path as a pattern; a model id may hold slashes, no other part may."""
        with_ids = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path)
        return re.compile(with_ids.replace("(?P<model>[^/]+)", "(?P<model>.+)"))


_PROJECT = "/v1/organization/projects/{project_id}"

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(Route.MODELS_LIST, "GET", "/v1/models", READ_MODELS),
    Endpoint(Route.MODEL_RETRIEVE, "GET", "/v1/models/{model}", READ_MODELS),
    Endpoint(Route.RESPONSES, "POST", "/v1/responses", WRITE_RESPONSES),
    Endpoint(Route.INPUT_TOKENS, "POST", "/v1/responses/input_tokens", WRITE_RESPONSES),
    Endpoint(Route.CHAT, "POST", "/v1/chat/completions", REQUEST_MODEL),
    Endpoint(Route.COMPLETIONS, "POST", "/v1/completions", REQUEST_MODEL),
    Endpoint(Route.EMBEDDINGS, "POST", "/v1/embeddings", REQUEST_MODEL),
    Endpoint(Route.MODERATIONS, "POST", "/v1/moderations", REQUEST_MODEL),
    Endpoint(Route.IMAGES, "POST", "/v1/images/generations", REQUEST_MODEL),
    Endpoint(Route.PROJECTS, "GET", "/v1/organization/projects", READ_MANAGEMENT),
    Endpoint(Route.PROJECT, "GET", _PROJECT, READ_MANAGEMENT),
    Endpoint(Route.POLICY_GET, "GET", f"{_PROJECT}/model_permissions", READ_MANAGEMENT),
    Endpoint(Route.POLICY_SET, "POST", f"{_PROJECT}/model_permissions", WRITE_MANAGEMENT),
    Endpoint(Route.POLICY_DELETE, "DELETE", f"{_PROJECT}/model_permissions", WRITE_MANAGEMENT),
    Endpoint(Route.RATE_LIMITS, "GET", f"{_PROJECT}/rate_limits", READ_MANAGEMENT),
    Endpoint(Route.RATE_LIMIT_SET, "POST", f"{_PROJECT}/rate_limits/{{rate_limit_id}}", WRITE_MANAGEMENT),
    Endpoint(Route.PROJECT_SPEND_GET, "GET", f"{_PROJECT}/spend_limit", READ_MANAGEMENT),
    Endpoint(Route.PROJECT_SPEND_SET, "POST", f"{_PROJECT}/spend_limit", WRITE_MANAGEMENT),
    Endpoint(Route.PROJECT_SPEND_DELETE, "DELETE", f"{_PROJECT}/spend_limit", WRITE_MANAGEMENT),
    Endpoint(Route.ORGANIZATION_SPEND_GET, "GET", "/v1/organization/spend_limit", READ_MANAGEMENT),
    Endpoint(Route.ORGANIZATION_SPEND_SET, "POST", "/v1/organization/spend_limit", WRITE_MANAGEMENT),
    Endpoint(Route.ORGANIZATION_SPEND_DELETE, "DELETE", "/v1/organization/spend_limit", WRITE_MANAGEMENT),
    Endpoint(Route.TOOLS_GET, "GET", f"{_PROJECT}/hosted_tool_permissions", READ_MANAGEMENT),
    Endpoint(Route.TOOLS_SET, "POST", f"{_PROJECT}/hosted_tool_permissions", WRITE_MANAGEMENT),
    Endpoint(Route.TIERS_GET, "GET", f"{_PROJECT}/service_tier_settings", READ_MANAGEMENT),
    Endpoint(Route.TIERS_SET, "POST", f"{_PROJECT}/service_tier_settings", WRITE_MANAGEMENT),
    Endpoint(Route.KEYS, "GET", f"{_PROJECT}/api_keys", READ_MANAGEMENT),
)

_PATTERNS = tuple((endpoint, endpoint.pattern) for endpoint in ENDPOINTS)


def match(method: str, path: str) -> tuple[Endpoint, Mapping[str, str]] | None:
    """Return the endpoint of a request and the ids in its path, or None when there is no such door."""
    for endpoint, pattern in _PATTERNS:
        found = pattern.fullmatch(path) if endpoint.method == method else None
        if found:
            return endpoint, found.groupdict()
    return None
