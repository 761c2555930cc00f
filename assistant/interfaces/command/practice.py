"""`model-access practice`: the practice organization alone, for trying clients and scripts on it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any, Protocol


class Served(Protocol):
    """A running practice server and its one organization."""

    @property
    def base_url(self) -> str:
        """The address that clients take."""

    @property
    def keys(self) -> Mapping[str, str]:
        """The made-up keys by name."""

    @property
    def project_ids(self) -> Mapping[str, str]:
        """The project ids by role."""


def add(commands: Any) -> None:
    """Add the verb to the command line."""
    parser = commands.add_parser("practice", help="serve a made-up organization in the shape of the OpenAI API")
    parser.add_argument("--port", type=int, default=8765, help="port of 127.0.0.1")


def run(served: Served, wait: Callable[[], None]) -> int:
    """Print where it is and its made-up keys, then serve until interrupted."""
    print(f"OPENAI_BASE_URL={served.base_url}", flush=True)
    for name, project_id in served.project_ids.items():
        print(f"project {name}: {project_id}", flush=True)
    for name, key in served.keys.items():
        print(f"key {name}: {key}", flush=True)
    try:
        wait()
    except KeyboardInterrupt:
        return 0
    return 0


def cannot_serve(port: int, error: Exception) -> int:
    """Say why there is no practice organization on a port."""
    print(f"model-access practice: cannot serve on port {port}: {error}", file=sys.stderr)
    return 1
