"""One line to the Admin API: single calls, and reads that are tried again within bounds."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from assistant.adapters.admin_api.patience import Patience, retry_after
from assistant.adapters.openai_api.answer import answered
from assistant.adapters.openai_api.body import UNREAD
from assistant.adapters.openai_api.wire import Limits
from assistant.domain.deciding.refusal import Classify
from assistant.domain.evidence import Finding, Found
from assistant.domain.probing.base_url import clean_base_url
from assistant.domain.probing.fit_key import unfit
from assistant.domain.probing.keys import Keys
from assistant.domain.probing.request import Request, shown

if TYPE_CHECKING:  # openai is loaded when a line is opened
    from httpx2 import AsyncHTTPTransport

LEAST = 0.05  # seconds without which another attempt is not begun


@dataclass(frozen=True, slots=True)
class Answer:
    """One call's outcome; `data` is `UNREAD` unless it was a success, `sent` tells that the request began to leave."""

    finding: Finding
    data: Any
    sent: bool
    retry_after: float | None = None


class Line:
    """Calls with one Admin key over shared connections; used with `async with`, and never raises for what happens."""

    def __init__(self, keys: Keys, limits: Limits, patience: Patience, classify: Classify) -> None:
        """Take the key and the bounds."""
        self._keys = keys
        self._limits = limits
        self._patience = patience
        self._classify = classify
        self._inner: AsyncHTTPTransport | None = None
        self._not_before = 0.0

    async def __aenter__(self) -> Self:
        from assistant.adapters.daemon_threads import DaemonThreads
        from assistant.adapters.openai_api.client import transport_for

        asyncio.get_running_loop().set_default_executor(DaemonThreads())  # a name server that hangs holds nobody up
        try:
            self._inner = transport_for(self._keys.base_url)
        except (ValueError, ImportError):  # a proxy of a kind that cannot be used
            self._inner = None
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._inner is not None:
            await self._inner.aclose()

    async def read(self, request: Request) -> Answer:
        """Make a call that changes nothing; 429, 5xx and a broken way are tried again within the line's patience."""
        ends = time.monotonic() + self._patience.seconds
        attempt = 0
        while True:
            await asyncio.sleep(max(0.0, self._not_before - time.monotonic()))
            answer = await self.call(request, most=max(LEAST, ends - time.monotonic()))
            attempt += 1
            pause = self._patience.pause(answer.finding, answer.retry_after, attempt)
            if pause is None or time.monotonic() + pause > ends - LEAST:
                return answer
            if answer.finding.found is Found.LIMITED:
                self._not_before = time.monotonic() + pause  # whoever shares the line waits too
            await asyncio.sleep(pause)

    async def call(self, request: Request, most: float | None = None) -> Answer:
        """Make one call, once; `most` seconds shorten the line's own bound."""
        from assistant.adapters.openai_api.send import send

        held_back = self._held_back(request)
        if held_back is not None or self._inner is None:
            return Answer(held_back or self._without_way(request), UNREAD, sent=False)
        limits = self._limits if most is None else replace(self._limits, call=min(self._limits.call, most))
        wire = await send(request, self._keys, self._inner, limits)
        try:
            finding, data = answered(wire, request, self._keys, self._classify)
        except Exception:  # noqa: BLE001 - an answer that no reader foresaw is still an answer
            finding, data = replace(self._without_way(request), reason="unreadable", status=wire.status), UNREAD
        return Answer(finding, data, wire.sent, retry_after(wire.header("retry-after")))

    def _held_back(self, request: Request) -> Finding | None:
        """Return the finding of a call that must not be made, or None when it may."""
        reason = request.skip or unfit(self._keys, "admin")
        if clean_base_url(self._keys.base_url) != self._keys.base_url:
            reason = "base_url"
        return Finding(request.probe, Found.SKIPPED, method=request.method, reason=reason) if reason else None

    def _without_way(self, request: Request) -> Finding:
        url = shown(request, self._keys.base_url).url
        return Finding(request.probe, Found.UNREACHABLE, method=request.method, url=url, reason="proxy")
