"""Rounds of independent calls, made at once, with every finding handed over as it comes."""

from __future__ import annotations

import asyncio
import importlib
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.adapters.daemon_threads import DaemonThreads
from assistant.adapters.openai_api.answer import finding_of
from assistant.adapters.openai_api.wire import Limits
from assistant.domain.deciding.refusal import Classify
from assistant.domain.evidence import Finding, Found
from assistant.domain.knowledge import ModelTable
from assistant.domain.probing.base_url import clean_base_url
from assistant.domain.probing.fit_key import unfit
from assistant.domain.probing.keys import Keys
from assistant.domain.probing.request import Request, shown

OnFinding = Callable[[Finding], None]
GRACE = 1.0  # beyond a call's own bound, for a thread that is stuck in something that cannot be stopped


@dataclass(frozen=True, slots=True)
class Context:
    """What every call of a probe shares; `model` is the one asked for."""

    model: str
    keys: Keys
    classify: Classify
    table: ModelTable = field(default_factory=ModelTable)
    limits: Limits = field(default_factory=Limits)


def run_round(
    requests: Sequence[Request], context: Context, on_finding: OnFinding | None = None
) -> tuple[Finding, ...]:
    """Make all calls at once and return their findings in the requests' order; never raises for what a server does.

    `on_finding` is called in the caller's thread as each finding comes; if it raises, calls still out are cancelled.
    """
    found: dict[int, Finding] = {}
    for number, request in enumerate(requests):
        held_back = _not_sent(request, context)
        if held_back is not None:
            _hand_over(found, number, held_back, on_finding)
    to_send = {number: request for number, request in enumerate(requests) if number not in found}
    if to_send:
        _send_all(to_send, context, found, on_finding)
    return tuple(found[number] for number in range(len(requests)))


def _send_all(
    requests: dict[int, Request], context: Context, found: dict[int, Finding], on_finding: OnFinding | None
) -> None:
    """Run the calls in a thread of their own, and wait no longer than their bound whatever that thread does."""
    _load()
    came: queue.SimpleQueue[tuple[int, Finding]] = queue.SimpleQueue()
    stop = Stop()
    ends = time.monotonic() + context.limits.call + GRACE
    threading.Thread(target=_thread, args=(requests, context, came, stop), daemon=True).start()
    try:
        while requests.keys() - found.keys():
            number, finding = came.get(timeout=max(0.0, ends - time.monotonic()))
            _hand_over(found, number, finding, on_finding)
    except queue.Empty:
        stop.now()
        for number in sorted(requests.keys() - found.keys()):
            _hand_over(found, number, _lost(requests[number], context, "timeout"), on_finding)
    except BaseException:
        stop.now()
        raise


def _load() -> None:
    """Import openai before the clock runs: the first probe of a process pays for it, not its first call."""
    importlib.import_module("assistant.adapters.openai_api.client").trusted()
    importlib.import_module("assistant.adapters.openai_api.send")


class Stop:
    """Cancels a round from another thread; before it began, or after it ended, that does nothing."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[Any] | None = None

    def holds(self, loop: asyncio.AbstractEventLoop, task: asyncio.Task[Any] | None) -> None:
        """Keep the round that is running."""
        self._loop, self._task = loop, task

    def now(self) -> None:
        """Cancel the round."""
        if self._loop is not None and self._task is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._task.cancel)


def _thread(
    requests: dict[int, Request], context: Context, came: queue.SimpleQueue[tuple[int, Finding]], stop: Stop
) -> None:
    try:
        asyncio.run(_round(requests, context, came, stop))
    except asyncio.CancelledError:
        return
    except Exception:  # noqa: BLE001 - the transport could not be made: a proxy of a kind that cannot be used
        for number, request in requests.items():
            came.put((number, _lost(request, context, "proxy")))


async def _round(
    requests: dict[int, Request], context: Context, came: queue.SimpleQueue[tuple[int, Finding]], stop: Stop
) -> None:
    from assistant.adapters.openai_api.client import transport_for
    from assistant.adapters.openai_api.send import send

    loop = asyncio.get_running_loop()
    loop.set_default_executor(DaemonThreads())
    stop.holds(loop, asyncio.current_task())
    inner = transport_for(context.keys.base_url)

    async def one(number: int, request: Request) -> None:
        wire = await send(request, context.keys, inner, context.limits)
        came.put((number, _read(wire, request, context)))

    try:
        await asyncio.gather(*(one(number, request) for number, request in requests.items()))
    finally:
        await inner.aclose()


def _read(wire: Any, request: Request, context: Context) -> Finding:
    try:
        return finding_of(
            wire, request, context.keys, model=_asked(request, context), classify=context.classify, table=context.table
        )
    except Exception:  # noqa: BLE001 - an answer that no reader foresaw is still an answer
        return _lost(request, context, "unreadable")


def _asked(request: Request, context: Context) -> str:
    """Return the model of a call, which in a round that tries several is not the one of the case."""
    return str((request.body or {}).get("model", context.model))


def _not_sent(request: Request, context: Context) -> Finding | None:
    """Return the finding of a call that must not be made, or None when it may."""
    if request.skip:
        return Finding(request.probe, Found.SKIPPED, reason=request.skip)
    if clean_base_url(context.keys.base_url) != context.keys.base_url:
        return Finding(request.probe, Found.SKIPPED, reason="base_url")
    reason = unfit(context.keys, request.key)
    if reason is None:
        return None
    refuses = request.key == "project" and reason != "no_key"
    return Finding(request.probe, Found.BAD_KEY if refuses else Found.SKIPPED, reason=reason)


def _lost(request: Request, context: Context, reason: str) -> Finding:
    url = shown(request, context.keys.base_url).url
    return Finding(request.probe, Found.UNREACHABLE, method=request.method, url=url, reason=reason)


def _hand_over(found: dict[int, Finding], number: int, finding: Finding, on_finding: OnFinding | None) -> None:
    if number in found:
        return
    found[number] = finding
    if on_finding is not None:
        on_finding(finding)
