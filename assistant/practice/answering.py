"""From a request to its reply: the checks in their order, the handler, and whatever faults are switched on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.practice import errors, identity
from assistant.practice.administration import ADMIN_HANDLERS
from assistant.practice.checks import CHECKS, project_of, wanted
from assistant.practice.errors import ApiError
from assistant.practice.faults.effects import Afterwards, Deliver, Edit, Refuse, Switch, Write
from assistant.practice.inference import INFERENCE_HANDLERS
from assistant.practice.routes import ADMIN, GENERATING, Stage
from assistant.practice.state import State
from assistant.practice.streaming import as_events
from assistant.practice.wire import Delivery, Outcome, Refusal, Reply, Visit

_HANDLERS = {**INFERENCE_HANDLERS, **ADMIN_HANDLERS}
_LOST: dict[str, Delivery] = {"silence": Delivery("silence"), "cut": Delivery("reset")}


def answer(state: State, switches: Sequence[Switch], visit: Visit) -> Reply:
    """Return the reply to one request; changes that it stands for are made."""
    reply = _decide(state, switches, visit)
    for switch in switches:
        effect = switch.fault.effect
        if isinstance(effect, Edit) and switch.takes(visit):
            reply = effect.change(reply, state, visit)
        elif isinstance(effect, Deliver) and switch.takes(visit):
            reply = replace(reply, delivery=Delivery(effect.style, switch.seconds))
        elif isinstance(effect, Afterwards) and switch.takes(visit):
            effect.do(state, visit)
    return reply


def _decide(state: State, switches: Sequence[Switch], visit: Visit) -> Reply:
    refusal = _refusal(state, switches, visit)
    if refusal:
        return _refused(state, visit, refusal)
    outcome = _HANDLERS[visit.endpoint.route](state, visit)
    if isinstance(outcome, ApiError):
        return _refused(state, visit, Refusal(Stage.CAPACITY, outcome))
    return _settled(state, visit, outcome, (each for each in switches if isinstance(each.fault.effect, Write)))


def _refusal(state: State, switches: Iterable[Switch], visit: Visit) -> Refusal | None:
    """Return the first refusal on the way; in one stage the true state comes before the faults."""
    for stage in Stage:
        error = next((found for at, check in CHECKS if at is stage and (found := check(state, visit))), None)
        error = error or _faulted(stage, state, switches, visit)
        if error:
            return Refusal(stage, error)
    return None


def _faulted(stage: Stage, state: State, switches: Iterable[Switch], visit: Visit) -> ApiError | None:
    for switch in switches:
        effect = switch.fault.effect
        if isinstance(effect, Refuse) and effect.stage is stage and switch.takes(visit):
            return effect.error(state, visit)
    return None


def _settled(state: State, visit: Visit, outcome: Outcome, writes: Iterable[Switch]) -> Reply:
    """Make the change and answer, or whatever a write fault makes of the two."""
    good = _good(state, visit, outcome)
    switch = next((each for each in writes if each.takes(visit)), None) if outcome.commit else None
    effect = switch.fault.effect if switch else None
    lost = effect if isinstance(effect, Write) else Write(applied=True, then="answer")
    if outcome.commit and lost.applied:
        outcome.commit()
    if lost.then == "error":
        return _refused(state, visit, Refusal(Stage.CAPACITY, errors.server_error()))
    seconds = switch.seconds if switch else 0.0
    delivery = _LOST.get(lost.then)
    return replace(good, delivery=replace(delivery, seconds=seconds)) if delivery else good


def _good(state: State, visit: Visit, outcome: Outcome) -> Reply:
    headers = _headers(state, visit, Stage.CAPACITY)
    events = as_events(visit.endpoint.route, outcome.body) if (visit.body or {}).get("stream") is True else None
    if events is None:
        return Reply(200, outcome.body, headers)
    return Reply(200, events, {**headers, "content-type": "text/event-stream; charset=utf-8"})


def _refused(state: State, visit: Visit, refusal: Refusal) -> Reply:
    headers = {**_headers(state, visit, refusal.stage), **refusal.error.headers}
    return Reply(refusal.error.status, refusal.error.body(), headers)


def plain_headers() -> dict[str, str]:
    """Return the headers that every reply carries (facts, section 2).

    The marks of OpenAI's own edge (cf-ray, x-openai-proxy-wasm) are left out: they prove where an answer came from.
    """
    return {"x-request-id": identity.request_id(), "openai-version": "2020-10-01", "openai-processing-ms": "12"}


def _headers(state: State, visit: Visit, came: Stage) -> dict[str, str]:
    headers = plain_headers()
    if came > Stage.CREDENTIAL:
        headers["openai-organization"] = state.slug
    if visit.endpoint.route in ADMIN:
        return headers
    # before the scope is known the header was not seen; on E01 it was never captured, here it is sent
    if came > Stage.SCOPE and visit.key.project_id:
        headers["openai-project"] = visit.key.project_id
    return {**headers, **_rate_headers(state, visit)} if came > Stage.SCOPE else headers


def _rate_headers(state: State, visit: Visit) -> dict[str, str]:
    project = project_of(state, visit)
    if project is None or visit.endpoint.route not in GENERATING:
        return {}
    limits = project.limits_of(wanted(visit))
    return {
        "x-ratelimit-limit-requests": str(limits.requests),
        "x-ratelimit-limit-tokens": str(limits.tokens),
        "x-ratelimit-remaining-requests": str(max(0, limits.requests - 1)),
        "x-ratelimit-remaining-tokens": str(max(0, limits.tokens - 30)),
        "x-ratelimit-reset-requests": "6ms",
        "x-ratelimit-reset-tokens": "0s",
    }
