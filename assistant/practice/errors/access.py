"""The refusals of a model: the project, the name, its end, verification, the wrong door (E01 to E07, E43 to E48)."""

from __future__ import annotations

from http import HTTPStatus

from assistant.practice.errors.shape import SETTINGS, ApiError

_VERIFY_TAIL = (
    f" Please go to: {SETTINGS}/organization/general and click on Verify Organization."
    " If you just verified, it can take up to 15 minutes for access to propagate."
)


def project_model_denied(project: str, model: str) -> ApiError:
    """E01: the project's policy leaves the model out."""
    return ApiError(403, f"Project `{project}` does not have access to model `{model}`", code="model_not_found")


def model_not_found(model: str) -> ApiError:
    """E02: unknown, invisible, or not entitled."""
    return ApiError(404, f"The model `{model}` does not exist or you do not have access to it.", code="model_not_found")


def model_not_retrieved(model: str) -> ApiError:
    """E02 as GET /v1/models/{model} words it."""
    return ApiError(404, f"The model '{model}' does not exist", code="model_not_found", param="model")


def model_shut_down(model: str) -> ApiError:
    """E03: past its shut-down date."""
    text = f"The model `{model}` has been deprecated, learn more here: https://platform.openai.com/docs/deprecations"
    return ApiError(404, text, code="model_not_found")


def unverified_model(model: str, status: int) -> ApiError:
    """E05a: captured as 404 with a code for text models, as 403 without one for image models."""
    text = f"Your organization must be verified to use the model `{model}`.{_VERIFY_TAIL}"
    return ApiError(status, text, code="model_not_found" if status == HTTPStatus.NOT_FOUND else None)


def unverified_stream() -> ApiError:
    """E05b: the same model works without streaming."""
    text = f"Your organization must be verified to stream this model.{_VERIFY_TAIL}"
    return ApiError(400, text, code="unsupported_value", param="stream")


def unverified_summary() -> ApiError:
    """E05c: the same model works without a reasoning summary."""
    text = f"Your organization must be verified to generate reasoning summaries.{_VERIFY_TAIL}"
    return ApiError(400, text, code="unsupported_value", param="reasoning.summary")


def responses_only() -> ApiError:
    """E43: the right model at the wrong door."""
    text = "This model is only supported in v1/responses and not in v1/chat/completions."
    return ApiError(404, text, param="model")


def not_chat_model() -> ApiError:
    """E44: an embedding, audio or image model asked to chat."""
    text = (
        "This is not a chat model and thus not supported in the v1/chat/completions endpoint."
        " Did you mean to use v1/completions?"
    )
    return ApiError(404, text, param="model")


def chat_in_completions() -> ApiError:
    """E45: a chat model at the old door."""
    text = (
        "This is a chat model and not supported in the v1/completions endpoint."
        " Did you mean to use v1/chat/completions?"
    )
    return ApiError(404, text, param="model")


def embeddings_not_allowed() -> ApiError:
    """E46: looks like E01 (403), but has no code and names no project."""
    return ApiError(403, "You are not allowed to generate embeddings from this model")


def wrong_kind(model: str, door: str) -> ApiError:
    """Refuse any other model that is at the wrong door; the facts have no capture, the sentence is ours."""
    text = f"The requested model '{model}' cannot be used with {door}."
    return ApiError(400, text, code="unsupported_model", param="model")
