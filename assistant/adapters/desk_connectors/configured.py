"""Which help desks the environment connects."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.adapters.desk_connectors.mail import MailDesk
from assistant.adapters.desk_connectors.rt import RequestTracker
from assistant.domain.desk.outgoing import Trouble

Found = RequestTracker | MailDesk


def configured(environ: Mapping[str, str]) -> tuple[list[Found], list[Trouble]]:
    """Return the help desks that the environment names, and what is wrong with those that it names badly."""
    made = [one for kind in (RequestTracker, MailDesk) if (one := kind.configured(environ)) is not None]
    return [one for one in made if not isinstance(one, Trouble)], [one for one in made if isinstance(one, Trouble)]
