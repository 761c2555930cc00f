"""A made-up organization: projects, keys, models, faults, and the requests that came; safe between threads."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from assistant.domain.evidence import Policy, PolicyMode
from assistant.practice import errors
from assistant.practice.answering import answer, plain_headers
from assistant.practice.faults import FAULTS, Switch
from assistant.practice.faults.effects import Arrange
from assistant.practice.founding import found, new_project
from assistant.practice.identity import Key
from assistant.practice.routes import ADMIN, Endpoint, Route, match
from assistant.practice.state import NO_POLICY, Project
from assistant.practice.views import CallView, ProjectView, SwitchView, view_of
from assistant.practice.wire import Arrival, Reply, Visit, transcript

_KEPT_CALLS = 50
_KEPT_BODY = 65_536
_SECRET_HEADERS = frozenset({"authorization", "cookie", "api-key", "proxy-authorization"})
_UNANSWERED = frozenset({"silence", "reset"})


class PracticeOrganization:
    """One organization; every method may be called from any thread, and holds the lock for as long as it runs."""

    def __init__(self, name: str = "Practice", clock: Callable[[], float] = time.time) -> None:
        """Found the organization with ids and keys of its own."""
        self._clock = clock
        self._lock = threading.RLock()
        self._state = found(name, clock())
        self._switches: dict[str, Switch] = {}
        self._calls: deque[CallView] = deque(maxlen=_KEPT_CALLS)
        self._by_secret = {key.secret: key for key in self._state.keys.values()}

    @property
    def id(self) -> str:
        """Return the organization id, `org-…`."""
        return self._state.id

    @property
    def name(self) -> str:
        """Return the organization's name."""
        return self._state.name

    @property
    def slug(self) -> str:
        """Return the handle that the `openai-organization` header carries."""
        return self._state.slug

    @property
    def keys(self) -> Mapping[str, Key]:
        """Return the keys by name: a project's role, no_list_scope, no_request_scope, admin, admin_read_only."""
        return dict(self._state.keys)

    def secret(self, name: str) -> str:
        """Return the made-up key itself, by its name."""
        return self._state.keys[name].secret

    def secrets(self) -> tuple[str, ...]:
        """Return every key of the organization."""
        return tuple(self._by_secret)

    def projects(self) -> tuple[ProjectView, ...]:
        """Return all projects, archived ones too."""
        with self._lock:
            return tuple(view_of(project) for project in self._state.projects.values())

    def project(self, project_id: str) -> ProjectView:
        """Return one project by its id, or by its role in the practice such as "allow"; KeyError when there is none."""
        with self._lock:
            return view_of(self._project(project_id))

    def model_ids(self, *, shut_down: bool = False) -> tuple[str, ...]:
        """Return the ids that the organization can see, in the console's order; on request those shut down too."""
        models = self._state.models.values() if shut_down else self._state.living()
        return tuple(model.id for model in models)

    def add_project(self, name: str, policy: Policy = NO_POLICY) -> ProjectView:
        """Make a project more, as large organizations have; its role is its name."""
        with self._lock:
            project = new_project(name, name, policy, int(self._clock()))
            self._state.projects[project.id] = project
            self._state.first_policies[project.id] = policy
            return view_of(project)

    def set_policy(self, project_id: str, mode: PolicyMode | str, model_ids: Iterable[str]) -> None:
        """Replace a project's policy, as Save in the console does."""
        self._store(project_id, Policy(PolicyMode(mode), tuple(model_ids)))

    def remove_policy(self, project_id: str) -> None:
        """Take a project's policy away, as Remove in the console does."""
        self._store(project_id, NO_POLICY)

    def switch_on(
        self,
        fault_id: str,
        *,
        seconds: float | None = None,
        times: int | None = None,
        after: int = 0,
        project_id: str | None = None,
        models: Collection[str] | None = None,
        routes: Collection[Route] | None = None,
    ) -> None:
        """Switch a fault on, in place of the same one if it is on already.

        `after` matching requests pass first, then it bites `times` times (None: always). KeyError for an unknown
        fault or project.
        """
        fault = FAULTS[fault_id]
        with self._lock:
            self.switch_off(fault_id)
            switch = Switch(
                fault,
                routes=frozenset(routes) if routes is not None else fault.routes,
                seconds=fault.seconds if seconds is None else seconds,
                project_id=self._project(project_id).id if project_id else None,
                models=frozenset(models) if models is not None else None,
                after=after,
                times=fault.times if times is None else times,
            )
            if isinstance(fault.effect, Arrange):
                switch.undo = fault.effect.do(self._state, switch)
            self._switches[fault_id] = switch

    def switch_off(self, fault_id: str) -> None:
        """Switch a fault off; one that is not on stays off."""
        with self._lock:
            switch = self._switches.pop(fault_id, None)
            if switch and switch.undo:
                switch.undo()

    def all_fine(self) -> None:
        """Switch every fault off."""
        with self._lock:
            for fault_id in reversed(list(self._switches)):
                self.switch_off(fault_id)

    def faults(self) -> tuple[SwitchView, ...]:
        """Return the faults that are on."""
        with self._lock:
            return tuple(
                SwitchView(each.fault.id, each.seconds, each.times, each.project_id, _sorted(each.models))
                for each in self._switches.values()
            )

    def calls(self) -> tuple[CallView, ...]:
        """Return the last 50 requests, oldest first."""
        with self._lock:
            return tuple(self._calls)

    def paste(self, key: str = "allow", model: str = "gpt-4.1") -> str:
        """Make one call of the Responses API inside the process and return its answer as curl -i prints it."""
        endpoint, ids = match("POST", "/v1/responses") or (None, {})
        body = json.dumps({"model": model, "input": "ping", "max_output_tokens": 16, "store": False}).encode()
        headers = {"authorization": f"Bearer {self.secret(key)}", "content-type": "application/json"}
        return transcript(self.reply(Arrival("POST", "/v1/responses", {}, headers, body), endpoint, ids))

    def reply(self, arrival: Arrival, endpoint: Endpoint | None, ids: Mapping[str, str]) -> Reply:
        """Answer one request that presents a key of this organization; without an endpoint: no such URL."""
        with self._lock:
            key = self._by_secret[arrival.secret]
            visit = self._visit(arrival, endpoint, ids, key) if endpoint else None
            if visit:
                reply = answer(self._state, tuple(self._switches.values()), visit)
            else:
                lost = errors.invalid_url(arrival.method, arrival.path)
                reply = Reply(lost.status, lost.body(), plain_headers())
            self._calls.append(_logged(arrival, visit, key, reply, self._clock()))
            return reply

    def _visit(self, arrival: Arrival, endpoint: Endpoint, ids: Mapping[str, str], key: Key) -> Visit:
        project_id = ids.get("project_id") if endpoint.route in ADMIN else key.project_id
        return Visit(arrival, endpoint, key, ids, _read(arrival.body), project_id, self._clock())

    def _project(self, name: str) -> Project:
        projects = self._state.projects
        found = projects.get(name) or next((each for each in projects.values() if each.role == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def _store(self, project_id: str, policy: Policy) -> None:
        with self._lock:
            self._state.set_policy(self._project(project_id), policy, self._clock())


def _sorted(models: frozenset[str] | None) -> tuple[str, ...] | None:
    return None if models is None else tuple(sorted(models))


def _read(body: bytes) -> Mapping[str, Any] | None:
    if not body.strip():
        return {}
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


def _logged(arrival: Arrival, visit: Visit | None, key: Key, reply: Reply, at: float) -> CallView:
    is_answered = reply.delivery.style not in _UNANSWERED
    return CallView(
        method=arrival.method,
        path=arrival.path,
        model=visit.model if visit else None,
        status=reply.status if is_answered else None,
        request_id=reply.headers.get("x-request-id") if is_answered else None,
        at=at,
        key=key.name,
        project_id=visit.project_id if visit else key.project_id,
        headers={name: value for name, value in arrival.headers.items() if name not in _SECRET_HEADERS},
        body=visit.body if visit and len(arrival.body) <= _KEPT_BODY else None,
    )
