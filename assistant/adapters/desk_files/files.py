"""The one reader of ticket files: by the ending of a name, a stream of tickets and faults in the file's order."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from hashlib import file_digest
from pathlib import PurePath
from typing import BinaryIO

from assistant.adapters.desk_files import lines, mail, table
from assistant.adapters.desk_files.decode import opened
from assistant.domain.desk.columns import Columns
from assistant.domain.desk.ticket import Fault, Incoming, Said

KINDS = ("csv", "tsv", "jsonl", "ndjson", "eml", "mbox", "txt", "log")


class TicketFiles:
    """Reads files of tickets; `names` are the columns' known names by field, the best first."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        """Take the known names."""
        self._names = names

    def kind(self, name: str) -> str | None:
        """Return how a file is read, by the ending of its name; None where it is not."""
        ending = PurePath(name).suffix.lower().lstrip(".")
        kinds = {"tsv": "csv", "ndjson": "jsonl", "log": "txt"}
        return kinds.get(ending, ending) if ending in KINDS else None

    def columns(self, name: str, stream: BinaryIO) -> tuple[list[str], dict[str, str]]:
        """Return a table's columns and the guess of what is in them; nothing for a file that has none."""
        kind = self.kind(name)
        if kind == "csv":
            return table.columns_of(stream, self._names)
        return lines.columns_of(stream, self._names) if kind == "jsonl" else ([], {})

    def tickets(self, name: str, stream: BinaryIO, columns: Columns | None = None) -> Iterator[Incoming | Fault]:
        """Yield what is in a file; a ValueError for a kind of file that is not read."""
        kind = self.kind(name)
        if kind == "csv":
            return table.tickets(stream, columns, self._names)
        if kind == "jsonl":
            return lines.tickets(stream, columns, self._names)
        if kind == "txt":
            return _plain(stream)
        if kind in ("eml", "mbox"):
            return mail.one(stream) if kind == "eml" else mail.box(stream)
        raise ValueError(name)

    @staticmethod
    def digest(stream: BinaryIO) -> str:
        """Return what stands for a file's contents; the file is at its start again."""
        stream.seek(0)
        digest = file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
        stream.seek(0)
        return digest

    @staticmethod
    def share(stream: BinaryIO) -> float:
        """Return how much of a file has been read, from 0 to 1: what stands in a buffer is read."""
        at = stream.tell()
        size = stream.seek(0, io.SEEK_END)
        stream.seek(at)
        return at / size if size else 1.0


def _plain(stream: BinaryIO) -> Iterator[Incoming | Fault]:
    text = opened(stream).read()
    yield Incoming(1, (Said(text),)) if text.strip() else Fault(1, "row_no_text", "")
