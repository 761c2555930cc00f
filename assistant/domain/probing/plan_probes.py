"""Which calls come next, given what the last ones found: the free ones first, at most two that may cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.domain.deciding.refusal import Classify
from assistant.domain.endpoint import Endpoint, endpoint_for, endpoint_in
from assistant.domain.evidence import Finding, Found, ProbeId
from assistant.domain.knowledge import ModelTable
from assistant.domain.probing.request import Request, model_call, request_for

OF_THE_KEY: tuple[ProbeId, ...] = ("models_list", "model_retrieve")
OF_THE_ADMIN: tuple[ProbeId, ...] = (
    "project", "project_policy", "rate_limits", "spend_limit", "hosted_tools",
)  # fmt: skip
NEXT_ENDPOINT = {
    "responses_only": Endpoint.RESPONSES,
    "not_chat_model": Endpoint.COMPLETIONS,
    "chat_in_completions": Endpoint.CHAT,
    "embeddings_not_allowed": Endpoint.RESPONSES,
}
NO_SUCH_ROUTE = (404, 405)
MOST_CALLS = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What is probed, with which keys; `endpoint` is the one that the case names, such as /v1/chat/completions."""

    model: str
    project: str | None
    key: bool
    admin: bool
    call: bool = False
    endpoint: str | None = None
    table: ModelTable = field(default_factory=ModelTable)


def plan(findings: Sequence[Finding], asked: Asked, classify: Classify) -> tuple[Request, ...]:
    """Return the next round of calls, which do not depend on each other; nothing when all is done."""
    if not findings:
        return free_round(asked)
    if not (asked.call and asked.key):
        return ()
    calls = [one for one in findings if one.probe == "model_call"]
    if not calls:
        return (model_call(asked.model, endpoint_for(asked.model, asked.table, asked.endpoint)),)
    again = second_call(calls[-1], asked, classify) if len(calls) < MOST_CALLS else None
    return (again,) if again else ()


def free_round(asked: Asked) -> tuple[Request, ...]:
    """Return the checks that cost nothing, for the keys that are there."""
    of_admin = OF_THE_ADMIN if asked.admin and asked.project else ()
    probes = (*(OF_THE_KEY if asked.key else ()), *of_admin)
    return tuple(request_for(one, model=asked.model, project=asked.project, table=asked.table) for one in probes)


def second_call(first: Finding, asked: Asked, classify: Classify) -> Request | None:
    """Return a second call where the first was refused for its endpoint or a parameter, and not for the model."""
    used = endpoint_in(first.url)
    if used is None or first.found in (Found.OK, Found.SKIPPED):
        return None
    cause = classify(first.status, first.code, first.type, first.message)
    if cause == "unsupported_parameter":
        return _other_limit(used, asked.model)
    to = NEXT_ENDPOINT.get(cause or "")
    if to is None and used is Endpoint.RESPONSES and _no_such_route(first, cause, asked.model):
        to = Endpoint.CHAT
    return model_call(asked.model, to) if to is not None and to is not used else None


def _no_such_route(first: Finding, cause: str | None, model: str) -> bool:
    """Tell whether a server seems not to have the Responses endpoint at all."""
    unread = cause is None and model not in (first.message or "")
    return first.status in NO_SUCH_ROUTE and (cause == "wrong_url" or unread)


def _other_limit(used: Endpoint, model: str) -> Request | None:
    """Return the call again with the token limit's other name."""
    if used is Endpoint.CHAT:
        return model_call(model, Endpoint.CHAT, "max_tokens")
    return model_call(model, Endpoint.CHAT) if used is Endpoint.RESPONSES else None
