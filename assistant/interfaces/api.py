"""POST /api/diagnose: a text in, the object of `diagnose --json` out; it takes no key and keeps nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from assistant.domain.deciding.decide import Decider
from assistant.domain.knowledge import Knowledge
from assistant.domain.text import LANGUAGES, Language
from assistant.domain.view.words import Words
from assistant.interfaces.accept_language import preferred
from assistant.interfaces.command.diagnose import as_json
from assistant.interfaces.limits import VisitorLimits

PATH = "/api/diagnose"
LARGEST = 4_400_000  # bytes of the request's body


def diagnose_route(decider: Decider, knowledge: Knowledge, limits: VisitorLimits) -> Route:
    """Return the route; answers 400 for a body that is no paste, 413 for one too large, 429 beyond the limit.

    A refusal speaks the language of the request's `lang` or Accept-Language; the verdict's words that of "language".
    """

    async def diagnose(request: Request) -> JSONResponse:
        say = Words(knowledge, preferred(request.url.query, request.headers.get("accept-language", "")))
        if request.method != "POST":
            return _refused(405, say("api_post_only"), {"Allow": "POST"})
        minutes = limits.wait(request.client.host if request.client else "unknown", "pastes")
        if minutes:
            return _refused(429, say("api_too_many", minutes=minutes), {"Retry-After": str(minutes * 60)})
        body = await _body(request)
        if body is None:
            return _refused(413, say("api_too_large", bytes=LARGEST))
        asked = _asked(body)
        if asked is None:
            return _refused(400, say("api_malformed"))
        text, language = asked

        def answer() -> dict[str, Any]:
            report = decider.read(text)
            return as_json(report, decider.from_text(report), knowledge, language)

        return JSONResponse(await run_in_threadpool(answer))

    return Route(PATH, diagnose, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])


def _refused(status: int, words: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": words}, status, headers)


async def _body(request: Request) -> bytes | None:
    """Return the body, or None as soon as it is too large."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST:
            return None
        parts.append(part)
    return b"".join(parts)


def _asked(body: bytes) -> tuple[str, Language] | None:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        return None
    language = data.get("language", "en")
    return (data["text"], language) if language in LANGUAGES else None
