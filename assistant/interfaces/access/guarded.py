"""A part of the desk that asks before each use whether the visitor still may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

T = TypeVar("T")


class _Guarded:
    def __init__(self, part: object, check: Callable[[], None]) -> None:
        self._part = part
        self._check = check

    def __getattr__(self, name: str) -> Any:
        self._check()
        return getattr(self._part, name)


def guarded(part: T, check: Callable[[], None]) -> T:
    """Return the part with `check` called before anything of it is reached."""
    return cast("T", _Guarded(part, check))
