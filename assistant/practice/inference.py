"""The good answers of the model endpoints: small, and in the shapes of OpenAI's published contract."""

from __future__ import annotations

import base64
import math
import random
import secrets
import struct
from collections.abc import Callable, Mapping
from typing import Any

from assistant.practice import errors
from assistant.practice.catalogue import Model
from assistant.practice.checks import model_of, project_of, words_in
from assistant.practice.errors import ApiError
from assistant.practice.routes import Route
from assistant.practice.state import State
from assistant.practice.wire import Outcome, Visit

Handler = Callable[[State, Visit], Outcome | ApiError]

_SAYS = "Hello! This answer comes from the practice organization."
_SAYS_TOKENS = 9
_DIMENSIONS = {"text-embedding-3-large": 3072}
_MOST_DIMENSIONS = 3072
_THINKING = 64  # tokens that a reasoning model spends before its first word
_JUDGED = (
    *("harassment", "harassment/threatening", "hate", "hate/threatening", "illicit", "illicit/violent"),
    *("self-harm", "self-harm/intent", "self-harm/instructions", "sexual", "sexual/minors"),
    *("violence", "violence/graphic"),
)
_ALSO_IN_PICTURES = (
    "self-harm",
    "self-harm/intent",
    "self-harm/instructions",
    "sexual",
    "violence",
    "violence/graphic",
)
_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def _listed(state: State, visit: Visit) -> Outcome | ApiError:
    models = state.visible(project_of(state, visit), visit.now)
    return Outcome({"object": "list", "data": [model.listed() for model in models]})


def _retrieved(state: State, visit: Visit) -> Outcome | ApiError:
    visible = {model.id: model for model in state.visible(project_of(state, visit), visit.now)}
    model = visible.get(visit.ids["model"])
    return Outcome(model.listed()) if model else errors.model_not_retrieved(visit.ids["model"])


def _asked(state: State, visit: Visit) -> tuple[Model, Mapping[str, Any]]:
    model = model_of(state, visit)
    assert model is not None  # noqa: S101 the checks have refused a request without one
    return model, visit.body or {}


def ran_out(model: Model, limit: object) -> bool:
    """Say whether a model's thinking uses up the tokens before it writes a word."""
    return model.reasons and isinstance(limit, int) and limit < _THINKING


def _responded(state: State, visit: Visit) -> Outcome | ApiError:
    model, body = _asked(state, visit)
    limit = body.get("max_output_tokens")
    cut = ran_out(model, limit)
    used = limit if cut and isinstance(limit, int) else _SAYS_TOKENS
    read = words_in(body.get("input"))
    return Outcome({
        "id": f"resp_{secrets.token_hex(25)}",
        "object": "response",
        "created_at": int(visit.now),
        "completed_at": None if cut else int(visit.now),
        "status": "incomplete" if cut else "completed",
        "error": None,
        "incomplete_details": {"reason": "max_output_tokens"} if cut else None,
        "instructions": None,
        "max_output_tokens": limit,
        "model": model.answers_as,
        "output": [_thought()] if cut else [_message()],
        "parallel_tool_calls": True,
        "previous_response_id": None,
        "reasoning": {"effort": "medium" if model.reasons else None, "summary": None},
        "service_tier": "default",
        "store": body.get("store", True),
        "temperature": 1.0,
        "text": {"format": {"type": "text"}},
        "tool_choice": "auto",
        "tools": [],
        "top_p": 1.0,
        "truncation": "disabled",
        "usage": {
            "input_tokens": read,
            "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
            "output_tokens": used,
            "output_tokens_details": {"reasoning_tokens": used if cut else 0},
            "total_tokens": read + used,
        },
        "metadata": {},
    })  # fmt: skip


def _thought() -> dict[str, Any]:
    return {"id": f"rs_{secrets.token_hex(25)}", "type": "reasoning", "summary": []}


def _message() -> dict[str, Any]:
    text = {"type": "output_text", "text": _SAYS, "annotations": [], "logprobs": []}
    said = {"type": "message", "role": "assistant", "status": "completed", "content": [text]}
    return {"id": f"msg_{secrets.token_hex(25)}", **said}


