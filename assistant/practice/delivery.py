"""How a reply travels over the connection: whole, late, trickling, cut, not at all, or far too large."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from starlette.types import Receive, Scope, Send

from assistant.practice.wire import Delivery, Reply, Style, packed

TRANSPORT = "practice.transport"  # where the server's protocol leaves the connection in the scope
_CHUNK = b'"' + b"x" * 65_533 + b'",'
_HUGE_CHUNKS = 800  # 50 MB
_TRICKLE = 0.25  # seconds between two bytes


class Line:
    """One request's connection: sends parts of an answer, and knows when the other side has gone."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Listen for the other side's leaving; the request's body must have been read."""
        self._transport: asyncio.Transport | None = scope.get(TRANSPORT)
        self._send = send
        self._gone = asyncio.ensure_future(_leaving(receive))

    async def start(self, status: int, headers: Mapping[str, str]) -> None:
        """Send the status and the headers."""
        raw = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
        await self._send({"type": "http.response.start", "status": status, "headers": raw})

    async def part(self, body: bytes, *, last: bool = False) -> None:
        """Send a part of the body."""
        await self._send({"type": "http.response.body", "body": body, "more_body": not last})

    async def stays(self, seconds: float) -> bool:
        """Wait, and say whether the other side is still there."""
        await asyncio.wait({self._gone}, timeout=max(0.0, seconds))
        return not self._gone.done()

    async def close(self, *, abruptly: bool = False) -> None:
        """End the connection where it is; what was sent before arrives unless it is ended abruptly."""
        if self._transport:
            (self._transport.abort if abruptly else self._transport.close)()
            await self.stays(5.0)

    def hang_up(self) -> None:
        """Stop listening."""
        self._gone.cancel()


async def _leaving(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def deliver(reply: Reply, scope: Scope, receive: Receive, send: Send) -> None:
    """Send a reply in the way that it says."""
    line = Line(scope, receive, send)
    try:
        await _WAYS[reply.delivery.style](line, reply, reply.delivery)
    finally:
        line.hang_up()


def _packed(reply: Reply) -> tuple[bytes, dict[str, str]]:
    body = packed(reply.body)
    return body, {"content-type": "application/json", **reply.headers, "content-length": str(len(body))}


async def _whole(line: Line, reply: Reply, _delivery: Delivery) -> None:
    body, headers = _packed(reply)
    await line.start(reply.status, headers)
    await line.part(body, last=True)


async def _slow(line: Line, reply: Reply, delivery: Delivery) -> None:
    if await line.stays(delivery.seconds):
        await _whole(line, reply, delivery)


async def _drip(line: Line, reply: Reply, delivery: Delivery) -> None:
    """Send a body that has begun and does not end: a brace, then a space now and then."""
    await line.start(reply.status, {"content-type": "application/json", **reply.headers})
    await line.part(b"{")
    for _ in range(int(delivery.seconds / _TRICKLE)):
        if not await line.stays(_TRICKLE):
            return
        await line.part(b" ")
    await line.close()


async def _cut(line: Line, reply: Reply, _delivery: Delivery) -> None:
    """Promise a body of some length and end the connection in its middle."""
    body, headers = _packed(reply)
    await line.start(reply.status, headers)
    await line.part(body[: len(body) // 2])
    await line.close()


async def _reset(line: Line, _reply: Reply, _delivery: Delivery) -> None:
    await line.close(abruptly=True)


async def _silence(line: Line, _reply: Reply, delivery: Delivery) -> None:
    if await line.stays(delivery.seconds):
        await line.close()


async def _huge(line: Line, reply: Reply, _delivery: Delivery) -> None:
    """Send 50 MB of sound JSON, as fast as the other side takes it."""
    await line.start(reply.status, {"content-type": "application/json", **reply.headers})
    await line.part(b'{"object": "list", "data": [')
    for _ in range(_HUGE_CHUNKS):
        if not await line.stays(0.0):
            return
        await line.part(_CHUNK)
    await line.part(b'""]}', last=True)


_WAYS: Mapping[Style, Callable[[Line, Reply, Delivery], Awaitable[None]]] = {
    "whole": _whole,
    "slow": _slow,
    "drip": _drip,
    "cut": _cut,
    "reset": _reset,
    "silence": _silence,
    "huge": _huge,
}
