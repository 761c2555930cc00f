"""Messages on their way out: recorded before they are sent, settled once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database import writing
from assistant.adapters.desk_store.record import record
from assistant.adapters.desk_store.tables import messages, sendings, tickets
from assistant.adapters.store import storable
from assistant.domain.desk.outgoing import UNSETTLED, Outgoing, Route, SendState

_PLAIN = ("id", "ticket_id", "desk", "kind", "number", "mark", "who", "at")


class SendingStore:
    """What became of each message, over the desk's own database."""

    def __init__(self, engine: sa.Engine) -> None:
        """Work on a database that is open."""
        self._engine = engine

    def of_ticket(self, ticket_id: int) -> list[Outgoing]:
        """Return the messages of a ticket, the newest first."""
        return self._found(sendings.c.ticket_id == ticket_id)

    def unsettled(self, desk: str) -> list[Outgoing]:
        """Return the messages through a desk of which nobody knows yet what became of them."""
        return self._found(sendings.c.desk == desk, sendings.c.state.in_(UNSETTLED))

    def sending(self, sending_id: str) -> Outgoing | None:
        """Return a message."""
        return next(iter(self._found(sendings.c.id == sending_id)), None)

    def mails(self, ticket_id: int) -> list[str]:
        """Return the Message-IDs of a customer's mails, the newest last."""
        query = (
            sa.select(messages.c.message_id)
            .where(messages.c.ticket_id == ticket_id, messages.c.message_id.is_not(None))
            .order_by(messages.c.position)
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def settle(
        self,
        one: Outgoing,
        state: SendState,
        at: str,
        who: str,
        *,
        reason: str | None = None,
        receipt: str | None = None,
    ) -> bool:
        """Write what became of a message, with the audit's line; False when that was known already.

        A reply that was not sent makes its ticket one with a draft again.
        """
        match = (sendings.c.id == one.id) & sendings.c.state.in_(UNSETTLED)
        values = {"state": state, "settled": at, "reason": reason, "receipt": receipt and receipt[:300]}
        with writing(self._engine) as connection:
            if connection.execute(sendings.update().where(match).values(**values)).rowcount != 1:
                return False
            if state == "failed" and one.kind == "reply":
                back = (tickets.c.id == one.ticket_id) & (tickets.c.state == "answered")
                newer = {"state": "drafted", "version": tickets.c.version + 1}
                connection.execute(tickets.update().where(back).values(**newer))
            record(connection, at, who, f"{one.kind}_{state}", one.ticket_id, one.id)
        return True

    def _found(self, *where: sa.ColumnElement[bool]) -> list[Outgoing]:
        query = sa.select(sendings).where(*where).order_by(sendings.c.at.desc(), sendings.c.id)
        with self._engine.connect() as connection:
            return [_outgoing(row) for row in connection.execute(query).mappings()]


def insert_sending(connection: sa.Connection, one: Outgoing) -> None:
    """Record a message that is about to be sent; an IntegrityError when another of its ticket is under way."""
    values = {
        "form": one.route.form,
        "via": one.route.via,
        "recipient": one.route.to,
        "sender": one.route.sender,
        "subject": storable(one.subject),
        "text": storable(one.text),
        "answers": json.dumps(one.answers),
    }
    plain = {name: getattr(one, name) for name in (*_PLAIN, "state")}
    connection.execute(sendings.insert().values(**plain, **values))


def _outgoing(row: Mapping[Any, Any]) -> Outgoing:
    return Outgoing(
        **{name: row[name] for name in _PLAIN},
        subject=row["subject"],
        text=row["text"],
        route=Route(row["form"], row["via"], row["recipient"], row["sender"]),
        answers=tuple(json.loads(row["answers"])),
        state=row["state"],
        settled=row["settled"],
        reason=row["reason"],
        receipt=row["receipt"],
    )
