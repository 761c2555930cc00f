"""Wiring of the retention: for how many days a served app keeps tickets and cases, and who deletes them."""

from __future__ import annotations

import logging
import os
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.domain.desk.held import Held
from assistant.domain.desk.retention import days_of
from assistant.wiring.desk import desk_store

if TYPE_CHECKING:
    from assistant.engine.desk.retention import Forgetter

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
    from assistant.engine.desk.retention import Retention

    Retention(_keeper(), days, lambda: datetime.now(UTC)).daily(time.sleep, _told)


def _keeper() -> Forgetter:
    """Return what deletes; where the database is away, as soon as it is there."""
    from assistant.adapters.desk_store.forgetting import Forgetting
    from assistant.engine.desk.retention import AGAIN

    while True:
        try:
            return Forgetting(desk_store())
        except Exception as error:  # noqa: BLE001 - whatever the database says now, it is asked again
            _told(error)
            time.sleep(AGAIN)


def _told(came: Held | Exception) -> None:
    """Say on the server's log what was deleted, or why nothing was; what an error says may hold an address."""
    if isinstance(came, Exception):
        _LOG.warning("retention: %s; again in an hour", type(came).__name__)
    elif came:
        _LOG.warning("retention: %d tickets and %d cases deleted", len(came.tickets), len(came.cases))
