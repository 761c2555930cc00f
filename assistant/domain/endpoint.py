"""Which endpoint a minimal call of a model uses, and what such a call sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from fnmatch import fnmatchcase

from assistant.domain.knowledge import Family, ModelTable


class Endpoint(StrEnum):
    """An endpoint by its path under the base URL; `MEDIA` stands for all that are looked up only."""

    RESPONSES = "responses"
    CHAT = "chat/completions"
    COMPLETIONS = "completions"
    EMBEDDINGS = "embeddings"
    MODERATIONS = "moderations"
    MEDIA = "media"


SPELLINGS = {
    "responses": Endpoint.RESPONSES,
    "chat": Endpoint.CHAT,
    "chat_completions": Endpoint.CHAT,
    "chat/completions": Endpoint.CHAT,
    "completions": Endpoint.COMPLETIONS,
    "embeddings": Endpoint.EMBEDDINGS,
    "moderations": Endpoint.MODERATIONS,
}
MEDIA_WORDS = ("image", "dall-e", "tts", "whisper", "transcri", "audio", "realtime", "-live", "sora", "video", "speech")
USUAL = (
    Family("media", tuple(f"*{word}*" for word in MEDIA_WORDS), ("media",)),
    Family("embeddings", ("text-embedding-*", "text-similarity-*", "text-search-*"), ("embeddings",)),
    Family("moderations", ("omni-moderation-*", "text-moderation-*"), ("moderations",)),
    Family("completions", ("babbage-002", "davinci-002", "gpt-3.5-turbo-instruct*"), ("completions",)),
    Family("text", ("*",), ("responses", "chat")),
)
MINIMUM_TOKENS = 16  # the least that Responses accepts for max_output_tokens


def endpoint_for(model: str, table: ModelTable, reported: str | None = None) -> Endpoint:
    """Return the endpoint for a minimal call: the one the case names when the model supports it, else the usual."""
    supported = endpoints_of(model, table)
    named = endpoint_in(reported)
    return named if named in supported else supported[0]


def endpoints_of(model: str, table: ModelTable) -> tuple[Endpoint, ...]:
    """Return the endpoints that a model supports, the preferred one first."""
    family = family_of(model, table.families) or family_of(model, USUAL)
    found = tuple(_spelled(one) for one in family.endpoints) if family else ()
    return found or (Endpoint.RESPONSES,)


def family_of(model: str, families: Sequence[Family]) -> Family | None:
    """Return the first family that has a pattern for the model, or for the base of a fine-tuned one."""
    base = base_model(model)
    return next((one for one in families if any(fnmatchcase(base, pattern) for pattern in one.patterns)), None)


def base_model(model: str) -> str:
    """Return the base of a fine-tuned model's id, or the id itself."""
    parts = model.split(":")
    return parts[1] if parts[0] == "ft" and len(parts) > 1 and parts[1] else model


def endpoint_in(text: str | None) -> Endpoint | None:
    """Return the endpoint that a path or URL ends in, or None when it names none of ours."""
    path = (text or "").split("?")[0].rstrip("/").lower()
    ends = (one for one in (Endpoint.CHAT, *Endpoint) if path == one or path.endswith(f"/{one}"))
    return next(ends, None)


def minimal_body(endpoint: Endpoint, model: str, limit_name: str | None = None) -> Mapping[str, object]:
    """Return the smallest body that makes the endpoint use the model; `limit_name` replaces the token limit's name."""
    bodies: dict[Endpoint, dict[str, object]] = {
        Endpoint.RESPONSES: {"input": "ping", "max_output_tokens": MINIMUM_TOKENS, "store": False},
        Endpoint.CHAT: {
            "messages": [{"role": "user", "content": "ping"}],
            limit_name or "max_completion_tokens": MINIMUM_TOKENS,
        },
        Endpoint.COMPLETIONS: {"prompt": "ping", "max_tokens": MINIMUM_TOKENS},
        Endpoint.EMBEDDINGS: {"input": "a"},
        Endpoint.MODERATIONS: {"input": "a"},
    }
    return {"model": model, **bodies[endpoint]}


def _spelled(name: str) -> Endpoint:
    return SPELLINGS.get(name.strip("/").removeprefix("v1/").lower(), Endpoint.MEDIA)
