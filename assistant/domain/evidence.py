"""What a probe found: a value with its call inside, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

ProbeId = Literal[
    "models_list",  # GET /models
    "model_retrieve",  # GET /models/{model}
    "model_call",  # one minimal call on the endpoint that fits the model
    "project",  # Admin: GET /organization/projects/{id}
    "project_policy",  # Admin: GET /organization/projects/{id}/model_permissions
    "rate_limits",  # Admin: GET /organization/projects/{id}/rate_limits
    "spend_limit",  # Admin: GET /organization/projects/{id}/spend_limit
    "hosted_tools",  # Admin: GET /organization/projects/{id}/hosted_tool_permissions
]


class Found(StrEnum):
    """The outcome of one probe."""

    OK = "ok"  # 2xx with the body that the contract promises
    DENIED = "denied"  # the server refused: 400, 401 (a good key), 403 or a 200 with an error inside
    MISSING = "missing"  # 404: unknown, invisible, or no such policy
    LIMITED = "limited"  # 429: rate or money
    BAD_KEY = "bad_key"  # 401 that refuses the key itself, or no key
    UNREACHABLE = "unreachable"  # no usable answer: DNS, TLS, cut, timeout, redirect, HTML, too large, unreadable
    CRASHED = "crashed"  # any 5xx
    SKIPPED = "skipped"  # not called, `message` says why


class PolicyMode(StrEnum):
    """How the ids of a project's model policy are meant."""

    ALLOW_LIST = "allow_list"
    DENY_LIST = "deny_list"


@dataclass(frozen=True, slots=True)
class Policy:
    """A project's model permissions as the Admin API states them; `mode` None with ids is an unknown future mode.

    No policy at all (404 for an existing project) is `Policy(None, ())`.
    """

    mode: PolicyMode | None
    model_ids: tuple[str, ...]
    mode_text: str | None = None  # the mode's own word when it is not a known one


@dataclass(frozen=True, slots=True)
class ListedModel:
    """One model of a key's list; `shutdown_date` is YYYY-MM-DD or None (field in the contract since 2026-08-14)."""

    id: str
    shutdown_date: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one probe and the call that gave it; every text in it is masked."""

    probe: ProbeId
    found: Found
    method: str | None = None
    url: str | None = None
    status: int | None = None
    code: str | None = None
    type: str | None = None
    param: str | None = None
    message: str | None = None
    model: str | None = None  # the `model` of the answer
    project_id: str | None = None  # the answer's `openai-project` header
    request_id: str | None = None
    seconds: float | None = None
    at: str | None = None  # UTC, ISO 8601
    listed: tuple[ListedModel, ...] = ()
    policy: Policy | None = None
    pasted: bool = False  # read from an answer that the user pasted, not from a call of ours
    reason: str | None = None  # the kind of trouble behind UNREACHABLE or SKIPPED: timeout, html, redirect, …
    detail: str | None = None  # what an Admin answer said: "archived", "enforcing", "0", …
