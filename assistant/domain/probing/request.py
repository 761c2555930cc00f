"""The calls that probes make, as values: what is shown before anything is sent is what is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args
from urllib.parse import quote

from assistant.domain.endpoint import Endpoint, endpoint_for, minimal_body
from assistant.domain.evidence import ProbeId
from assistant.domain.knowledge import ModelTable

Cost = Literal["free", "tokens"]
Slot = Literal["project", "admin"]  # the key that a call takes
PROBES: tuple[ProbeId, ...] = get_args(ProbeId)
ADMIN_PATHS: Mapping[ProbeId, str] = {
    "project": "",
    "project_policy": "/model_permissions",
    "rate_limits": "/rate_limits?limit=100",
    "spend_limit": "/spend_limit",
    "hosted_tools": "/hosted_tool_permissions",
}
LONGEST_ID = 256


@dataclass(frozen=True, slots=True)
class Request:
    """One call of a probe; `skip` says why it is not made, and then there is no path."""

    probe: ProbeId
    key: Slot
    method: str = "GET"
    path: str = ""  # below the base URL, beginning with /
    body: Mapping[str, object] | None = field(default=None, hash=False)
    cost: Cost = "free"
    skip: str | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What will be sent, and to whom, for a page to show first."""

    probe: ProbeId
    key: Slot
    method: str
    url: str
    body: Mapping[str, object] | None
    cost: Cost
    skip: str | None


def request_for(
    probe: ProbeId,
    *,
    model: str,
    project: str | None = None,
    table: ModelTable | None = None,
    endpoint: str | None = None,
) -> Request:
    """Return the call of a probe; `endpoint` is the one that the case names, such as /v1/chat/completions."""
    if probe == "models_list":
        return Request(probe, "project", path="/models")
    if probe == "model_retrieve":
        return _with_id(probe, "project", "/models/", model)
    if probe == "model_call":
        return model_call(model, endpoint_for(model, table or ModelTable(), endpoint))
    return _with_id(probe, "admin", "/organization/projects/", project or "", ADMIN_PATHS[probe])


def model_call(model: str, endpoint: Endpoint, limit_name: str | None = None) -> Request:
    """Return one minimal call of a model; media models are only looked up."""
    if endpoint is Endpoint.MEDIA:
        return Request("model_call", "project", skip="media")
    if not _sound(model):
        return Request("model_call", "project", skip="bad_id")
    cost: Cost = "free" if endpoint is Endpoint.MODERATIONS else "tokens"
    return Request("model_call", "project", "POST", f"/{endpoint}", minimal_body(endpoint, model, limit_name), cost)


def describe(
    probes: Sequence[ProbeId],
    *,
    model: str,
    project: str | None,
    base_url: str,
    table: ModelTable | None = None,
    endpoint: str | None = None,
) -> tuple[Outgoing, ...]:
    """Return what these probes will send: method, URL, body and cost."""
    made = (request_for(one, model=model, project=project, table=table, endpoint=endpoint) for one in probes)
    return tuple(shown(one, base_url) for one in made)


def shown(request: Request, base_url: str) -> Outgoing:
    """Return a call as it will go out to a base URL."""
    url = "" if request.skip else base_url + request.path
    return Outgoing(request.probe, request.key, request.method, url, request.body, request.cost, request.skip)


def _with_id(probe: ProbeId, key: Slot, before: str, name: str, after: str = "") -> Request:
    """Return a GET whose path holds an id; one that could leave its place in the path is not sent."""
    if not _sound(name) or not name.strip("."):
        return Request(probe, key, skip="bad_id")
    return Request(probe, key, path=f"{before}{quote(name, safe=':')}{after}")


def _sound(name: str) -> bool:
    return 0 < len(name) <= LONGEST_ID and name.isprintable()
