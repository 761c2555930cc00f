"""The way to the identity provider, and back to the page that led there: Streamlit itself always ends on the first."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request, cookie_parser
from starlette.responses import RedirectResponse
from starlette.types import Scope

LOGIN: Final = "/login"
STREAMLITS: Final = ("/auth/login", "/auth/logout", "/oauth2callback")
BACK: Final = "model_access_back"
LASTS: Final = 900  # seconds to log in


async def login(request: Request) -> RedirectResponse:
    """Go on to the provider, with the page that the link stood on kept in a cookie."""
    from streamlit.user_info import generate_login_redirect_url  # imports the signing of tokens

    answer = RedirectResponse(generate_login_redirect_url("default"), 302, {"Cache-Control": "no-store"})
    came = urlsplit(request.headers.get("referer", ""))
    where = f"{came.path}?{came.query}" if came.query else came.path
    if came.path:
        answer.set_cookie(BACK, where, LASTS, path=_folder(request.url.path), httponly=True, samesite="lax")
    return answer


def way_back(scope: Scope, base: str, pages: Collection[str]) -> RedirectResponse | None:
    """Return the way back to the page that the login was asked on, once; None where there is none."""
    where = cookie_parser(Headers(scope=scope).get("cookie", "")).get(BACK, "")
    path = urlsplit(where).path
    if not where.startswith(f"{base}/") or where.startswith("//") or path.removeprefix(base) not in pages:
        return None
    answer = RedirectResponse(where, 302, {"Cache-Control": "no-store"})
    answer.delete_cookie(BACK, path=base or "/")
    return answer


def _folder(path: str) -> str:
    return path.removesuffix(LOGIN) or "/"
