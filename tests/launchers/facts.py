"""Serves app.py, or the script named by SCRIPT, with one more route that tells what the process is made of."""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import stat
import sys
from pathlib import Path
from unittest.mock import Mock

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit import config

from assistant.domain.text import Text
from assistant.interfaces.web import ServerWords, application, serve
from assistant.locations import app_file

WORDS = ServerWords(
    title=Text("模型アクセス", "Model <access>"),
    landing=Text("貼り付けてください", "Paste the error"),
    not_found=Text("ありません", "Not found"),
    home=Text("最初へ", "Home"),
)


LOOKUPS = Mock(wraps=config.get_options_for_section)
config.get_options_for_section = LOOKUPS


def accepted_sockets() -> list[int]:
    """Return TCP_NODELAY of each accepted connection of this process."""
    found = []
    for number in [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]:
        try:
            if not stat.S_ISSOCK(os.fstat(number).st_mode):
                continue
            with socket.socket(fileno=os.dup(number)) as one:
                if one.family in {socket.AF_INET, socket.AF_INET6} and one.type == socket.SOCK_STREAM:
                    one.getpeername()
                    found.append(one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        except OSError:
            continue
    return found


async def facts(_: Request) -> JSONResponse:
    names = ("server.address", "server.allowedHosts", "server.maxWidgetStateSize", "runner.postScriptGC", "theme.font")
    return JSONResponse({
        "loop": type(asyncio.get_running_loop()).__module__,
        "nodelay": accepted_sockets(),
        "modules": sorted(sys.modules),
        "config": {name: config.get_option(name) for name in names},
        "theme_lookups": LOOKUPS.call_count,
    })


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int)
    port = parser.parse_args().port
    script = Path(os.environ.get("SCRIPT") or app_file())
    routes = [Route("/facts", facts)] if os.environ.get("FACTS", "1") == "1" else []
    app = application(script, WORDS, pages=("desk",), routes=routes)
    serve(app, script, host=os.environ.get("HOST"), port=port)


if __name__ == "__main__":
    main()
