"""The refusals of the request itself: its URL, its fields, what it asks about (E41, E47 to E51)."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.practice.errors.shape import ApiError

LEAST_OUTPUT_TOKENS = 16


def invalid_url(method: str, path: str) -> ApiError:
    """E41: no such door."""
    return ApiError(404, f"Invalid URL ({method} {path})")


def invalid_value(param: str, value: str, allowed: Iterable[str]) -> ApiError:
    """E47: the value is none of those supported."""
    listed = ", ".join(f"'{each}'" for each in allowed)
    return ApiError(
        400, f"Invalid value: '{value}'. Supported values are: {listed}.", code="invalid_value", param=param
    )


def unsupported_max_tokens() -> ApiError:
    """E48: newer models want the other name."""
    text = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
    return ApiError(400, text, code="unsupported_parameter", param="max_tokens")


def unsupported_temperature(value: float) -> ApiError:
    """E48: newer models know one temperature."""
    text = (
        f"Unsupported value: 'temperature' does not support {value:g} with this model."
        " Only the default (1) value is supported."
    )
    return ApiError(400, text, code="unsupported_value", param="temperature")


def below_minimum(value: int) -> ApiError:
    """E49: a probe that asks for less than 16 tokens makes this error itself."""
    text = f"Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got {value} instead."
    return ApiError(400, text, code="integer_below_min_value", param="max_output_tokens")


def service_tier_refused() -> ApiError:
    """E50: a control of the project, like its model permissions."""
    text = "Invalid service_tier argument: The requested service tier is not allowed for this project."
    return ApiError(400, text, param="service_tier")


def hosted_tool_off(tool: str) -> ApiError:
    """E51: recorded for web search; the other tools' names are put into the same sentence."""
    return ApiError(400, f"{tool} tool is not enabled for this organization", param="tools")


def context_length(limit: int, requested: int) -> ApiError:
    """Refuse an input longer than the model can read."""
    text = (
        f"This model's maximum context length is {limit} tokens. However, your messages resulted in {requested} tokens."
        " Please reduce the length of the messages."
    )
    return ApiError(400, text, code="context_length_exceeded", param="messages")


def missing_parameter(name: str) -> ApiError:
    """Refuse a body without a field that it must have."""
    return ApiError(400, f"Missing required parameter: '{name}'.", code="missing_required_parameter", param=name)


def wrong_type(name: str, expected: str) -> ApiError:
    """Refuse a field of another type."""
    text = f"Invalid type for '{name}': expected {expected}."
    return ApiError(400, text, code="invalid_type", param=name)


def unreadable_body() -> ApiError:
    """Refuse a body that is no JSON object."""
    return ApiError(400, "We could not parse the JSON body of your request.")


def not_found(what: str) -> ApiError:
    """Answer an Admin path whose thing is not there: no such project, no such policy, no such limit."""
    return ApiError(404, what)


def no_project(project: str | None) -> ApiError:
    """Answer an Admin path with a project id that this organization does not have."""
    return not_found(f"No project found with id '{project}'.")


def unknown_policy_model(model: str) -> ApiError:
    """Refuse a policy with an id that the organization cannot see; the facts know the rule, not its sentence."""
    text = f"The model `{model}` does not exist or your organization does not have access to it."
    return ApiError(400, text, code="model_not_found", param="model_ids")
