"""The SDK's own transport with a cap on the answer, held while it streams."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable
from typing import Any, cast

import httpx2

from assistant.adapters.openai_api.wire import Wire

AS_IS = ("", "identity")
ZLIB_OR_GZIP = zlib.MAX_WBITS | 32
SENDING = ".send_request_headers.started"  # the transport's own word for it, in HTTP/1.1 and 2
DROPPED = frozenset({b"content-encoding", b"content-length", b"transfer-encoding"})


class Bounded(httpx2.AsyncBaseTransport):
    """Passes one call on, keeps its answer in a `Wire`, and stops reading at the wire's cap."""

    def __init__(self, inner: httpx2.AsyncBaseTransport, wire: Wire) -> None:
        self._inner = inner
        self._wire = wire

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the request and return the whole answer, or as much of it as the cap lets in."""
        request.extensions = {**request.extensions, "trace": self._trace}
        response = await self._inner.handle_async_request(request)
        wire = self._wire
        wire.status = response.status_code
        wire.headers = [(name.lower(), value) for name, value in response.headers.multi_items()]
        try:
            await self._read(cast("AsyncIterable[bytes]", response.stream))
        finally:
            await response.aclose()
        headers = [(name, value) for name, value in response.headers.raw if name.lower() not in DROPPED]
        return httpx2.Response(response.status_code, headers=headers, content=wire.body, request=request)

    async def _trace(self, event: str, info: dict[str, Any]) -> None:
        """Note that the request leaves; opening a proxy's tunnel is not that yet."""
        if event.endswith(SENDING) and getattr(info.get("request"), "method", b"") != b"CONNECT":
            self._wire.sent = True

    async def _read(self, stream: AsyncIterable[bytes]) -> None:
        unpack = _unpacker(self._wire)
        if unpack is None:
            self._wire.trouble = "encoding"
            return
        body, received = bytearray(), 0
        async for chunk in stream:
            received += len(chunk)
            body += unpack(chunk, self._wire.cap + 1 - len(body))
            if max(len(body), received) > self._wire.cap:
                self._wire.trouble = "too_large"
                return
        self._wire.body = bytes(body)
        if not unpack.whole:
            self._wire.trouble = "cut"


class Unpacker:
    """Unpacks a body chunk by chunk and never gives more than it is asked for."""

    def __init__(self, packed: bool) -> None:
        self._inflate = zlib.decompressobj(ZLIB_OR_GZIP) if packed else None

    def __call__(self, chunk: bytes, most: int) -> bytes:
        """Return the chunk unpacked, at most `most` bytes of it."""
        return self._inflate.decompress(chunk, most) if self._inflate else chunk[:most]

    @property
    def whole(self) -> bool:
        """Tell whether a packed body came to its end."""
        return self._inflate is None or self._inflate.eof


def _unpacker(wire: Wire) -> Unpacker | None:
    """Return how to read the body, or None for an encoding that we did not ask for and do not know."""
    encodings = {value.strip().lower() for name, value in wire.headers if name == "content-encoding"}
    if len(encodings) > 1:
        return None
    encoding = encodings.pop() if encodings else ""
    if encoding in AS_IS:
        return Unpacker(packed=False)
    return Unpacker(packed=True) if encoding in ("gzip", "x-gzip", "deflate") else None
