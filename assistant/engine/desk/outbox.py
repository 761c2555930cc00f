"""Sending: what is new is fetched first, the approval is recorded, then it is sent once, then its outcome is recorded.

What nobody knows the outcome of is looked up, never sent again; a person decides where the search proves nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from assistant.domain.desk.draft import SavedDraft
from assistant.domain.desk.outgoing import UNSETTLED, Delivered, Kind, Outgoing, Route, Trouble
from assistant.domain.desk.states import after, may_hold
from assistant.domain.desk.ticket import Ticket
from assistant.domain.masking.mask import mask
from assistant.engine.desk.desk import unseen_of
from assistant.engine.desk.intake import Intake, OnProgress, Taken
from assistant.engine.desk.ports import Connector, DeskStore, SendingStore

Refusal = Literal["late", "held", "new_message", "gone", "no_place", "unsettled", "empty"]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be sent, exactly as it would leave; `seen` is how many messages it answers."""

    ticket_id: int
    version: int
    desk: str
    kind: Kind
    route: Route
    subject: str
    draft: SavedDraft


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of sending: the message with its state, or why none was begun."""

    ticket: Ticket | None
    message: Outgoing | None = None
    refused: Refusal | None = None
    trouble: Trouble | None = None


class Outbox:
    """Sends through connected help desks; `now` gives UTC as ISO 8601."""

    def __init__(
        self,
        store: DeskStore,
        sendings: SendingStore,
        intake: Intake,
        connectors: Sequence[Connector],
        now: Callable[[], str],
    ) -> None:
        """Take the parts."""
        self._store = store
        self._sendings = sendings
        self._intake = intake
        self._connectors = connectors
        self._now = now

    @property
    def connectors(self) -> Sequence[Connector]:
        """The help desks that are connected."""
        return self._connectors

    def fetch(self, connector: Connector, who: str, on_progress: OnProgress = lambda _: None) -> Taken:
        """Take in what is new at a help desk, and search it for what is in doubt."""
        taken = self._intake.pull(connector, on_progress)
        for one in self._sendings.unsettled(connector.name) if taken.trouble is None else ():
            self.look(one.id, who)
        return taken

    def of(self, ticket_id: int) -> list[Outgoing]:
        """Return what was sent of a ticket, the newest first; what is in doubt by now says so."""
        now = self._now()
        return [
            replace(one, state="unknown") if one.in_doubt(now) else one for one in self._sendings.of_ticket(ticket_id)
        ]

    def routes(self, ticket: Ticket) -> Iterator[tuple[str, Kind, Route]]:
        """Yield through which desk a note or a reply can leave."""
        for connector in self._connectors:
            for kind in ("note", "reply"):
                if (route := connector.route(ticket, kind)) is not None:
                    yield connector.name, kind, route

    def preview(self, ticket: Ticket, desk: str, kind: Kind, subject: str, draft: SavedDraft) -> Preview | None:
        """Return what would be sent, a stray key in it masked; None where there is no way."""
        connector = self._connector(desk)
        route = connector.route(ticket, kind) if connector else None
        if route is None:
            return None
        line = " ".join(mask(subject).text.split())
        clean = replace(draft, text=mask(draft.text).text)
        return Preview(ticket.id, ticket.version, desk, kind, route, line, clean)

    def send(self, shown: Preview, who: str) -> Sent:
        """Send what was shown, in a person's name."""
        connector = self._connector(shown.desk)
        if connector is None:
            return Sent(self._store.ticket(shown.ticket_id), refused="no_place")
        trouble = self._intake.pull(connector).trouble
        ticket = self._store.ticket(shown.ticket_id)
        refused = self._refused(shown, ticket, who)
        if ticket is None or refused or trouble:
            return Sent(ticket, None, refused, None if refused else trouble)
        sending_id = secrets.token_hex(16)
        mark = connector.mark(sending_id, ticket)
        if isinstance(mark, Trouble):
            return Sent(ticket, trouble=mark)
        message = self._message(shown, ticket, who, sending_id, mark)
        changed = self._begun(shown, ticket, who, message)
        if changed is None:
            unsettled = any(one.state in UNSETTLED for one in self._sendings.of_ticket(ticket.id))
            return Sent(self._store.ticket(ticket.id), refused="unsettled" if unsettled else "late")
        return self._settled(connector, message, connector.deliver(message), who)

    def look(self, sending_id: str, who: str) -> Outgoing | None:
        """Search for a message that is in doubt, and return it as it is then; nothing is sent."""
        message = self._sendings.sending(sending_id)
        connector = self._connector(message.desk) if message else None
        if message is None or connector is None or not message.in_doubt(self._now()):
            return message
        looked = connector.find(message)
        if looked.found:
            self._sendings.settle(message, "sent", self._now(), who, receipt=looked.receipt)
        else:
            reason = looked.trouble.reason if looked.trouble else "send_not_found"
            self._sendings.settle(message, "unknown", self._now(), who, reason=reason)
        return self._sendings.sending(sending_id)

    def decide(self, sending_id: str, who: str, *, sent: bool) -> Outgoing | None:
        """Take a person's word for what became of a message in doubt; one that was not sent may be sent anew."""
        message = self._sendings.sending(sending_id)
        if message is not None and message.in_doubt(self._now()):
            state: Literal["sent", "failed"] = "sent" if sent else "failed"
            self._sendings.settle(message, state, self._now(), who, reason="send_by_person")
        return self._sendings.sending(sending_id)

    def _connector(self, desk: str) -> Connector | None:
        return next((one for one in self._connectors if one.name == desk), None)

    def _refused(self, shown: Preview, ticket: Ticket | None, who: str) -> Refusal | None:
        if ticket is None:
            return "gone"
        if not shown.draft.text.strip():
            return "empty"
        if not may_hold(ticket.holder, who):
            return "held"
        if unseen_of(self._store, ticket.id, shown.draft.seen):
            return "new_message"
        if ticket.version != shown.version:
            return "late"
        event: Literal["approve", "draft"] = "approve" if shown.kind == "reply" else "draft"
        return "no_place" if after(ticket.state, event) is None else None

    def _message(self, shown: Preview, ticket: Ticket, who: str, sending_id: str, mark: str) -> Outgoing:
        return Outgoing(
            sending_id,
            ticket.id,
            shown.desk,
            shown.kind,
            ticket.number,
            shown.route,
            shown.subject,
            shown.draft.text,
            mark,
            tuple(self._sendings.mails(ticket.id)),
            who,
            self._now(),
        )

    def _begun(self, shown: Preview, ticket: Ticket, who: str, message: Outgoing) -> Ticket | None:
        """Record the approval and the message in one step; None when somebody was quicker."""
        now = self._now()
        draft = replace(shown.draft, at=now, who=who)
        values: dict[str, Any] = {"holder": who, "claimed": now}
        if shown.kind == "reply":
            draft = replace(draft, state="approved", approved=now, approver=who)
            values["state"] = after(ticket.state, "approve")
        elif ticket.state == "new":
            values["state"] = after(ticket.state, "draft")
        action = "approve_and_send" if shown.kind == "reply" else "put_back"
        return self._store.change(ticket, who, action, now, draft=draft, sending=message, **values)

    def _settled(self, connector: Connector, message: Outgoing, came: Delivered, who: str) -> Sent:
        looked = connector.find(message) if came.state == "unknown" else None
        state, receipt = came.state, came.receipt
        if looked is not None and looked.found:
            state, receipt = "sent", looked.receipt
        reason = came.trouble.reason if came.trouble and looked is None else None  # a doubt needs no other reason
        self._sendings.settle(message, state, self._now(), who, reason=reason, receipt=receipt)
        return Sent(self._store.ticket(message.ticket_id), self._sendings.sending(message.id), trouble=came.trouble)
