"""A loopback server that answers the API's endpoints after a set time and remembers when each call came and went."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

MODEL = "gpt-4.1"
PROJECT = "proj_" + "a" * 24
DELAYS = {"/v1/models": 0.5, f"/v1/models/{MODEL}": 0.8}
OTHERWISE = 0.6


@dataclass(frozen=True, slots=True)
class Call:
    """One call: what was asked, when it came, when it was answered."""

    method: str
    path: str
    came: float
    went: float

    @property
    def seconds(self) -> float:
        """Return how long the answer took."""
        return self.went - self.came


@dataclass
class SlowServer:
    """The server's address and what it was asked."""

    url: str
    calls: list[Call] = field(default_factory=list)


@contextmanager
def slow_server(projects: int = 0, seconds: float = OTHERWISE) -> Iterator[SlowServer]:
    """Serve an organization of so many projects for as long as the block runs; a call takes `seconds`, or its delay."""
    _Handler.projects, _Handler.seconds = projects, seconds
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    found = SlowServer(f"http://127.0.0.1:{server.server_address[1]}/v1")
    _Handler.calls = found.calls
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    calls: ClassVar[list[Call]] = []
    projects: ClassVar[int] = 0
    seconds: ClassVar[float] = OTHERWISE

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length") or 0))
        self._answer()

    def log_message(self, *_: object) -> None:
        """Write nothing."""

    def _answer(self) -> None:
        came = time.perf_counter()
        path = self.path.partition("?")[0]
        time.sleep(DELAYS.get(path, self.seconds))
        body = json.dumps(self._listed() if path.endswith("/projects") else _said(self.command, path)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("x-request-id", "req_" + "0" * 32)
        self.end_headers()
        self.wfile.write(body)
        self.calls.append(Call(self.command, path, came, time.perf_counter()))

    def _listed(self) -> dict[str, Any]:
        """Return the page of projects that was asked for."""
        names = [f"proj_{number:024d}" for number in range(self.projects)]
        after = parse_qs(urlsplit(self.path).query).get("after", [""])[0]
        start = names.index(after) + 1 if after else 0
        page = [{"id": one, "object": "organization.project", "name": one} for one in names[start : start + 100]]
        return {"object": "list", "data": page, "has_more": start + 100 < len(names)}


def _said(method: str, path: str) -> dict[str, Any]:
    model = {"id": MODEL, "object": "model", "created": 1_700_000_000, "owned_by": "system"}
    if path == "/v1/models":
        return {"object": "list", "data": [model]}
    if path.startswith("/v1/models/"):
        return model
    if method == "POST":
        return {"id": "resp_" + "0" * 16, "object": "response", "model": MODEL, "status": "completed", "output": []}
    if path.endswith("/model_permissions"):
        return {"object": "project.model_permissions", "mode": "allow_list", "model_ids": [MODEL]}
    if path.endswith("/rate_limits"):
        return {"object": "list", "data": [], "has_more": False}
    return {"object": "project", "id": PROJECT, "name": "slow", "status": "active", "created_at": 1_700_000_000}
