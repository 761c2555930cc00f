"""Request Tracker 5 over its REST 2 with a token: a queue read, comments and correspondence written."""

from __future__ import annotations

import re
import time
from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

from assistant.adapters.desk_connectors.json_line import Answer, JsonLine
from assistant.adapters.desk_connectors.rt_cursor import Cursor, moment_of
from assistant.adapters.desk_connectors.rt_thread import Thread
from assistant.domain.desk.arrival import Pulled
from assistant.domain.desk.identity import flat
from assistant.domain.desk.outgoing import Delivered, Kind, Looked, Outgoing, Route, Trouble
from assistant.domain.desk.ticket import Fault, Incoming, Ticket
from assistant.domain.probing.base_url import clean_base_url, is_loopback

PAGE = 50  # tickets of one answer
LONG = 600.0  # seconds after which a pull ends; the next goes on
TYPES: Mapping[Kind, str] = {"note": "Comment", "reply": "Correspond"}
PATHS: Mapping[Kind, str] = {"note": "comment", "reply": "correspond"}
NO_TICKET_S = ("desk_unreachable", "desk_timeout", "desk_cut", "desk_no_login")
_QUEUE = re.compile(r"[^'\"\\\x00-\x1f]{1,200}")
_NUMBER = re.compile(r"\d{1,18}")


