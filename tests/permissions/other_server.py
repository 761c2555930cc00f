"""A server that is not the practice organization: a raw socket with habits of its own."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from tests.probe.raw_server import Got, RawServer, error, http

PROJECT = "proj_" + "Xy7" * 8
NAME = "Café “Ünïcode” 店"


@dataclass
class OtherServer:
    """Answers by a state that tests set; `odd` changes single answers, by method and the end of the path."""

    policies: dict[str, dict | None] = field(
        default_factory=lambda: {PROJECT: {"mode": "allow_list", "model_ids": ["b", "a"]}}
    )
    names: dict[str, str | None] = field(default_factory=lambda: {PROJECT: NAME})
    models: list[str] = field(default_factory=lambda: ["a", "b", "c", "ft:base:org::1/2 3"])
    odd: dict[tuple[str, str], object] = field(default_factory=dict)
    late: int = 0  # readings that still show the former policy after a write
    sort: bool = False
    turn: bool = False  # each reading begins the list at another place
    page: int = 100

    def __post_init__(self):
        self._lock = threading.Lock()
        self._former: dict | None = None
        self.server = RawServer(self._answer)
        self.base_url = self.server.base_url

    @property
    def got(self) -> list[Got]:
        return self.server.got

    @property
    def writes(self) -> list[Got]:
        return [one for one in self.got if one.method != "GET"]

    def close(self):
        self.server.close()

    def _answer(self, connection, request):
        with self._lock:
            odd = self.odd.get((request.method, urlsplit(request.path).path.rpartition("/")[2]))
            odd = odd.pop(0) if isinstance(odd, list) and odd else odd or None
            reply = odd or self.normal(request)
        if callable(reply):
            reply = reply(connection, request)
        if isinstance(reply, bytes):
            connection.sendall(reply)

    def normal(self, request: Got) -> bytes:
        """Answer as the state says."""
        path, query = urlsplit(request.path).path, parse_qs(urlsplit(request.path).query)
        parts = [unquote(one) for one in path.removeprefix("/v1/organization/projects").strip("/").split("/") if one]
        if not parts:
            return self._list(
                [{"id": one, "object": "organization.project", "name": name} for one, name in self.names.items()], query
            )
        if parts[0] not in self.names:
            return http(404, {"error": "no such thing"})
        if len(parts) == 1:
            return http(
                200, {"id": parts[0], "object": "organization.project", "name": self.names[parts[0]], "created_at": 1}
            )
        if parts[1] == "rate_limits":
            return self._list([{"id": f"rl-{one}", "model": one} for one in self.models], query)
        return self._policy(parts[0], request)

    def _policy(self, project: str, request: Got) -> bytes:
        if request.method == "DELETE":
            self._former, self.policies[project] = self.policies[project], None
            return b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
        if request.method == "POST":
            body = request.json
            ids = sorted(body["model_ids"]) if self.sort else body["model_ids"]
            self._former, self.policies[project] = self.policies[project], {"mode": body["mode"], "model_ids": ids}
            return http(200, {"object": "project.model_permissions", **self.policies[project]})
        shown = self.policies[project]
        if self._former is not None and self.late > 0:
            self.late -= 1
            shown = self._former
        if shown and self.turn:
            ids = shown["model_ids"]
            shown["model_ids"] = [*ids[1:], *ids[:1]]
        more = {"object": "project.model_permissions", "updated_at": 1, "scope": {"kind": "project"}}
        return http(200, {**more, **shown}) if shown else error(404, "none is set")

    def _list(self, entries: list[dict], query: dict[str, list[str]]) -> bytes:
        ids = [one["id"] for one in entries]
        start = ids.index(query["after"][0]) + 1 if "after" in query else 0
        shown = entries[start : start + self.page]
        more = start + self.page < len(entries)
        body = {"object": "list", "data": shown, **({"has_more": True, "last_id": shown[-1]["id"]} if more else {})}
        return http(200, json.dumps(body).encode())
