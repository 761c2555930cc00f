"""What every HTTP request meets first: real status codes, a page in the reader's language, the headers of safety."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from importlib.resources import files
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.domain.text import Language
from assistant.interfaces.accept_language import preferred
from assistant.interfaces.access.routes import way_back

# Streamlit answers every path it does not know with 200 and its page, so what may pass is listed.
_PASSING: Final = ("/_stcore/upload_file/", "/_stcore/bidi-components/", "/component/", "/media/")
_EXACT: Final = frozenset({"/_stcore/health", "/_stcore/host-config", "/_stcore/stream"})


def security_headers(script_hashes: Sequence[str], *, login: bool = False) -> Mapping[str, str]:
    """Return the headers of every response; `blob:` lets Streamlit's inline v2 components load.

    Addresses hold the secrets of cases: no other host is told them. Our own way to a login is, to come back from it.
    """
    policy = {
        "default-src": "'self'",
        "script-src": " ".join(("'self'", *script_hashes, "blob:")),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "same-origin" if login else "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


def streamlit_files() -> frozenset[str]:
    """Return the paths of the files that the installed Streamlit serves."""
    root = files("streamlit") / "static"
    with_path = [(root, "")]
    found: set[str] = set()
    while with_path:
        folder, path = with_path.pop()
        for entry in folder.iterdir():
            here = f"{path}/{entry.name}"
            if entry.is_dir():
                with_path.append((entry, here))
            else:
                found.add(here)
    return frozenset(found - {"/index.html"})


class FrontDoor:
    """Pure ASGI middleware around Streamlit; `pages` and `routes` are absolute paths below the base."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        base: str,
        pages: Collection[str],
        routes: Collection[str],
        shells: Mapping[Language, bytes],
        not_found: Mapping[Language, bytes],
        headers: Mapping[str, str],
        login: bool = False,
    ) -> None:
        """Stand in front of `app`."""
        self._app = app
        self._base = base
        self._pages = frozenset(pages)
        self._known = _EXACT | streamlit_files() | frozenset(routes)
        self._shells = shells
        self._not_found = not_found
        self._headers = headers
        self._login = login

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a page or an unknown path, hand on the rest, with our headers on all of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        answer = self._answer(scope) or self._app
        await answer(scope, receive, send_with_headers)

    def _answer(self, scope: Scope) -> Response | None:
        """Return our own answer; None where Streamlit or a route of ours has it."""
        path: str = scope["path"]
        below = path.removeprefix(self._base) if path.startswith(f"{self._base}/") else ""
        if below in self._pages:
            return self._back(scope, below) or self._page(scope)
        if below in self._known or below.startswith(_PASSING):
            return None
        if below.rstrip("/") in self._pages and not below.startswith("//"):
            return _without_slash(scope)
        return HTMLResponse(self._not_found[_language(scope)], 404, {"Vary": "Accept-Language"})

    def _back(self, scope: Scope, below: str) -> Response | None:
        """Lead on from the first page, where a login ends, to the page that it was asked on."""
        return way_back(scope, self._base, self._pages) if self._login and below == "/" else None

    def _page(self, scope: Scope) -> Response:
        if scope["method"] not in {"GET", "HEAD"}:
            return PlainTextResponse("Method Not Allowed", 405, {"Allow": "GET, HEAD"})
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}
        if any(name in scope["query_string"] for name in (b"case=", b"request=")):
            headers["X-Robots-Tag"] = "noindex"
        return HTMLResponse(self._shells[_language(scope)], headers=headers)


def _language(scope: Scope) -> Language:
    asked = ",".join(Headers(scope=scope).getlist("accept-language"))
    return preferred(scope["query_string"].decode("latin-1"), asked)


def _without_slash(scope: Scope) -> Response:
    query = scope["query_string"].decode("latin-1")
    return RedirectResponse(scope["path"].rstrip("/") + (f"?{query}" if query else ""), 308)
