"""Between tickets and rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.adapters.store import storable
from assistant.domain.desk.arrival import Arrival, Arrived
from assistant.domain.desk.ticket import Message, Ticket, Verdict


def ticket_of(row: Mapping[Any, Any]) -> Ticket:
    """Return the ticket of a row of `tickets`."""
    return Ticket(
        id=row["id"],
        desk=row["desk"],
        number=row["own_number"],
        subject=row["subject"],
        customer=row["customer"],
        address=row["address"],
        language=row["language"],
        received=row["received"],
        updated=row["updated"],
        state=row["state"],
        verdict=Verdict(
            row["category"], row["cause_id"], row["grade"], row["project_id"], row["model"], row["settled"]
        ),
        case_id=row["case_id"],
        case_version=row["case_version"],
        holder=row["holder"],
        claimed=row["claimed"],
        version=row["version"],
        messages=row["messages"],
    )


def ticket_row(one: Arrival) -> dict[str, Any]:
    """Return the row of a ticket that has just come in."""
    return {
        "identity": one.identity,
        "desk": one.desk,
        "own_number": one.number,
        "subject": storable(one.subject),
        "customer": one.customer,
        "address": one.address,
        "language": one.language,
        "received": one.received,
        "updated": one.updated,
        "state": "new",
        "version": 0,
        "messages": len(one.messages),
        "case_id": one.case.id,
        "case_version": one.case.version,
        **verdict_row(one.verdict),
    }


def verdict_row(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict's columns."""
    return {
        "category": verdict.category,
        "cause_id": verdict.cause_id,
        "grade": verdict.grade,
        "project_id": verdict.project_id,
        "model": verdict.model,
        "settled": verdict.settled,
    }


def message_row(ticket_id: int, one: Arrived, position: int) -> dict[str, Any]:
    """Return the row of a message."""
    return {
        "ticket_id": ticket_id,
        "position": position,
        "at": one.message.at,
        "sender": one.message.sender,
        "message_id": one.message_id,
        "digest": one.digest,
        "text": storable(one.message.text),
    }


def message_of(row: Mapping[Any, Any]) -> Message:
    """Return the message of a row of `ticket_messages`."""
    return Message(row["position"], row["sender"], row["text"], row["at"])
