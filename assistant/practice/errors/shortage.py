"""The refusals for want of money, rate or capacity (E21 to E36)."""

from __future__ import annotations

from assistant.practice.errors.shape import SETTINGS, ApiError

_RATE_TAIL = "Visit https://platform.openai.com/account/rate-limits to learn more."


def out_of_money(message: str, code: str, type: str = "insufficient_quota") -> ApiError:  # noqa: A002 the API's word
    """E21 to E26: a 429 for which waiting is no cure; no Retry-After comes with it."""
    return ApiError(429, message, type=type, code=code)


def credit_balance_exhausted() -> ApiError:
    """E21: the prepaid credits are used up."""
    text = f"You have no credits remaining. Add credits to continue using the API at {SETTINGS}/organization/billing/."
    return out_of_money(text, "credit_balance_exhausted")


def project_spend_limit(project: str) -> ApiError:
    """E22: the customer's own limit on one project."""
    text = (
        "Your project has reached its configured enforced spend limit. Update your limit at"
        f" {SETTINGS}/{project}/limits."
    )
    return out_of_money(text, "project_spend_limit_exceeded")


def organization_spend_limit() -> ApiError:
    """E23: the code is known; its sentence, not captured, follows the project's."""
    text = (
        "Your organization has reached its configured enforced spend limit. Update your limit at"
        f" {SETTINGS}/organization/limits."
    )
    return out_of_money(text, "organization_spend_limit_exceeded")


def organization_usage_limit() -> ApiError:
    """E24: the code is known; its sentence was not captured, this one is made up."""
    text = f"Your organization has reached its monthly usage limit. See {SETTINGS}/organization/limits."
    return out_of_money(text, "organization_usage_limit_exceeded")


def legacy_quota() -> ApiError:
    """E25: the umbrella of earlier years."""
    text = (
        "You exceeded your current quota, please check your plan and billing details. For more information on this"
        " error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors."
    )
    return out_of_money(text, "insufficient_quota")


def billing_not_active() -> ApiError:
    """E26: type and code are the same word."""
    text = "Your account is not active, please check your billing details on our website."
    return out_of_money(text, "billing_not_active", "billing_not_active")


def billing_hard_limit() -> ApiError:
    """E27: the legacy hard limit, a 400 known from the image endpoints."""
    text = "Billing hard limit has been reached"
    return ApiError(400, text, type="image_generation_user_error", code="billing_hard_limit_reached")


def rate_limited(model: str, organization: str, limit: int) -> ApiError:
    """E31: requests a minute are used up; waiting helps."""
    text = (
        f"Rate limit reached for {model} in organization {organization} on requests per min (RPM): Limit {limit},"
        f" Used {limit}, Requested 1. Please try again in 2s. {_RATE_TAIL}"
    )
    return ApiError(429, text, type="requests", code="rate_limit_exceeded", headers={"retry-after": "2"})


def limit_zero(model: str, organization: str) -> ApiError:
    """E32: a limit of 0, for which waiting never helps."""
    text = f"Rate limit reached for {model} in organization {organization}: Limit 0, Used 0, Requested 1. {_RATE_TAIL}"
    return ApiError(429, text, type="requests", code="rate_limit_exceeded")


def request_too_large(model: str, organization: str, limit: int, requested: int) -> ApiError:
    """E33: this one request is above the tokens a minute."""
    text = (
        f"Request too large for {model} in organization {organization} on tokens per min (TPM): Limit {limit},"
        f" Requested {requested}. The input or output tokens must be reduced in order to run successfully. {_RATE_TAIL}"
    )
    return ApiError(429, text, type="tokens", code="rate_limit_exceeded")


def slow_down() -> ApiError:
    """E34: the traffic grew too fast; the sentence is ours."""
    text = "Your request rate grew too quickly. Slow down, then increase it gradually."
    return ApiError(429, text, type="rate_limit_error", code="slow_down", headers={"retry-after": "5"})


def overloaded() -> ApiError:
    """E35: the server, not the caller."""
    text = "The server is currently overloaded. Please try again later."
    return ApiError(503, text, "service_unavailable_error", "server_is_overloaded", headers={"retry-after": "5"})


def server_error() -> ApiError:
    """E36: the server, not the caller."""
    return ApiError(500, "The server had an error while processing your request", type="server_error")
