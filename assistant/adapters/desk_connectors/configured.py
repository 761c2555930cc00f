"""Which help desks the environment connects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.adapters.desk_connectors.mail import MailDesk
from assistant.domain.desk.outgoing import Trouble

if TYPE_CHECKING:  # its HTTP client is loaded where a tracker is connected
    from assistant.adapters.desk_connectors.rt import RequestTracker


def configured(environ: Mapping[str, str]) -> tuple[list[RequestTracker | MailDesk], list[Trouble]]:
    """Return the help desks that the environment names, and what is wrong with those that it names badly."""
    made: list[RequestTracker | MailDesk | Trouble | None] = [MailDesk.configured(environ)]
    if environ.get("MODEL_ACCESS_RT_URL", "").strip():
        from assistant.adapters.desk_connectors.rt import RequestTracker

        made.insert(0, RequestTracker.configured(environ))
    desks = [one for one in made if one is not None and not isinstance(one, Trouble)]
    return desks, [one for one in made if isinstance(one, Trouble)]
