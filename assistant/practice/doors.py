"""Which kind of model each endpoint takes, and how it refuses the others (facts, section 1G)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.practice import errors
from assistant.practice.catalogue import Model
from assistant.practice.errors import ApiError
from assistant.practice.routes import Route


def _chat(model: Model) -> ApiError | None:
    if model.kind == "responses":
        return errors.responses_only()
    return None if model.kind == "chat" else errors.not_chat_model()


def _completions(model: Model) -> ApiError | None:
    # every completions model has been shut down: this door refuses whoever comes
    return errors.chat_in_completions() if model.kind == "chat" else errors.wrong_kind(model.id, "v1/completions")


def _responses(model: Model) -> ApiError | None:
    return None if model.kind in ("chat", "responses") else errors.wrong_kind(model.id, "the Responses API")


def _embeddings(model: Model) -> ApiError | None:
    return None if model.kind == "embedding" else errors.embeddings_not_allowed()


def _moderations(model: Model) -> ApiError | None:
    return None if model.kind == "moderation" else errors.wrong_kind(model.id, "the moderations endpoint")


def _images(model: Model) -> ApiError | None:
    return None if model.kind == "image" else errors.invalid_value("model", model.id, ["gpt-image-2.6-flare"])


WRONG_DOOR: Mapping[Route, Callable[[Model], ApiError | None]] = {
    Route.RESPONSES: _responses,
    Route.INPUT_TOKENS: _responses,
    Route.CHAT: _chat,
    Route.COMPLETIONS: _completions,
    Route.EMBEDDINGS: _embeddings,
    Route.MODERATIONS: _moderations,
    Route.IMAGES: _images,
}