def _counted(_state: State, visit: Visit) -> Outcome | ApiError:
    count = words_in((visit.body or {}).get("input", ""))
    return Outcome({"object": "response.input_tokens", "input_tokens": count})


def _chatted(state: State, visit: Visit) -> Outcome | ApiError:
    model, body = _asked(state, visit)
    limit = body.get("max_completion_tokens") or body.get("max_tokens")
    cut = ran_out(model, limit) or (isinstance(limit, int) and limit < _SAYS_TOKENS)
    text = "" if ran_out(model, limit) else " ".join(_SAYS.split()[:limit]) if cut else _SAYS
    read, used = words_in(body.get("messages")), limit if cut and isinstance(limit, int) else _SAYS_TOKENS
    thought = used if ran_out(model, limit) else 0
    return Outcome({
        "id": f"chatcmpl-{secrets.token_urlsafe(22)}",
        "object": "chat.completion",
        "created": int(visit.now),
        "model": model.answers_as,
        "choices": [{
            "index": 0,
            "message": {"role": "assistant", "content": text, "refusal": None, "annotations": []},
            "logprobs": None,
            "finish_reason": "length" if cut else "stop",
        }],
        "usage": {
            "prompt_tokens": read,
            "completion_tokens": used,
            "total_tokens": read + used,
            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": thought, "audio_tokens": 0},
        },
        "service_tier": "default",
        "system_fingerprint": f"fp_{secrets.token_hex(5)}",
    })  # fmt: skip


def _embedded(state: State, visit: Visit) -> Outcome | ApiError:
    model, body = _asked(state, visit)
    texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
    asked = body.get("dimensions")
    size = asked if isinstance(asked, int) and 0 < asked <= _MOST_DIMENSIONS else _DIMENSIONS.get(model.id, 1536)
    vectors = [_vector(str(text), size) for text in texts[:2048]]
    packed = body.get("encoding_format") == "base64"
    data = [
        {"object": "embedding", "index": index, "embedding": _pack(vector) if packed else vector}
        for index, vector in enumerate(vectors)
    ]
    read = words_in(body["input"])
    usage = {"prompt_tokens": read, "total_tokens": read}
    return Outcome({"object": "list", "data": data, "model": model.answers_as, "usage": usage})


def _vector(text: str, size: int) -> list[float]:
    chance = random.Random(text)  # noqa: S311 the same text gives the same vector; nothing secret hangs on it
    raw = [chance.uniform(-1, 1) for _ in range(size)]
    length = math.sqrt(sum(number * number for number in raw))
    return [number / length for number in raw]


def _pack(vector: list[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()


def _moderated(state: State, visit: Visit) -> Outcome | ApiError:
    model, body = _asked(state, visit)
    inputs = body["input"] if isinstance(body["input"], list) else [body["input"]]
    applied = {name: ["text", "image"] if name in _ALSO_IN_PICTURES else ["text"] for name in _JUDGED}
    verdict = {
        "flagged": False,
        "categories": dict.fromkeys(_JUDGED, False),
        "category_scores": dict.fromkeys(_JUDGED, 0.00001),
        "category_applied_input_types": applied,
    }
    return Outcome(
        {"id": f"modr-{secrets.token_hex(16)}", "model": model.answers_as, "results": [verdict] * len(inputs)}
    )


def _drawn(_state: State, visit: Visit) -> Outcome | ApiError:
    return Outcome({"created": int(visit.now), "data": [{"b64_json": _PIXEL}]})


# no handler for completions: that door refuses every model
INFERENCE_HANDLERS: Mapping[Route, Handler] = {
    Route.MODELS_LIST: _listed,
    Route.MODEL_RETRIEVE: _retrieved,
    Route.RESPONSES: _responded,
    Route.INPUT_TOKENS: _counted,
    Route.CHAT: _chatted,
    Route.EMBEDDINGS: _embedded,
    Route.MODERATIONS: _moderated,
    Route.IMAGES: _drawn,
}
