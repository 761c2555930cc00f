"""What one session of the lead's page remembers: the span, and what was read of it, until it is read again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

import streamlit as st

T = TypeVar("T")


@dataclass(slots=True)
class LeadVisit:
    """Figures stay as they were read, so that a language switch or a fold does not count anew."""

    read: dict[object, Any] = field(default_factory=dict)
    at: str = ""  # when the figures were read, UTC
    job: Future[None] | None = None  # reads the cases that are behind

    def once(self, key: object, work: Callable[[], T]) -> T:
        """Return what was read under a key, or read it now."""
        if key not in self.read:
            self.read[key] = work()
        return cast("T", self.read[key])

    def forget(self) -> None:
        """Read everything again from the next run on."""
        self.read, self.at = {}, ""


def current() -> LeadVisit:
    """Return the session's own."""
    if "lead_visit" not in st.session_state:
        st.session_state["lead_visit"] = LeadVisit()
    return cast("LeadVisit", st.session_state["lead_visit"])
