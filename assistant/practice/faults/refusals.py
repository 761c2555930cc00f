"""Faults that refuse: which error, at which stage, at which doors (facts, sections 1 and 3)."""

from __future__ import annotations

from collections.abc import Callable

from assistant.practice import errors
from assistant.practice.checks import model_of, wanted
from assistant.practice.errors import ApiError
from assistant.practice.faults.effects import Fault, Refuse
from assistant.practice.identity import base62, project_id
from assistant.practice.routes import (
    ADMIN,
    ALL,
    GENERATING,
    INFERENCE,
    LISTING,
    READ_MODELS,
    REQUEST_MODEL,
    Route,
    Stage,
)
from assistant.practice.state import State
from assistant.practice.wire import Visit

_REGION = "eu.api.openai.com"
_CHAT = frozenset({Route.CHAT})
_EMBEDDINGS = frozenset({Route.EMBEDDINGS})


def _plain(error: Callable[[], ApiError]) -> Callable[[State, Visit], ApiError]:
    return lambda _state, _visit: error()


def _model(error: Callable[[str], ApiError]) -> Callable[[State, Visit], ApiError]:
    return lambda _state, visit: error(wanted(visit))


def _denied(_state: State, visit: Visit) -> ApiError:
    return errors.project_model_denied(visit.project_id or "", wanted(visit))


def _denied_snapshot(state: State, visit: Visit) -> ApiError:
    model = model_of(state, visit)
    return errors.project_model_denied(visit.project_id or "", model.answers_as if model else wanted(visit))


def _denied_elsewhere(_state: State, visit: Visit) -> ApiError:
    return errors.project_model_denied(project_id(), wanted(visit))


def _unknown(_state: State, visit: Visit) -> ApiError:
    is_retrieve = visit.endpoint.route is Route.MODEL_RETRIEVE
    return (errors.model_not_retrieved if is_retrieve else errors.model_not_found)(wanted(visit))


def _scopes(_state: State, visit: Visit) -> ApiError:
    return errors.missing_scopes([visit.endpoint.scope], 403 if visit.endpoint.scope == READ_MODELS else 401)


_MODEL, _SCOPE, _WHO, _WHERE = Stage.MODEL, Stage.SCOPE, Stage.IDENTITY, Stage.PLACE
_ASKING = GENERATING | {Route.MODEL_RETRIEVE}

ACCESS: tuple[Fault, ...] = (
    Fault("denied_without_policy", "access", Refuse(_MODEL, _denied), GENERATING, "project_model_access"),
    Fault("denied_snapshot", "access", Refuse(_MODEL, _denied_snapshot), GENERATING, "project_model_access"),
    Fault("denied_other_project", "access", Refuse(_MODEL, _denied_elsewhere), GENERATING, "project_model_access"),
    Fault("model_not_found", "access", Refuse(_MODEL, _unknown), _ASKING, "model_not_found"),
    Fault("model_shut_down", "access", Refuse(_MODEL, _model(errors.model_shut_down)), GENERATING, "model_shut_down"),
    Fault(
        "unverified_404",
        "access",
        Refuse(_MODEL, _model(lambda model: errors.unverified_model(model, 404))),
        GENERATING,
        "org_not_verified",
    ),
    Fault(
        "unverified_403",
        "access",
        Refuse(_MODEL, _model(lambda model: errors.unverified_model(model, 403))),
        GENERATING,
        "org_not_verified",
    ),
    Fault(
        "unverified_stream", "access", Refuse(_MODEL, _plain(errors.unverified_stream)), GENERATING, "org_not_verified"
    ),
    Fault(
        "unverified_summary",
        "access",
        Refuse(_MODEL, _plain(errors.unverified_summary)),
        GENERATING,
        "org_not_verified",
    ),
)

