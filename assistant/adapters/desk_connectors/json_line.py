"""Calls with JSON to one host: bounded in time and size, no redirect followed, every outcome a value."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import httpx2

from assistant.adapters.desk_connectors.said import said
from assistant.domain.desk.outgoing import Trouble

CALL = 25.0  # seconds of one call, whatever the server does
CONNECT = 8.0
LARGEST = 8 * 1024 * 1024  # bytes of one answer
REASONS = {401: "desk_no_login", 403: "desk_forbidden", 404: "desk_missing"}
NOT_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.UnsupportedProtocol)


@dataclass(frozen=True, slots=True)
class Answer:
    """One call's outcome; with a trouble, `perhaps` tells that the server may have done what was asked."""

    data: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    trouble: Trouble | None = None
    perhaps: bool = False


class JsonLine:
    """A line to one host, used with `with`; its headers may hold a secret and are in no message and no repr."""

    def __init__(self, base_url: str, headers: Mapping[str, str]) -> None:
        """Take where the calls go and what goes with each."""
        self._base_url = base_url
        self._headers = {**headers, "Accept": "application/json", "Accept-Encoding": "identity"}

    def __enter__(self) -> Self:
        self._runner = asyncio.Runner()
        self._client = httpx2.AsyncClient(
            headers=self._headers, timeout=httpx2.Timeout(CALL, connect=CONNECT), follow_redirects=False
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()

    def get(self, path: str, **params: str | int) -> Answer:
        """Ask for something."""
        return self._runner.run(self._call("GET", path, params, None))

    def post(self, path: str, body: Mapping[str, Any]) -> Answer:
        """Have something done, once."""
        return self._runner.run(self._call("POST", path, {}, body))

    async def _call(
        self, method: str, path: str, params: Mapping[str, str | int], body: Mapping[str, Any] | None
    ) -> Answer:
        try:
            async with asyncio.timeout(CALL):
                request = self._client.build_request(method, f"{self._base_url}{path}", params=params, json=body)
                response = await self._client.send(request, stream=True)
                try:
                    return _answered(response, await _body(response))
                finally:
                    await response.aclose()
        except NOT_SENT as error:
            reason = "desk_timeout" if isinstance(error, httpx2.TimeoutException) else "desk_unreachable"
            return Answer(trouble=Trouble(reason, said(error)))
        except (TimeoutError, httpx2.TimeoutException):
            return Answer(trouble=Trouble("desk_timeout"), perhaps=True)
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
            return Answer(trouble=Trouble("desk_cut", said(error)), perhaps=True)


async def _body(response: httpx2.Response) -> bytes | None:
    """Return the body, None when it is larger than the cap or in an encoding that was not asked for."""
    if response.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        return None
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > LARGEST:
            return None
    return bytes(body)


def _answered(response: httpx2.Response, body: bytes | None) -> Answer:
    status = response.status_code
    if 300 <= status < 400:
        return Answer(trouble=Trouble("desk_redirected", said(response.headers.get("location", ""))))
    if status >= 400:
        return Answer(trouble=Trouble(REASONS.get(status, "desk_error"), _told(status, body)), perhaps=status >= 500)
    if body is None:
        return Answer(trouble=Trouble("desk_too_large"), perhaps=True)
    try:
        return Answer(json.loads(body), {name.lower(): value for name, value in response.headers.items()})
    except (ValueError, RecursionError):
        return Answer(trouble=Trouble("desk_unreadable"), perhaps=True)


def _told(status: int, body: bytes | None) -> str:
    try:
        words = json.loads(body or b"")["message"]
    except (ValueError, RecursionError, KeyError, TypeError):
        words = ""
    return said(f"HTTP {status} {words}")
