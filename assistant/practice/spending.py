"""Spend limits of a project and of the organization: one shape, two holders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from assistant.practice import errors
from assistant.practice.checks import project_of
from assistant.practice.errors import ApiError
from assistant.practice.inference import Handler
from assistant.practice.routes import Route
from assistant.practice.state import Project, SpendLimit, State
from assistant.practice.wire import Outcome, Visit

Holder = Literal["project", "organization"]


def _holder(holder: Holder, state: State, visit: Visit) -> State | Project | None:
    return state if holder == "organization" else project_of(state, visit)


def _none(visit: Visit, owner: State | Project | None) -> ApiError:
    return errors.not_found("No spend limit is set.") if owner else errors.no_project(visit.project_id)


def _shown(holder: Holder, limit: SpendLimit) -> dict[str, Any]:
    return {
        "object": f"{holder}.spend_limit",
        "threshold_amount": limit.cents,
        "currency": "USD",
        "interval": "month",
        "enforcement": {"status": "enforcing" if limit.enforcing else "inactive"},
    }


def _read(holder: Holder) -> Handler:
    def handle(state: State, visit: Visit) -> Outcome | ApiError:
        owner = _holder(holder, state, visit)
        return Outcome(_shown(holder, owner.spend)) if owner and owner.spend else _none(visit, owner)

    return handle


def _set(holder: Holder) -> Handler:
    def handle(state: State, visit: Visit) -> Outcome | ApiError:
        owner, cents = _holder(holder, state, visit), (visit.body or {}).get("threshold_amount")
        if owner is None:
            return _none(visit, owner)
        if not isinstance(cents, int) or cents < 1:
            return errors.wrong_type("threshold_amount", "an integer of 1 or more")
        # a limit above the one that was reached lets requests through again
        reached = owner.spend is not None and owner.spend.enforcing and cents <= owner.spend.cents
        limit = SpendLimit(cents, reached)
        return Outcome(_shown(holder, limit), lambda: setattr(owner, "spend", limit))

    return handle


def _delete(holder: Holder) -> Handler:
    def handle(state: State, visit: Visit) -> Outcome | ApiError:
        owner = _holder(holder, state, visit)
        if owner is None or owner.spend is None:
            return _none(visit, owner)
        body = {"object": f"{holder}.spend_limit.deleted", "deleted": True}
        return Outcome(body, lambda: setattr(owner, "spend", None))

    return handle


SPEND_HANDLERS: Mapping[Route, Handler] = {
    Route.PROJECT_SPEND_GET: _read("project"),
    Route.PROJECT_SPEND_SET: _set("project"),
    Route.PROJECT_SPEND_DELETE: _delete("project"),
    Route.ORGANIZATION_SPEND_GET: _read("organization"),
    Route.ORGANIZATION_SPEND_SET: _set("organization"),
    Route.ORGANIZATION_SPEND_DELETE: _delete("organization"),
}
