"""Work with an end: done within so many seconds whatever the other side does, or given up."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from assistant.adapters.daemon_threads import DaemonThreads

T = TypeVar("T")
_threads = DaemonThreads()


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return what work comes to; TimeoutError when it takes longer, and its thread is left to itself."""
    future: Future[T] = _threads.submit(work)
    return future.result(seconds)
