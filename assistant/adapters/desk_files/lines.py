"""Tickets out of JSON Lines: an object a line, with a text, or with a list of messages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO

from assistant.adapters.desk_files.decode import opened
from assistant.adapters.desk_files.times import utc
from assistant.domain.desk.columns import Columns, guess
from assistant.domain.desk.ticket import Fault, Incoming, Said, Sender

SAMPLE = 20
AGENTS = ("agent", "staff", "operator")
MESSAGES = ("messages", "comments", "thread")


def columns_of(stream: BinaryIO, names: Mapping[str, Sequence[str]]) -> tuple[list[str], dict[str, str]]:
    """Return the keys of the first objects and the guess of what is in them."""
    found = (_object(line) for line in opened(stream) if line.strip())
    sample = [one for one in islice(found, SAMPLE) if isinstance(one, dict)]
    keys = list(dict.fromkeys(key for one in sample for key in one))
    rows = [[value if isinstance(value := one.get(key), str) else "" for key in keys] for one in sample]
    return keys, {str(field): name for field, name in guess(keys, rows, names).items()}


def tickets(
    stream: BinaryIO, columns: Columns | None, names: Mapping[str, Sequence[str]]
) -> Iterator[Incoming | Fault]:
    """Yield a ticket or a fault for every line that is not blank."""
    chosen = columns or columns_of(stream, names)[1]
    for number, line in enumerate(opened(stream), 1):
        if line.strip():
            yield _ticket(number, line.rstrip("\r\n"), chosen)


def _object(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _ticket(number: int, line: str, columns: Mapping[Any, str]) -> Incoming | Fault:
    found = _object(line)
    if not isinstance(found, dict):
        return Fault(number, "row_not_object", line)
    values = {field: _word(found.get(key)) for field, key in columns.items()}
    said = tuple(_messages(found)) or _one(values)
    if not said:
        return Fault(number, "row_no_text", line)
    return Incoming(
        number,
        said,
        values.get("subject") or "",
        values.get("number"),
        values.get("customer"),
        values.get("address"),
    )


def _one(values: Mapping[str, str | None]) -> tuple[Said, ...]:
    text = values.get("text")
    return (Said(text, utc(values.get("received")), _sender(values.get("sender"))),) if text else ()


def _messages(found: Mapping[str, Any]) -> Iterator[Said]:
    listed: list[Any] = next((found[name] for name in MESSAGES if isinstance(found.get(name), list)), [])
    for one in listed:
        words = one if isinstance(one, dict) else {"text": one}
        text = next((words[key] for key in ("text", "body", "content") if isinstance(words.get(key), str)), "")
        if text.strip():
            sender = next((words[key] for key in ("sender", "role", "from", "author") if key in words), None)
            yield Said(text, utc(words.get("at") or words.get("date") or words.get("created_at")), _sender(sender))


def _sender(value: object) -> Sender:
    return "agent" if str(value or "").casefold() in AGENTS else "customer"


def _word(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("name") or value.get("email")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None
