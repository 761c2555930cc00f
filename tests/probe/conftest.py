"""Servers by hand, and what calls to them share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant.adapters.openai_api import Context
from assistant.domain.probing.keys import Keys
from tests.probe.raw_server import FAST, KEY, PROJECT, RawServer, classify, http


@pytest.fixture(scope="session", autouse=True)
def _openai_is_imported() -> None:
    """Let no test's clock run while openai is imported."""
    import assistant.adapters.openai_api.send  # noqa: F401


@pytest.fixture
def serve() -> Iterator[Callable[..., RawServer]]:
    """Start raw servers that are closed after the test."""
    running: list[RawServer] = []

    def start(answer) -> RawServer:
        if isinstance(answer, bytes):
            whole = answer

            def answer(connection, _request):
                connection.sendall(whole)

        running.append(RawServer(answer))
        return running[-1]

    yield start
    for one in running:
        one.close()


@pytest.fixture
def routes(serve):
    """Start a server that answers by the end of the path; unknown paths get an error that nobody knows."""

    def start(**answers: bytes | list[bytes]) -> RawServer:
        def answer(connection, request):
            name = request.path.partition("?")[0].rstrip("/").rpartition("/")[2]
            known = {"models": "list", "completions": "chat", PROJECT: "project"}
            key = known.get(name, name)
            if "/models/" in request.path:
                key = "retrieve"
            reply = answers.get(key, http(418, {"error": "no such route here"}))
            connection.sendall(reply.pop(0) if isinstance(reply, list) else reply)

        return serve(answer)

    return start


@pytest.fixture
def context():
    """Make what calls share, with short bounds."""

    def make(server: RawServer, model: str = "gpt-4.1", project: str | None = KEY, admin: str | None = None, **more):
        return Context(model, Keys(project, admin, server.base_url), classify, **{"limits": FAST, **more})

    return make
