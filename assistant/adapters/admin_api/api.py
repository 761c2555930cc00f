"""The Admin API for callers that wait: each method runs its calls in a thread of its own and returns a value."""

from __future__ import annotations

import asyncio
import importlib
import queue
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from typing import TypeVar

from assistant.adapters.admin_api.calls import read_models, read_policy, read_project, read_projects, write_policy
from assistant.adapters.admin_api.line import Line
from assistant.adapters.admin_api.patience import MANY_PROJECTS, ONE_PROJECT, Patience
from assistant.adapters.openai_api.rounds import Stop
from assistant.adapters.openai_api.wire import Limits
from assistant.domain.deciding.refusal import Classify
from assistant.domain.evidence import Finding, Found, Policy
from assistant.domain.permissions.seen import ModelsSeen, PolicySeen, ProjectSeen, ProjectsSeen, WriteSeen
from assistant.domain.probing.keys import Keys

AT_ONCE = 6  # calls at the same time while many projects are read
LOOK = 0.2  # seconds between two looks at whether to go on
Seen = TypeVar("Seen")
Item = TypeVar("Item")


def _nothing_known(*_said: object) -> None:
    """Stand in for the signals of knowledge/: a refusal speaks for itself."""


def _next(came: queue.SimpleQueue[Item], stop: threading.Event | None) -> Item | None:
    """Return what comes next, or None when `stop` is set first."""
    while stop is None or not stop.is_set():
        with suppress(queue.Empty):
            return came.get(timeout=None if stop is None else LOOK)
    return None


class AdminApi:
    """Reads and writes with one Admin key; the key is in no message, no value and no repr."""

    def __init__(
        self,
        keys: Keys,
        *,
        limits: Limits | None = None,
        patience: Patience = ONE_PROJECT,
        patience_with_many: Patience = MANY_PROJECTS,
        classify: Classify = _nothing_known,
    ) -> None:
        """Take the key, the host that it is for, and the bounds: 5 s to connect and 15 s in all for each call."""
        self._keys = keys
        self._limits = limits or Limits(other_bytes=2 * 1024 * 1024)
        self._patience = patience
        self._patience_with_many = patience_with_many
        self._classify = classify

    @property
    def base_url(self) -> str:
        """Return the host that the key is for."""
        return self._keys.base_url

    def policy(self, project_id: str) -> PolicySeen:
        """Read a project's policy."""
        return self._run(lambda line: read_policy(line, project_id))

    def project(self, project_id: str) -> ProjectSeen:
        """Retrieve a project."""
        return self._run(lambda line: read_project(line, project_id))

    def projects(self, stop: threading.Event | None = None) -> ProjectsSeen:
        """List the projects that are not archived; once `stop` is set nothing more is asked, and none are listed."""
        seen = self._until(stop, read_projects)
        return seen or ProjectsSeen((), None, Finding("project", Found.SKIPPED))

    def models(self, project_id: str) -> ModelsSeen:
        """List the model ids that have a rate limit in a project."""
        return self._run(lambda line: read_models(line, project_id))

    def write(self, project_id: str, policy: Policy) -> WriteSeen:
        """Replace a project's policy, or delete it for `NO_POLICY`; never repeated."""
        return self._run(lambda line: write_policy(line, project_id, policy))

    def policies(self, project_ids: Sequence[str], stop: threading.Event | None = None) -> Iterator[PolicySeen]:
        """Yield the policies of many projects as they come; whoever stops iterating, or sets `stop`, ends it."""
        came: queue.SimpleQueue[PolicySeen | BaseException | None] = queue.SimpleQueue()
        task, stopped = Stop(), threading.Event()

        async def all_of_them(line: Line) -> None:
            task.holds(asyncio.get_running_loop(), asyncio.current_task())
            waiting = iter(project_ids)

            async def some() -> None:
                for project_id in waiting:
                    if stopped.is_set():
                        return
                    came.put(await read_policy(line, project_id))

            await asyncio.gather(*(some() for _ in range(AT_ONCE)))

        self._start(all_of_them, self._patience_with_many, lambda _value: came.put(None), came.put)
        try:
            while (one := _next(came, stop)) is not None:
                if isinstance(one, BaseException):
                    raise one
                yield one
        finally:
            stopped.set()
            task.now()

    def _until(self, stop: threading.Event | None, work: Callable[[Line], Awaitable[Seen]]) -> Seen | None:
        """Do the work, or return None when `stop` is set before it is done."""
        done: queue.SimpleQueue[Seen | BaseException | None] = queue.SimpleQueue()
        task = Stop()

        async def held(line: Line) -> Seen:
            task.holds(asyncio.get_running_loop(), asyncio.current_task())
            return await work(line)

        self._start(held, self._patience_with_many, done.put, done.put)
        value = _next(done, stop)
        if isinstance(value, BaseException):
            raise value
        if value is None:
            task.now()
        return value

    def _run(self, work: Callable[[Line], Awaitable[Seen]], patience: Patience | None = None) -> Seen:
        done: queue.SimpleQueue[tuple[Seen | None, BaseException | None]] = queue.SimpleQueue()
        self._start(
            work,
            patience or self._patience,
            lambda value: done.put((value, None)),
            lambda error: done.put((None, error)),
        )
        value, error = done.get()
        if error is not None or value is None:
            raise error or RuntimeError("no value")
        return value

    def _start(
        self,
        work: Callable[[Line], Awaitable[Seen]],
        patience: Patience,
        deliver: Callable[[Seen], None],
        fail: Callable[[BaseException], None],
    ) -> None:
        """Begin the work in a daemon thread with an event loop of its own."""
        importlib.import_module("assistant.adapters.openai_api.client").trusted()
        importlib.import_module("assistant.adapters.openai_api.send")

        async def whole() -> Seen:
            async with Line(self._keys, self._limits, patience, self._classify) as line:
                return await work(line)

        def run() -> None:
            try:
                value = asyncio.run(whole())
            except BaseException as error:  # noqa: BLE001 - whoever waits for the value gets the error instead
                fail(error)
            else:
                deliver(value)

        threading.Thread(target=run, name="admin-api", daemon=True).start()
