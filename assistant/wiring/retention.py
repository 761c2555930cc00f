"""Wiring of the retention: for how many days a served app keeps tickets and cases, and who deletes them."""

from __future__ import annotations

import logging
import os
import time
from datetime import UTC, datetime

from assistant.domain.desk.held import Held
from assistant.domain.desk.retention import days_of
from assistant.wiring.desk import desk_store

_LOG = logging.getLogger("model_access")


def days_or_exit() -> int | None:
    """Return after how many days things are deleted, None for never; end the process where that is no number."""
    given = os.environ.get("MODEL_ACCESS_KEEP_DAYS", "").strip()
    try:
        return days_of(given) if given else None
    except ValueError as error:
        raise SystemExit(f"model-access serve: MODEL_ACCESS_KEEP_DAYS: {error}") from error


def keep(days: int) -> None:
    """Delete at once, and every day from then on, what nothing has happened to for so many days; never returns."""
    from assistant.adapters.desk_store.forgetting import Forgetting
    from assistant.engine.desk.retention import Retention

    Retention(Forgetting(desk_store()), days, lambda: datetime.now(UTC)).daily(time.sleep, _told)


def _told(came: Held | Exception) -> None:
    """Say on the server's log what was deleted, or why nothing was; what an error says may hold an address."""
    if isinstance(came, Exception):
        _LOG.warning("retention: %s; again in an hour", type(came).__name__)
    elif came:
        _LOG.warning("retention: %d tickets and %d cases deleted", len(came.tickets), len(came.cases))
