"""The practice server: many organizations behind one port of 127.0.0.1, in a thread with its own event loop."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from dataclasses import dataclass
from typing import Any

from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

from assistant.practice.app import create_app
from assistant.practice.delivery import TRANSPORT
from assistant.practice.directory import MOST_ORGANIZATIONS, Directory
from assistant.practice.organization import PracticeOrganization

__all__ = ["PracticeOrganization", "PracticeServer", "Served", "create_app", "serve"]

_HOST = "127.0.0.1"
_PATIENCE = 10.0  # seconds for the server to start or to end


class _OpenProtocol(H11Protocol):
    """HTTP/1.1 that hands the application its connection, so that an answer can be cut; it logs no request."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Put the connection into the scope of every request that comes over it."""
        super().connection_made(transport)
        self.access_log = False
        inner = self.app

        async def with_transport(scope: Any, receive: Any, send: Any) -> None:
            await inner({**scope, TRANSPORT: transport}, receive, send)

        self.app = with_transport


class PracticeServer:
    """One server for all practice organizations of a process; `start` and `stop` may be called once each."""

    def __init__(self, port: int = 0, *, door: bool = False, most: int = MOST_ORGANIZATIONS) -> None:
        """Prepare a server; port 0 takes a free one, `door` opens /practice/… for switching faults over HTTP."""
        self._directory = Directory(most)
        self._port = port
        # log_config None and no level: this server must not touch the logging of the server that it runs beside
        config = Config(
            create_app(self._directory, door=door),
            http=_OpenProtocol,
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        self._server = Server(config)
        self._thread: threading.Thread | None = None

    @property
    def base_url(self) -> str:
        """Return the address that clients take, with its /v1."""
        return f"http://{_HOST}:{self._port}/v1"

    @property
    def directory(self) -> Directory:
        """Return who owns which key."""
        return self._directory

    def start(self) -> str:
        """Start to serve and return the base URL; OSError when the port is taken."""
        listening = _listen(self._port)
        self._port = listening.getsockname()[1]
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listening]}, name="practice-server", daemon=True
        )
        self._thread.start()
        deadline = time.monotonic() + _PATIENCE
        while not self._server.started:
            if time.monotonic() > deadline or not self._thread.is_alive():
                raise OSError(f"the practice server did not start on port {self._port}")
            time.sleep(0.005)
        return self.base_url

    def stop(self) -> None:
        """End at once; requests under way are cut."""
        self._server.should_exit = self._server.force_exit = True
        if self._thread:
            self._thread.join(_PATIENCE)

    def wait(self) -> None:
        """Serve until the thread ends."""
        while self._thread and self._thread.is_alive():
            self._thread.join(0.5)

    def new_organization(self, name: str = "Practice") -> PracticeOrganization:
        """Found an organization and serve it; the longest unused one leaves when there are too many."""
        organization = PracticeOrganization(name)
        self._directory.add(organization)
        return organization

    def drop(self, organization: PracticeOrganization) -> None:
        """Serve an organization no longer; its keys are unknown from now on."""
        self._directory.drop(organization)


def _listen(port: int) -> socket.socket:
    # the protocol number must be stated: without it asyncio does not set TCP_NODELAY on what it accepts
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listening.bind((_HOST, port))
    except OSError:
        listening.close()
        raise
    return listening


@dataclass(frozen=True, slots=True)
class Served:
    """A standalone server and its one organization: what the command prints."""

    server: PracticeServer
    organization: PracticeOrganization
    base_url: str

    @property
    def keys(self) -> dict[str, str]:
        """Return the made-up keys by name."""
        return {name: key.secret for name, key in self.organization.keys.items()}

    @property
    def project_ids(self) -> dict[str, str]:
        """Return the project ids by role."""
        return {project.role: project.id for project in self.organization.projects()}


def serve(port: int = 0) -> Served:
    """Start a standalone server with one organization and its door open; it prints nothing."""
    server = PracticeServer(port, door=True)
    base_url = server.start()
    return Served(server, server.new_organization(), base_url)
