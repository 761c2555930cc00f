"""Faults of money, rate and load: refusals that say nothing about access."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.practice import errors
from assistant.practice.checks import wanted
from assistant.practice.errors import ApiError
from assistant.practice.faults.effects import Fault, Refuse
from assistant.practice.routes import ADMIN, GENERATING, Stage
from assistant.practice.state import State
from assistant.practice.wire import Visit


def _plain(error: Callable[[], ApiError]) -> Callable[[State, Visit], ApiError]:
    return lambda _state, _visit: error()


def _money(id: str, error: Callable[[], ApiError], cause: str) -> Fault:  # noqa: A002 the fault's own name
    return Fault(id, "money", Refuse(Stage.MONEY, _plain(error)), GENERATING, cause)


def _rate_limited(state: State, visit: Visit) -> ApiError:
    return errors.rate_limited(wanted(visit), state.id, 3)


def _too_large(state: State, visit: Visit) -> ApiError:
    return errors.request_too_large(wanted(visit), state.id, 30_000, 41_203)


def _wait(_state: State, _visit: Visit) -> ApiError:
    text = "Rate limit reached for requests to the Admin API. Please try again in 1s."
    return replace(errors.ApiError(429, text, "requests", "rate_limit_exceeded"), headers={"retry-after": "1"})


# the two spend limits are arrangements, since an Admin key can see and lift them
MONEY: tuple[Fault, ...] = (
    _money("credit_balance_exhausted", errors.credit_balance_exhausted, "credit_balance_exhausted"),
    _money("organization_usage_limit", errors.organization_usage_limit, "organization_usage_limit"),
    _money("legacy_quota", errors.legacy_quota, "legacy_quota"),
    _money("billing_not_active", errors.billing_not_active, "billing_not_active"),
    _money("billing_hard_limit", errors.billing_hard_limit, "billing_hard_limit"),
)

RATES: tuple[Fault, ...] = (
    Fault("rate_limit", "rate", Refuse(Stage.RATE, _rate_limited), GENERATING, "rate_limit"),
    Fault("request_too_large", "rate", Refuse(Stage.RATE, _too_large), GENERATING, "request_too_large"),
    Fault("slow_down", "rate", Refuse(Stage.RATE, _plain(errors.slow_down)), GENERATING, "slow_down"),
    Fault("overloaded", "load", Refuse(Stage.CAPACITY, _plain(errors.overloaded)), GENERATING, "server_error"),
    Fault("server_error", "load", Refuse(Stage.CAPACITY, _plain(errors.server_error)), GENERATING, "server_error"),
    Fault("admin_429", "admin", Refuse(Stage.RATE, _wait), ADMIN, "rate_limit"),
    Fault("admin_500", "admin", Refuse(Stage.CAPACITY, _plain(errors.server_error)), ADMIN, "server_error"),
)
