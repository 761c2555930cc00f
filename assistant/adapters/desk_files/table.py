"""Tickets out of a CSV file, by the columns that were guessed or named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import BinaryIO

from assistant.adapters.desk_files.decode import opened
from assistant.adapters.desk_files.records import Record, delimiter_of, records
from assistant.adapters.desk_files.times import utc
from assistant.domain.desk.columns import Columns, guess, has_header
from assistant.domain.desk.ticket import Fault, Incoming, Said, Sender

SAMPLE = 20  # rows that a guess looks at

Names = Mapping[str, Sequence[str]]


def columns_of(stream: BinaryIO, names: Names) -> tuple[list[str], dict[str, str]]:
    """Return the names of a table's columns and the guess of what is in them."""
    header, rows = _parts(stream, names)
    sample = [row.cells for row in islice(rows, SAMPLE) if row.cells]
    return header, {str(field): name for field, name in guess(header, sample, names).items()}


def tickets(stream: BinaryIO, columns: Columns | None, names: Names) -> Iterator[Incoming | Fault]:
    """Yield a ticket or a fault for every row; `columns` None takes the guess."""
    chosen: Mapping[str, str] = columns or columns_of(stream, names)[1]  # type: ignore[assignment]
    header, rows = _parts(stream, names)
    at = {field: header.index(name) for field, name in chosen.items() if name in header}
    for row in rows:
        yield _ticket(row, at, len(header), names.get("agents", ()))


def _parts(stream: BinaryIO, names: Names) -> tuple[list[str], Iterator[Record]]:
    """Return the columns' names, numbers where the file has none of its own, and the rows."""
    text = opened(stream)
    first = text.readline()
    rows = records(chain([first], text), delimiter_of(first)) if first else iter(())
    head = next(rows, None)
    if head is None or head.cells is None:
        return [], rows if head is None else chain([head], rows)
    if has_header(head.cells, names):
        return [cell.strip() for cell in head.cells], rows
    return [str(number) for number in range(1, len(head.cells) + 1)], chain([head], rows)


def _ticket(row: Record, at: Mapping[str, int], width: int, agents: Sequence[str]) -> Incoming | Fault:
    if row.cells is None:
        return Fault(row.line, "row_quotes", row.raw)
    cells = {field: row.cells[place].strip() for field, place in at.items() if place < len(row.cells)}
    if len(row.cells) > width and any(cell.strip() for cell in row.cells[width:]):
        return Fault(row.line, "row_columns", ",".join(row.cells))
    if not cells.get("text"):
        return Fault(row.line, "row_no_text", ",".join(row.cells))
    sender: Sender = "agent" if cells.get("sender", "").casefold() in agents else "customer"
    said = Said(cells["text"], utc(cells.get("received")), sender)
    return Incoming(
        row.line,
        (said,),
        cells.get("subject", ""),
        cells.get("number") or None,
        cells.get("customer") or None,
        cells.get("address") or None,
    )
