"""POST /api/diagnose: a text in, the object of `diagnose --json` out; it takes no key and keeps nothing."""

from __future__ import annotations

import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from assistant.domain.decide import Decider
from assistant.domain.knowledge import Knowledge
from assistant.domain.text import LANGUAGES, Language
from assistant.interfaces.command.diagnose import as_json
from assistant.interfaces.limits import VisitorLimits

PATH = "/api/diagnose"
LARGEST = 4_400_000  # bytes of the request's body


def diagnose_route(decider: Decider, knowledge: Knowledge, limits: VisitorLimits) -> Route:
    """Return the route; answers 400 for a body that is no paste, 413 for one too large, 429 beyond the limit."""

    async def diagnose(request: Request) -> JSONResponse:
        minutes = limits.wait(request.client.host if request.client else "unknown", "pastes")
        if minutes:
            return JSONResponse({"error": "too many requests"}, 429, {"Retry-After": str(minutes * 60)})
        body = await _body(request)
        if body is None:
            return JSONResponse({"error": f"the body is larger than {LARGEST} bytes"}, 413)
        asked = _asked(body)
        if asked is None:
            return JSONResponse({"error": 'the body is no object with a text "text"'}, 400)
        text, language = asked

        def answer() -> dict[str, Any]:
            report = decider.read(text)
            return as_json(report, decider.from_text(report), knowledge, language)

        return JSONResponse(await run_in_threadpool(answer))

    return Route(PATH, diagnose, methods=["POST"])


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
