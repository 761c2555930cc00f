"""One ticket of Request Tracker with its conversation: who wrote what, attached texts included."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from typing import Any

from assistant.adapters.desk_connectors.json_line import JsonLine
from assistant.adapters.desk_files.markup import without_tags
from assistant.adapters.desk_files.times import utc
from assistant.domain.desk.outgoing import Trouble
from assistant.domain.desk.ticket import Fault, Incoming, Said, Sender
from assistant.domain.encoding import decoded

MOST = 20  # pages of 100
LARGEST = 1_000_000  # bytes of one text


class Thread:
    """Reads a ticket that a search has found."""

    def __init__(self, line: JsonLine, found: Mapping[str, Any]) -> None:
        """Take the line and the ticket as it was found."""
        self._line = line
        self._found = found
        self._number = str(found.get("id") or "")

    def incoming(self) -> Incoming | Fault | Trouble:
        """Return the ticket; a fault where nothing in it can be read."""
        place = int(self._number) if self._number.isdigit() else 0
        subject = str(self._found.get("Subject") or "")
        if not place:
            return Trouble("desk_unreadable")
        said: list[Said] = []
        for one in self._messages():
            if isinstance(one, Trouble):
                return one
            said.append(one)
        if not said and not subject.strip():
            return Fault(place, "row_no_text", self._number)
        first = self._people("Requestor")[:1] or [{}]
        words = {name: str(first[0].get(name) or "") or None for name in ("RealName", "Name", "EmailAddress")}
        name = words["RealName"] or (words["Name"] if words["Name"] != words["EmailAddress"] else None)
        told = tuple(said) or (Said(subject, utc(self._found.get("Created"))),)
        return Incoming(place, told, subject, self._number, name, words["EmailAddress"], connected=True)

    def _messages(self) -> Iterator[Said | Trouble]:
        """Yield what customer and agents said to each other; comments stay among agents."""
        query = f"TicketId = {self._number} AND (Type = 'Create' OR Type = 'Correspond')"
        parts = self._texts()
        if isinstance(parts, Trouble):
            yield parts
            return
        for one in self._pages("/transactions", query=query, fields="Type,Creator,Created", orderby="id"):
            if isinstance(one, Trouble):
                yield one
                return
            text = self._text(parts.get(str(one.get("id")), []))
            if isinstance(text, Trouble):
                yield text
                return
            if text:
                yield Said(text, utc(one.get("Created")), self._sender(one))

    def _sender(self, transaction: Mapping[str, Any]) -> Sender:
        """Return who wrote: what opened the ticket is the customer's, whoever typed it in."""
        creator = transaction.get("Creator")
        own = str(creator.get("id") if isinstance(creator, dict) else creator or "")
        customers = {str(one.get("id")) for role in ("Requestor", "Cc") for one in self._people(role)}
        return "customer" if transaction.get("Type") == "Create" or own in customers else "agent"

    def _people(self, role: str) -> list[dict[str, Any]]:
        listed = self._found.get(role)
        return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []

    def _texts(self) -> dict[str, list[dict[str, Any]]] | Trouble:
        """Return the texts that are attached, without their content, by transaction."""
        found: dict[str, list[dict[str, Any]]] = {}
        fields = "ContentType,Filename,ContentLength,TransactionId"
        for one in self._pages(f"/ticket/{self._number}/attachments", fields=fields, orderby="id"):
            if isinstance(one, Trouble):
                return one
            kind, size = str(one.get("ContentType") or "").lower(), str(one.get("ContentLength") or "0")
            owner = one.get("TransactionId")
            own = str(owner.get("id") if isinstance(owner, dict) else owner)
            small = int(size if size.isdigit() else 0) <= LARGEST
            if small and (kind.startswith("text/") or kind == "application/json"):
                found.setdefault(own, []).append(one)
        return found

    def _text(self, parts: list[dict[str, Any]]) -> str | Trouble:
        """Return the words of a message: its plain text, else its HTML as text, and attached texts."""
        plain = any(_is_body(one) and one["ContentType"] == "text/plain" for one in parts)
        words: list[str] = []
        for one in parts:
            if plain and _is_body(one) and one["ContentType"] != "text/plain":
                continue
            answer = self._line.get(f"/attachment/{one.get('id')}")
            if answer.trouble is not None:
                return answer.trouble
            text = _content(answer.data)
            words.append(without_tags(text) if one["ContentType"] == "text/html" else text)
        return "\n\n".join(one.strip() for one in words if one.strip())

    def _pages(self, path: str, **params: str | int) -> Iterator[dict[str, Any] | Trouble]:
        for page in range(1, MOST + 1):
            answer = self._line.get(path, page=page, per_page=100, **params)
            if answer.trouble is not None:
                yield answer.trouble
                return
            items = answer.data.get("items") if isinstance(answer.data, dict) else None
            if not isinstance(items, list):
                yield Trouble("desk_unreadable")
                return
            yield from (one for one in items if isinstance(one, dict))
            if len(items) < 100:
                return


def _is_body(part: Mapping[str, Any]) -> bool:
    return not part.get("Filename")


def _content(data: Any) -> str:
    content = data.get("Content") if isinstance(data, dict) else None
    try:
        return decoded(base64.b64decode(str(content or ""), validate=False))
    except (binascii.Error, ValueError):
        return ""
