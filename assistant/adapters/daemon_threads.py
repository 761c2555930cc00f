"""Threads that nothing waits for: what hangs in one holds neither a caller nor the end of the process up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any


class DaemonThreads(ThreadPoolExecutor):
    """Runs each job in a daemon thread of its own, as a name server may hang and cannot be stopped."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Start the job at once."""
        future: Future[Any] = Future()
        threading.Thread(target=_settle, args=(future, fn, args, kwargs), daemon=True).start()
        return future


def _settle(future: Future[Any], fn: Callable[..., Any], args: Any, kwargs: Any) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(fn(*args, **kwargs))
    except BaseException as error:  # noqa: BLE001 - the future carries it to who waits
        future.set_exception(error)
