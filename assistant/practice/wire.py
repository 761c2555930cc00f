"""What comes in and what goes out, as values; nothing here knows a web framework."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Literal

from assistant.practice.errors import ApiError
from assistant.practice.identity import Key
from assistant.practice.routes import Endpoint, Stage

Body = Mapping[str, Any]
Style = Literal["whole", "slow", "drip", "cut", "reset", "silence", "huge"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A request as it came; header names are lower case."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)  # the key is in them
    body: bytes = field(default=b"", repr=False)

    @property
    def secret(self) -> str:
        """Return the key that the request presents, empty when it presents none."""
        scheme, _, secret = self.headers.get("authorization", "").partition(" ")
        return secret.strip() if scheme.lower() == "bearer" else ""


@dataclass(frozen=True, slots=True)
class Visit:
    """A request with a known key: `project_id` is the key's own, or for an Admin path the one in the path."""

    arrival: Arrival
    endpoint: Endpoint
    key: Key
    ids: Mapping[str, str]
    body: Body | None  # None: the bytes are no JSON object
    project_id: str | None
    now: float

    @property
    def model(self) -> str | None:
        """Return the model that the request names, in its path or its body."""
        named = self.ids.get("model") or (self.body or {}).get("model")
        return named if isinstance(named, str) else None


@dataclass(frozen=True, slots=True)
class Delivery:
    """How an answer travels: whole, or in one of the ways in which networks fail."""

    style: Style = "whole"
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer before it is sent: `body` is JSON, or bytes that are sent as they are."""

    status: int
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)
    delivery: Delivery = Delivery()

    @property
    def is_good(self) -> bool:
        """Say whether the request went through."""
        return self.status == HTTPStatus.OK

    def with_headers(self, **headers: str) -> Reply:
        """Return the reply with more headers; `_` in a name stands for `-`."""
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return Reply(self.status, self.body, {**self.headers, **more}, self.delivery)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a handler decided: the answer, and the change that it stands for, not yet made."""

    body: Any
    commit: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error and how far the request had come."""

    stage: Stage
    error: ApiError


def packed(body: Any) -> bytes:
    """Return a reply's body as the bytes that are sent."""
    return body if isinstance(body, bytes) else json.dumps(body).encode()


def transcript(reply: Reply) -> str:
    """Return a reply as curl -i prints it."""
    status = HTTPStatus(reply.status)
    headers = {"content-type": "application/json", **reply.headers}
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *(f"{name}: {value}" for name, value in headers.items())]
    body = reply.body.decode(errors="replace") if isinstance(reply.body, bytes) else json.dumps(reply.body, indent=2)
    return "\n".join([*lines, "", body])
