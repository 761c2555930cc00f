"""Plain HTTP without the SDK: what a server really sent, byte for byte where it matters."""

from __future__ import annotations

import http.client
import json
import socket
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.raw)

    @property
    def error(self) -> dict[str, Any]:
        return self.json["error"]


def ask(
    base_url: str, method: str, path: str, key: str | None = None, body: Any = None,
    headers: dict[str, str] | None = None, timeout: float = 10.0,
) -> Answer:  # fmt: skip
    """Send one request; `path` stands after /v1 unless it begins with //."""
    parts = urlsplit(base_url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=timeout)
    sent = {**({"Authorization": f"Bearer {key}"} if key is not None else {}), **(headers or {})}
    data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
    try:
        connection.request(method, path[1:] if path.startswith("//") else parts.path + path, data, sent)
        got = connection.getresponse()
        return Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read())
    finally:
        connection.close()


def raw_exchange(base_url: str, path: str, key: str, seconds: float) -> tuple[bytes, bool]:
    """Send a GET over a bare socket; return what came within that time, and whether the server ended the connection."""
    parts = urlsplit(base_url)
    received = b""
    with socket.create_connection((parts.hostname, parts.port), timeout=seconds) as line:
        line.sendall(
            f"GET {parts.path}{path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAuthorization: Bearer {key}\r\n\r\n".encode()
        )
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            line.settimeout(left)
            try:
                part = line.recv(65_536)
            except TimeoutError:
                return received, False
            except ConnectionResetError:
                return received, True
            if not part:
                return received, True
            received += part
    return received, False
