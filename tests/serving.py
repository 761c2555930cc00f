"""The app as a process of its own, for tests: started on a free port, asked over HTTP, stopped by its pid."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERVE = (sys.executable, "-m", "assistant", "serve")


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer; header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class AppServer:
    """`model-access serve`, or another command that takes --port, with its data in a folder of its own."""

    folder: Path
    command: Sequence[str] = SERVE
    environment: Mapping[str, str] = field(default_factory=dict)
    cwd: Path = ROOT
    port: int = field(default_factory=free_port)
    health_path: str = "/healthz"
    port_option: str = "--port"
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return self._log_file.read_text(encoding="utf-8", errors="replace") if self._log_file.exists() else ""

    @property
    def data_folder(self) -> Path:
        return self.folder / "data"

    @property
    def _log_file(self) -> Path:
        return self.folder / "server.log"

    def start(self, within: float = 40.0) -> AppServer:
        foreign = ("STREAMLIT_", "OPENAI_", "DATABASE_URL", "MODEL_ACCESS_")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        environment = {**inherited, "MODEL_ACCESS_DATA_DIR": str(self.data_folder), **self.environment}
        environment.setdefault("STREAMLIT_SECRETS_FILES", str(self.folder / "secrets.toml"))
        environment.setdefault("DATABASE_URL", f"sqlite:///{(self.folder / 'cases.sqlite3').as_posix()}")
        with self._log_file.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.command, self.port_option, str(self.port)], cwd=self.cwd, env=environment, stdout=log, stderr=log
            )
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}:\n{self.log}")
            if self._answers():
                return self
            time.sleep(0.05)
        self.stop()
        raise RuntimeError(f"the server did not answer within {within} s:\n{self.log}")

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
        self.process = None

    def restart(self) -> AppServer:
        """End the process and start it again on the same port and the same data."""
        self.stop()
        return self.start()

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def _answers(self) -> bool:
        try:
            return self.get(self.health_path).body == b"ok"
        except (OSError, http.client.HTTPException):
            return False
