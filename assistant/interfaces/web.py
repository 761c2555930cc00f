"""The ASGI application around app.py: its own routes, the front door, and the server that runs it."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse
from starlette.routing import Route
from streamlit import config

from assistant.interfaces import style, theme
from assistant.interfaces.access.routes import LOGIN, STREAMLITS
from assistant.interfaces.access.routes import login as way_in
from assistant.interfaces.front_door import FrontDoor, security_headers
from assistant.interfaces.mishap import DiscreetRecord, on_script_error
from assistant.interfaces.settings import base_path, is_loopback, settings
from assistant.interfaces.shell import ServerWords, not_found_pages, script_hashes, shells, streamlit_index

__all__ = ["ServerWords", "application", "serve"]

_LOG: Final = logging.getLogger("model_access")
_ROBOTS: Final = "User-agent: *\nDisallow: /*?case=\nDisallow: /approval\nDisallow: /_stcore/\nAllow: /\n"


def application(
    script: Path,
    words: ServerWords,
    *,
    pages: Sequence[str] = (),
    show_mishap: Callable[[str], object] = st.error,
    show_refusal: Callable[[], object] = lambda: None,
    routes: Sequence[Route] = (),
    login: bool = False,
) -> st.App:
    """Return the application around a script.

    `pages` are the url_path of every st.Page but the default one; any other address answers 404.
    `show_mishap` is called with a reference number where a run has failed, `show_refusal` where somebody did what they
    may not. `routes` are further HTTP routes. `login` opens the way to the identity provider.
    """
    base = base_path(os.environ)
    own = (
        Route(f"{base}/healthz", _healthz),
        Route(f"{base}/robots.txt", _robots),
        Route(f"{base}/favicon.png", _icon),
        *((Route(f"{base}{LOGIN}", way_in),) if login else ()),
        *routes,
    )
    index = streamlit_index()
    style.IN_PAGE.set()
    door = Middleware(
        FrontDoor,
        base=base,
        pages=("/", *(f"/{page.strip('/')}" for page in pages)),
        routes=[*(route.path.removeprefix(base) for route in own), *(STREAMLITS if login else ())],
        shells=shells(index, words, style.MARKUP),
        not_found=not_found_pages(words, f"{base}/"),
        headers=security_headers(script_hashes(index), login=login),
        login=login,
    )
    on_error = on_script_error(show_mishap, show_refusal)
    return st.App(script, routes=own, middleware=[door], lifespan=_lifespan, on_script_error=on_error)


def serve(
    app: st.App, script: Path, *, host: str | None = None, port: int | None = None, secrets: Sequence[Path] = ()
) -> None:
    """Serve until interrupted, by the script's .streamlit/config.toml, over it STREAMLIT_*, over both these two."""
    # Streamlit looks for its settings beside the launcher: that is to be the script, wherever the command is installed.
    sys.argv = [str(script)]
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
    logging.setLogRecordFactory(DiscreetRecord)
    theme.remember()
    app.run(config=settings(os.environ, host, port) | {"secrets.files": [str(one) for one in secrets]})


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[dict[str, Any] | None]:
    for complaint in _complaints():
        _LOG.warning(complaint)
    address, port = config.get_option("server.address"), config.get_option("server.port")
    print(f"Model Access Assistant: http://{_in_url(str(address or '127.0.0.1'))}:{port}", flush=True)  # noqa: T201
    yield None


def _complaints() -> list[str]:
    """Return what makes this server slower or more open than it should be."""
    found = []
    if config.get_option("runner.postScriptGC"):
        found.append("runner.postScriptGC is on: every turn waits for a full collection")
    if "uvloop" not in type(asyncio.get_running_loop()).__module__:
        found.append("uvloop is not in use: Streamlit's sockets lack TCP_NODELAY then, every turn costs 40 ms more")
    if not is_loopback(str(config.get_option("server.address") or "")):
        found.append("listening beyond this machine: see docs/running-for-a-team.md")
    return found


def _in_url(address: str) -> str:
    return f"[{address}]" if ":" in address else address


async def _healthz(_: Request) -> PlainTextResponse:
    return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})


async def _icon(_: Request) -> FileResponse:
    # In place of Streamlit's own; st.set_page_config(page_icon=) would import numpy and Pillow for a file.
    return FileResponse(Path(__file__).with_name("icon.png"), headers={"Cache-Control": "max-age=86400"})


async def _robots(_: Request) -> PlainTextResponse:
    return PlainTextResponse(_ROBOTS)