class RequestTracker:
    """One queue of one Request Tracker; the token is in no message, no value and no repr."""

    def __init__(self, url: str, token: str, queue: str) -> None:
        """Take the address of the tracker, a token of its user and the queue's name."""
        self._url = url
        self._headers = {"Authorization": f"token {token}"}
        self._queue = queue

    @classmethod
    def configured(cls, environ: Mapping[str, str]) -> RequestTracker | Trouble | None:
        """Return the tracker that the environment names, None where it names none."""
        given, token, queue = (environ.get(f"MODEL_ACCESS_RT_{name}", "").strip() for name in ("URL", "TOKEN", "QUEUE"))
        if not given:
            return None
        url = clean_base_url(given)
        if url is None or not _QUEUE.fullmatch(queue) or not re.fullmatch(r"[!-~]{1,400}", token):
            return Trouble("setting_rt")
        if not url.startswith("https:") and not is_loopback(url):
            return Trouble("setting_plain", "MODEL_ACCESS_RT_URL")
        return cls(url, token, queue)

    @property
    def name(self) -> str:
        """The desk of its tickets: numbers are the tracker's own."""
        parts = urlsplit(self._url)
        return f"rt:{parts.netloc}{parts.path}"[:100]

    @property
    def place(self) -> str:
        """The tracker's address and its queue."""
        return f"Request Tracker {self._url} ({self._queue})"

    def pull(self, cursor: str) -> Iterator[Pulled | Trouble]:
        """Yield the open tickets of the queue that changed since, with their threads, by their number."""
        end = time.monotonic() + LONG
        with self._line() as line:
            queue = self._queue_seen(line)
            if queue.trouble is not None:
                missing = queue.trouble.reason == "desk_missing"
                yield Trouble("desk_no_queue", self._queue) if missing else queue.trouble
                return
            at = Cursor.of(cursor)
            if at.began:  # a reading that was broken off is brought to its end first
                if not (yield from self._reading(line, at, end)):
                    return
                at = Cursor(at.began)
            yield from self._reading(line, Cursor(at.since, moment_of(queue.headers.get("date", ""))), end)

    def _reading(self, line: JsonLine, at: Cursor, end: float) -> Generator[Pulled | Trouble, None, bool]:
        """Yield what changed; the last one with the cursor of the next reading. Return whether it came to its end."""
        held: tuple[Incoming | Fault, int] | None = None
        for found in self._changed(line, at):
            item, number = self._one(line, found, end)
            if held is not None:
                yield Pulled(held[0], str(replace(at, last=held[1])))
            if isinstance(item, Trouble):
                yield item
                return False
            held = (item, number)
        if held is not None:
            yield Pulled(held[0], at.began)
        return True

    def _queue_seen(self, line: JsonLine) -> Answer:
        return line.get(f"/queue/{quote(self._queue, safe='')}")

    def _one(
        self, line: JsonLine, found: dict[str, Any] | Trouble, end: float
    ) -> tuple[Incoming | Fault | Trouble, int]:
        if isinstance(found, Trouble):
            return found, 0
        late = Trouble("desk_long") if time.monotonic() > end else None
        return late or self._read(line, found), int(_number(_text(found, "id")))

    def _read(self, line: JsonLine, found: dict[str, Any]) -> Incoming | Fault | Trouble:
        """Return a ticket; one that cannot be read is a fault of its own where the tracker answers otherwise."""
        item = Thread(line, found).incoming()
        if not isinstance(item, Trouble) or item.reason in NO_TICKET_S or self._queue_seen(line).trouble is not None:
            return item
        number = _text(found, "id")
        return Fault(int(_number(number)), "desk_bad_ticket", f"#{number} {_text(found, 'Subject')}: {item.said}")

    def _changed(self, line: JsonLine, at: Cursor) -> Iterator[dict[str, Any] | Trouble]:
        last = at.last
        while True:
            items = _items(self._search(line, at, last))
            if isinstance(items, Trouble):
                yield items
                return
            yield from (one for one in items if _text(one, "LastUpdated") >= at.since)
            if len(items) < PAGE:
                return
            before, last = last, int(_number(_text(items[-1], "id")))
            if last <= before:
                yield Trouble("desk_unreadable")
                return

    def _search(self, line: JsonLine, at: Cursor, last: int) -> Answer:
        query = f"Queue = '{self._queue}' AND Status = '__Active__' AND id > {last}"
        if at.searched is not None:
            query += f" AND LastUpdated > '{at.searched}'"
        names = {"Requestor": "EmailAddress,RealName,Name", "Cc": "EmailAddress"}
        fields = {f"fields[{name}]": wanted for name, wanted in names.items()}
        listed = {"fields": "Subject,LastUpdated,Created,Requestor,Cc", "orderby": "id", "order": "ASC"}
        return line.get("/tickets", query=query, per_page=PAGE, **listed, **fields)

    def route(self, ticket: Ticket, kind: Kind) -> Route | None:
        """Return the way through the ticket itself: the tracker sends to its requestors."""
        if ticket.desk != self.name or not _NUMBER.fullmatch(ticket.number or ""):
            return None
        via = f"{self.place} #{ticket.number}"
        return Route("correspondence", via, ticket.address or "") if kind == "reply" else Route("comment", via, "")

    def mark(self, sending_id: str, ticket: Ticket) -> str | Trouble:  # noqa: ARG002 - the tracker has its own ids
        """Return the newest transaction that everyone who sees the ticket sees: what is sent comes after it."""
        with self._line() as line:
            query = f"TicketId = {_number(ticket.number)} AND (Type = 'Create' OR Type = 'Correspond')"
            items = _items(line.get("/transactions", query=query, orderby="id", order="DESC", per_page=1))
        if isinstance(items, Trouble):
            return items
        return _number(_text(items[0], "id")) if items else Trouble("desk_missing")

    def deliver(self, message: Outgoing) -> Delivered:
        """Write a comment or correspondence on the ticket, once."""
        body = {"Content": message.text, "ContentType": "text/plain"}
        with self._line() as line:
            answer = line.post(f"/ticket/{_number(message.number)}/{PATHS[message.kind]}", body)
        if answer.trouble is None:
            return Delivered("sent", answer.headers.get("location", "").rpartition("/")[2] or None)
        return Delivered("unknown" if answer.perhaps else "failed", None, answer.trouble)

    def find(self, message: Outgoing) -> Looked:
        """Search the ticket's transactions after the mark for one of the same kind and the same words."""
        query = (
            f"TicketId = {_number(message.number)} AND Type = '{TYPES[message.kind]}' AND id > {_number(message.mark)}"
        )
        with self._line() as line:
            items = _items(line.get("/transactions", query=query, orderby="id", per_page=100))
            if isinstance(items, Trouble):
                return Looked(False, None, items)
            for one in items:
                own = _number(_text(one, "id"))
                parts = _items(line.get(f"/transaction/{own}/attachments", fields="ContentType,Content", per_page=100))
                if isinstance(parts, Trouble):
                    return Looked(False, None, parts)
                if any(flat(_text(part, "Content")) == flat(message.text) for part in parts):
                    return Looked(True, own)
        return Looked(False)

    def _line(self) -> JsonLine:
        return JsonLine(f"{self._url}/REST/2.0", self._headers)


def _items(answer: Answer) -> list[dict[str, Any]] | Trouble:
    if answer.trouble is not None:
        return answer.trouble
    items = answer.data.get("items") if isinstance(answer.data, dict) else None
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        return Trouble("desk_unreadable")
    return items


def _text(one: Mapping[str, Any], name: str) -> str:
    value = one.get(name)
    return str(value) if isinstance(value, str | int) else ""


def _number(value: str | None) -> str:
    """Return a number as it may stand in a path or a query; anything else becomes one that does not exist."""
    return value if value and _NUMBER.fullmatch(value) else "0"
