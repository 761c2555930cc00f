"""The same answers as server-sent events, for callers that ask to stream."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from assistant.practice.routes import Route

Json = dict[str, Any]


def _chat(answer: Json) -> Iterator[tuple[str | None, Json]]:
    chosen = answer["choices"][0]
    base = {name: answer[name] for name in ("id", "created", "model", "service_tier", "system_fingerprint")}
    base["object"] = "chat.completion.chunk"
    steps: tuple[tuple[Json, str | None], ...] = (
        ({"role": "assistant", "content": "", "refusal": None}, None),
        ({"content": chosen["message"]["content"]}, None),
        ({}, chosen["finish_reason"]),
    )
    for delta, finish in steps:
        yield None, {**base, "choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}]}


def _response(answer: Json) -> Iterator[tuple[str | None, Json]]:
    begun = {**answer, "status": "in_progress", "completed_at": None, "output": [], "usage": None}
    yield "response.created", {"response": begun}
    for place, item in enumerate(answer["output"]):
        for part in item.get("content", []):
            where = {"item_id": item["id"], "output_index": place, "content_index": 0, "logprobs": []}
            yield "response.output_text.delta", {**where, "delta": part["text"]}
            yield "response.output_text.done", {**where, "text": part["text"]}
    yield f"response.{answer['status']}", {"response": answer}


_EVENTS: Mapping[Route, Callable[[Json], Iterator[tuple[str | None, Json]]]] = {
    Route.CHAT: _chat,
    Route.RESPONSES: _response,
}


def as_events(route: Route, answer: Json) -> bytes | None:
    """Return an answer as a stream of events; None where the endpoint does not stream."""
    events = _EVENTS.get(route)
    if events is None:
        return None
    lines = []
    for number, (name, event) in enumerate(events(answer)):
        typed = {"type": name, "sequence_number": number, **event} if name else event
        lines.append((f"event: {name}\n" if name else "") + f"data: {json.dumps(typed)}\n\n")
    return ("".join(lines) + ("data: [DONE]\n\n" if route is Route.CHAT else "")).encode()
