"""Faults of the answer itself: an error inside a 200, another model, a page instead of JSON, a redirect."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assistant.practice import errors
from assistant.practice.checks import wanted
from assistant.practice.faults.effects import Edit, Fault
from assistant.practice.identity import project_id
from assistant.practice.routes import GENERATING, INFERENCE, LISTING, Route
from assistant.practice.state import State
from assistant.practice.wire import Reply, Visit, packed

_HTML = "text/html; charset=utf-8"
_ELSEWHERE = "https://elsewhere.invalid"  # a name that no DNS will ever know (RFC 2606)


def page(status: int, title: str) -> bytes:
    """Return a page as proxies and firewalls send it."""
    head = f"<!DOCTYPE html><html><head><title>{status} {title}</title></head>"
    return f"{head}<body><center><h1>{status} {title}</h1></center><hr></body></html>".encode()


def _html(status: int, title: str) -> Edit:
    return Edit(
        lambda reply, _state, _visit: Reply(status, page(status, title), {"content-type": _HTML}, reply.delivery)
    )


def _flat(text: Callable[[Visit], str], status: int) -> Edit:
    def change(reply: Reply, _state: State, visit: Visit) -> Reply:
        # facts, section 2: refusals of the edge carry a plain UUID as their request id
        return replace(reply, status=status, body={"error": text(visit)}).with_headers(x_request_id=str(uuid.uuid4()))

    return Edit(change)


def _denied(visit: Visit) -> str:
    return errors.project_model_denied(visit.project_id or "", wanted(visit)).message


def _no_scope(visit: Visit) -> str:
    return errors.missing_scopes([visit.endpoint.scope], 403).message


def _error_inside(reply: Reply, _state: State, visit: Visit) -> Reply:
    error = errors.project_model_denied(visit.project_id or "", wanted(visit))
    return replace(reply, status=200, body=error.body())


def _money_inside(reply: Reply, _state: State, _visit: Visit) -> Reply:
    return replace(reply, status=200, body=errors.credit_balance_exhausted().body())


def _failed(reply: Reply, _state: State, _visit: Visit) -> Reply:
    if not reply.is_good or not isinstance(reply.body, dict):
        return reply
    error = {"code": "server_error", "message": errors.server_error().message}
    return replace(reply, body={**reply.body, "status": "failed", "error": error, "output": [], "completed_at": None})


def _answered_by(model: str | None) -> Edit:
    def change(reply: Reply, _state: State, _visit: Visit) -> Reply:
        if not reply.is_good or not isinstance(reply.body, dict):
            return reply
        rest: dict[str, Any] = {name: value for name, value in reply.body.items() if name != "model"}
        return replace(reply, body=rest if model is None else {**rest, "model": model})

    return Edit(change)


def _redirect(reply: Reply, _state: State, visit: Visit) -> Reply:
    status = 302 if visit.arrival.method == "GET" else 307
    return Reply(status, b"", {"location": _ELSEWHERE + visit.arrival.path}, reply.delivery)


def _as_text(reply: Reply, _state: State, _visit: Visit) -> Reply:
    return Reply(reply.status, packed(reply.body), {**reply.headers, "content-type": "text/plain"}, reply.delivery)


def _unreadable(reply: Reply, _state: State, _visit: Visit) -> Reply:
    half = packed(reply.body)
    broken = half[: max(1, len(half) // 2)] + b"\xff\xfe,,}"
    return Reply(reply.status, broken, {**reply.headers, "content-type": "application/json"}, reply.delivery)


def _empty(reply: Reply, _state: State, _visit: Visit) -> Reply:
    return Reply(reply.status, b"", {**reply.headers, "content-type": "application/json"}, reply.delivery)


def _other_project(reply: Reply, _state: State, _visit: Visit) -> Reply:
    return reply.with_headers(openai_project=project_id())


def _no_project(reply: Reply, _state: State, _visit: Visit) -> Reply:
    kept = {name: value for name, value in reply.headers.items() if name != "openai-project"}
    return replace(reply, headers=kept)


def _empty_list(reply: Reply, _state: State, _visit: Visit) -> Reply:
    return replace(reply, body={"object": "list", "data": []}) if reply.is_good else reply


def _unknown_mode(reply: Reply, _state: State, _visit: Visit) -> Reply:
    ids = reply.body.get("model_ids", []) if isinstance(reply.body, dict) else []
    body = {"object": "project.model_permissions", "mode": "review_list", "model_ids": ids}
    return replace(reply, status=200, body=body)


_RESPONSES = frozenset({Route.RESPONSES})
_LIST = frozenset({Route.MODELS_LIST})
_POLICY = frozenset({Route.POLICY_GET})

CHANGED: tuple[Fault, ...] = (
    Fault("error_in_200", "answer", Edit(_error_inside), GENERATING, "project_model_access"),
    Fault("money_error_in_200", "answer", Edit(_money_inside), GENERATING, "credit_balance_exhausted"),
    Fault("failed_response", "answer", Edit(_failed), _RESPONSES, "server_error"),
    Fault("other_model", "answer", _answered_by("gpt-6-luna"), GENERATING),
    Fault("no_model", "answer", _answered_by(None), GENERATING),
    Fault("other_project", "answer", Edit(_other_project), INFERENCE, "mismatched_project"),
    Fault("no_project_header", "answer", Edit(_no_project), INFERENCE),
    Fault("empty_list", "answer", Edit(_empty_list), _LIST),
    Fault("flat_body", "answer", _flat(_denied, 403), GENERATING, "project_model_access"),
    Fault("no_list_scope_flat", "key", _flat(_no_scope, 403), LISTING, "missing_scope"),
    Fault("html_200", "transport", _html(200, "Sign in"), INFERENCE, "network"),
    Fault("html_403", "transport", _html(403, "Forbidden"), INFERENCE, "network"),
    Fault("html_404", "transport", _html(404, "Not Found"), INFERENCE, "network"),
    Fault("html_502", "transport", _html(502, "Bad Gateway"), INFERENCE, "server_error"),
    Fault("redirect", "transport", Edit(_redirect), INFERENCE, "network"),
    Fault("wrong_content_type", "transport", Edit(_as_text), INFERENCE, "network"),
    Fault("unreadable_json", "transport", Edit(_unreadable), INFERENCE, "network"),
    Fault("empty_body", "transport", Edit(_empty), INFERENCE, "network"),
    Fault("unknown_mode", "admin", Edit(_unknown_mode), _POLICY),
)