KEYS: tuple[Fault, ...] = (
    Fault("no_list_scope", "key", Refuse(_SCOPE, _scopes), LISTING, "missing_scope"),
    Fault("no_request_scope", "key", Refuse(_SCOPE, _scopes), GENERATING, "missing_scope"),
    Fault(
        "no_request_scope_403",
        "key",
        Refuse(_SCOPE, _plain(lambda: errors.missing_scopes([REQUEST_MODEL], 403))),
        GENERATING,
        "missing_scope",
    ),
    Fault(
        "insufficient_permissions",
        "key",
        Refuse(_SCOPE, _plain(errors.insufficient_permissions)),
        INFERENCE,
        "missing_scope",
    ),
    Fault(
        "bad_key",
        "key",
        Refuse(Stage.CREDENTIAL, lambda _state, visit: errors.invalid_key(visit.key.secret)),
        INFERENCE,
        "invalid_api_key",
    ),
    Fault(
        "bad_admin_key",
        "admin",
        Refuse(Stage.CREDENTIAL, lambda _state, visit: errors.invalid_key(visit.key.secret)),
        ADMIN,
        "invalid_api_key",
    ),
    Fault("no_key", "key", Refuse(Stage.CREDENTIAL, _plain(errors.no_key)), INFERENCE, "invalid_api_key"),
    Fault(
        "account_deactivated", "key", Refuse(_WHO, _plain(errors.account_deactivated)), INFERENCE, "account_deactivated"
    ),
    Fault("not_a_member", "key", Refuse(_WHO, _plain(errors.not_a_member)), INFERENCE, "not_a_member"),
    Fault(
        "mismatched_organization",
        "key",
        Refuse(_WHO, _plain(errors.mismatched_organization)),
        INFERENCE,
        "mismatched_organization",
    ),
    Fault(
        "unknown_organization",
        "key",
        Refuse(_WHO, _plain(lambda: errors.no_such_organization(f"org-{base62(24)}"))),
        INFERENCE,
        "unknown_organization",
    ),
    Fault(
        "mismatched_project", "key", Refuse(_WHO, _plain(errors.mismatched_project)), INFERENCE, "mismatched_project"
    ),
)

PLACES: tuple[Fault, ...] = (
    Fault("ip_not_allowed", "place", Refuse(_WHERE, _plain(errors.ip_not_authorized)), ALL, "ip_not_allowed"),
    Fault(
        "unsupported_country", "place", Refuse(_WHERE, _plain(errors.unsupported_country)), ALL, "unsupported_country"
    ),
    Fault(
        "regional_host",
        "place",
        Refuse(_WHERE, _plain(lambda: errors.incorrect_hostname(_REGION))),
        INFERENCE,
        "regional_host",
    ),
    Fault("geography", "place", Refuse(_WHERE, _plain(errors.geography_restricted)), INFERENCE, "regional_host"),
    Fault(
        "wrong_url",
        "door",
        Refuse(Stage.URL, lambda _state, visit: errors.invalid_url(visit.arrival.method, visit.arrival.path)),
        INFERENCE,
        "wrong_url",
    ),
)

DOORS: tuple[Fault, ...] = (
    Fault("responses_only", "door", Refuse(_MODEL, _plain(errors.responses_only)), _CHAT, "responses_only"),
    Fault("not_chat_model", "door", Refuse(_MODEL, _plain(errors.not_chat_model)), _CHAT, "not_chat_model"),
    Fault(
        "embeddings_not_allowed",
        "door",
        Refuse(_MODEL, _plain(errors.embeddings_not_allowed)),
        _EMBEDDINGS,
        "embeddings_not_allowed",
    ),
    Fault(
        "unsupported_parameter",
        "door",
        Refuse(_MODEL, _plain(errors.unsupported_max_tokens)),
        GENERATING,
        "unsupported_parameter",
    ),
    Fault(
        "context_length",
        "door",
        Refuse(_MODEL, _plain(lambda: errors.context_length(128_000, 131_072))),
        GENERATING,
        "context_length",
    ),
    Fault("service_tier", "door", Refuse(Stage.TIER, _plain(errors.service_tier_refused)), GENERATING, "service_tier"),
    Fault(
        "hosted_tool",
        "door",
        Refuse(Stage.TIER, _plain(lambda: errors.hosted_tool_off("Web Search"))),
        GENERATING,
        "hosted_tool",
    ),
)
