"""The web application: every request becomes a value, is answered by its organization, and is delivered."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send

from assistant.practice import errors
from assistant.practice.delivery import deliver
from assistant.practice.directory import Directory
from assistant.practice.door import door_routes
from assistant.practice.wire import Arrival, Reply

_MOST_BYTES = 20_000_000


class Gate:
    """The ASGI end of a directory."""

    def __init__(self, directory: Directory) -> None:
        """Serve the organizations of a directory."""
        self._directory = directory

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; one that leaves before it is read gets no answer."""
        request = Request(scope, receive)
        try:
            body = await _read(request)
        except ClientDisconnect:
            return
        reply = _too_large() if body is None else self._directory.reply(_arrival(request, body))
        await deliver(reply, scope, receive, send)


async def _read(request: Request) -> bytes | None:
    """Return the body, read to its end; None when it is larger than anything that a model takes."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size <= _MOST_BYTES:
            parts.append(part)
    return b"".join(parts) if size <= _MOST_BYTES else None


def _arrival(request: Request, body: bytes) -> Arrival:
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Arrival(request.method, request.scope["path"], dict(request.query_params), headers, body)


def _too_large() -> Reply:
    error = errors.ApiError(413, "Request body is too large.")
    return Reply(error.status, error.body())


def create_app(directory: Directory, *, door: bool = False) -> Starlette:
    """Return the application; `door` opens /practice/…, where faults are switched over HTTP."""
    routes = door_routes(directory) if door else []
    return Starlette(routes=[*routes, Mount("/", app=Gate(directory))])
