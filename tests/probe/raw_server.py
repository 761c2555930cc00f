"""A server by hand: a raw socket that answers as it is told, so that any fault can be made."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from assistant.adapters.openai_api import Limits

PROJECT = "proj_" + "Ab3d" * 6
KEY = "sk-" + "proj-" + "q7" * 20
ADMIN = "sk-" + "admin-" + "z9" * 20
FAST = Limits(connect=0.4, call=0.6, probe=3.0, list_bytes=40_000, other_bytes=20_000)


@dataclass
class Got:
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


@dataclass
class RawServer:
    """A listening socket; `answer` is called for each request with the connection and decides everything."""

    answer: Callable[[socket.socket, Got], None]
    got: list[Got] = field(default_factory=list)

    def __post_init__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"
        self.closing = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while not self.closing.is_set():
            with suppress(OSError):
                connection, _ = self._socket.accept()
                threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection):
        with connection, suppress(OSError):
            request = _read(connection)
            self.got.append(request)
            self.answer(connection, request)

    def close(self):
        self.closing.set()
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


def _read(connection) -> Got:
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65536)
        if not chunk:
            raise OSError
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += connection.recv(65536)
    method, path, _ = first.split(" ")
    return Got(method, path, headers, body)


def http(status: int = 200, body: object = b"", **headers: str) -> bytes:
    """Return a whole answer; a body that is no bytes is sent as JSON."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    given = {"Content-Type": "application/json", "Content-Length": str(len(data)), "Connection": "close"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return f"HTTP/1.1 {status} Whatever\r\n{head}\r\n".encode() + data


def error(status: int, message: str, code: str | None = None, **headers: str) -> bytes:
    body = {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": code}}
    return http(status, body, **headers)


def drip(connection, every: float = 0.02, forever: float = 20.0, what: bytes = b"x"):
    ends = time.monotonic() + forever
    while time.monotonic() < ends:
        connection.sendall(what)
        time.sleep(every)


def classify(status, code, kind, message):
    """Stand in for the signals of knowledge/."""
    text = (message or "").casefold()
    says = {
        "does not have access to model": "project_model_access",
        "has been deprecated": "model_shut_down",
        "does not exist": "model_not_found",
        "must be verified": "org_not_verified",
        "missing scopes": "missing_scope",
        "incorrect api key": "invalid_api_key",
        "only supported in v1/responses": "responses_only",
        "not a chat model": "not_chat_model",
        "unsupported parameter": "unsupported_parameter",
        "no credits": "credit_balance_exhausted",
        "limit 0": "limit_zero",
        "rate limit": "rate_limit",
        "has been archived": "project_archived",
        "country, region": "unsupported_country",
        "invalid url": "wrong_url",
    }
    return next((cause for words, cause in says.items() if words in text), None)
