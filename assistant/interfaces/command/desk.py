"""`model-access desk`: tickets in from files and help desks, the queue with its drafts out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TextIO, cast

from assistant.domain.desk.columns import FIELDS, Columns
from assistant.domain.desk.outgoing import Trouble
from assistant.domain.desk.queue import Progress
from assistant.domain.desk.ticket import Fault, Incoming
from assistant.domain.view.words import Words
from assistant.engine.desk import Desk, Intake, Outbox
from assistant.engine.desk.intake import Source
from assistant.interfaces.command import desk_keeping
from assistant.interfaces.csv_text import csv_line

EXPORTED = (
    "ticket", "number", "desk", "received", "updated", "state", "holder", "language", "customer", "subject",
    "category", "cause", "grade", "project_id", "model", "settled", "case_id", "draft",
)  # fmt: skip


class Files(Protocol):
    """What reads files of tickets."""

    def kind(self, name: str) -> str | None:
        """Return how a file is read, None where it is not."""

    def columns(self, name: str, stream: BinaryIO) -> tuple[list[str], dict[str, str]]:
        """Return a table's columns and the guess of what is in them."""

    def tickets(self, name: str, stream: BinaryIO, columns: Columns | None = None) -> Iterator[Incoming | Fault]:
        """Yield what is in a file."""

    def digest(self, stream: BinaryIO) -> str:
        """Return what stands for a file's contents."""

    def share(self, stream: BinaryIO) -> float:
        """Return how much of a file has been read, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class DeskParts:
    """What the verb works with."""

    desk: Desk
    intake: Intake
    files: Files
    words: Words
    keeper: desk_keeping.Keeper
    who: str
    outbox: Outbox
    troubles: Sequence[Trouble]  # with the settings of help desks
    keep_days: str | None  # as the environment sets it


def add(commands: Any) -> None:
    """Add the verb to the command line."""
    verbs = commands.add_parser(
        "desk", help="support tickets: import, pull, export, person, forget, audit"
    ).add_subparsers(dest="desk_verb", required=True, metavar="VERB")
    take = verbs.add_parser("import", help="take tickets in; the same file twice makes no duplicates")
    take.add_argument("files", nargs="+", metavar="FILE", help="csv, jsonl, eml, mbox or txt")
    take.add_argument("--desk", default="file", metavar="NAME", help="the desk that the tickets' numbers are of")
    take.add_argument(
        "--column", action="append", default=[], metavar="FIELD=NAME", help=f"name a column: {', '.join(FIELDS)}"
    )
    verbs.add_parser("pull", help="fetch new tickets of a connected help desk")
    desk_keeping.add(verbs)
    out = verbs.add_parser("export", help="write every ticket with its verdict and draft")
    out.add_argument("file", nargs="?", default="-", metavar="FILE", help="a file, or - for standard output")
    out.add_argument("--format", choices=("csv", "jsonl"), default="csv")


def run(arguments: argparse.Namespace, parts: Callable[[], DeskParts]) -> int:
    """Run one verb; 0 when all went well, 1 when some did not, 2 for wrong usage."""
    if arguments.desk_verb == "pull":
        return pull(parts())
    if arguments.desk_verb in desk_keeping.VERBS:
        made = parts()
        return desk_keeping.run(arguments, made.keeper, made.who, made.keep_days)
    if arguments.desk_verb == "export":
        return export(arguments, parts())
    return take_in(arguments, parts())


def take_in(arguments: argparse.Namespace, parts: DeskParts) -> int:
    """Import files one after the other; 1 when a row or a file could not be taken in."""
    try:
        named = _named(arguments.column)
    except ValueError as error:
        print(f"model-access desk import: {error}", file=sys.stderr)
        return 2
    unread = [file for file in arguments.files if parts.files.kind(file) is None or not Path(file).is_file()]
    for file in unread:
        print(f"{file}: not a file that is read here (csv, jsonl, eml, mbox, txt)", file=sys.stderr)
    results = [_file(file, arguments.desk, named, parts) for file in arguments.files if file not in unread]
    return 0 if all(results) and not unread else 1


def _file(file: str, desk: str, named: dict[str, str], parts: DeskParts) -> bool:
    with Path(file).open("rb") as stream:
        header, guessed = parts.files.columns(file, stream)
        columns = {**guessed, **named} if header else {}
        if header:
            named_so = ", ".join(f"{field} = {name}" for field, name in columns.items())
            print(f"{file}: columns: {named_so}", file=sys.stderr)
        wrong = [name for name in named.values() if header and name not in header]
        if wrong:
            print(f"{file}: there is no column {', '.join(wrong)} among {', '.join(header)}", file=sys.stderr)
            return False
        digest = "|".join([parts.files.digest(stream), desk, json.dumps(columns, sort_keys=True)])
        items = parts.files.tickets(file, stream, cast("Columns", columns) or None)
        source = Source(Path(file).name, _short(digest), desk)
        told = _Told(file, lambda: parts.files.share(stream))
        progress, faults = parts.intake.take(source, items, told)
    _tell(file, progress, faults, parts)
    return not faults


def _tell(name: str, progress: Progress, faults: Sequence[Fault], parts: DeskParts) -> None:
    for fault in faults:
        reason = parts.words(fault.reason)
        print(f"{name}:{fault.place}: {reason}: {_first(fault.text)}", file=sys.stderr)
    added, joined, known = progress.added, progress.joined, progress.known
    print(f"{name}: {added} added, {joined} joined, {known} known, {len(faults)} not taken in", file=sys.stderr)


def pull(parts: DeskParts) -> int:
    """Fetch what is new at every help desk; 1 when something could not be taken in, 2 when none is connected."""
    connectors = parts.outbox.connectors
    for trouble in parts.troubles:
        print(f"model-access desk pull: {_trouble(trouble, parts)}", file=sys.stderr)
    if not connectors:
        if not parts.troubles:
            print(f"model-access desk pull: {parts.words('fetch_none')}", file=sys.stderr)
        return 2
    whole = not parts.troubles
    for one in connectors:
        taken = parts.outbox.fetch(one, parts.who, _Told(one.name))
        _tell(one.name, taken.progress, taken.faults, parts)
        if taken.trouble is not None:
            print(f"{one.name}: {_trouble(taken.trouble, parts)}", file=sys.stderr)
        whole = whole and not taken.faults and taken.trouble is None
    return 0 if whole else 1


def _trouble(trouble: Trouble, parts: DeskParts) -> str:
    return f"{parts.words(trouble.reason)} {trouble.said}".rstrip()


class _Told:
    """Says how far an import is, on a terminal alone."""

    def __init__(self, file: str, share: Callable[[], float] | None = None) -> None:
        self._file = file
        self._share = share

    def __call__(self, progress: Progress) -> None:
        if sys.stderr.isatty():
            end = "\n" if progress.finished else "\r"
            share = f", {self._share():.0%}" if self._share else ""
            print(f"{self._file}: {progress.done} read{share}", end=end, file=sys.stderr, flush=True)


def export(arguments: argparse.Namespace, parts: DeskParts) -> int:
    """Write every ticket, the newest last; that it was done is on the record."""
    parts.desk.exported(parts.who)
    if arguments.file == "-":
        _write(parts, arguments.format, sys.stdout)
        return 0
    try:
        with Path(arguments.file).open("w", encoding="utf-8", newline="") as stream:
            _write(parts, arguments.format, stream)
    except OSError as error:
        print(f"model-access desk export: {arguments.file}: {error}", file=sys.stderr)
        return 2
    return 0


def _write(parts: DeskParts, shape: str, stream: TextIO) -> None:
    rows = rows_of(parts.desk)
    if shape == "jsonl":
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        return
    stream.write(csv_line(EXPORTED))
    stream.writelines(csv_line([row[name] for name in EXPORTED]) for row in rows)


def rows_of(desk: Desk) -> Iterable[dict[str, Any]]:
    """Yield every ticket as plain values; the draft is the saved one, else the one composed for a customer."""
    for ticket, draft in desk.everything():
        verdict = ticket.verdict
        yield {
            "ticket": ticket.id,
            "number": ticket.number,
            "desk": ticket.desk,
            "received": ticket.received,
            "updated": ticket.updated,
            "state": ticket.state,
            "holder": ticket.holder,
            "language": ticket.language,
            "customer": ticket.customer,
            "subject": ticket.subject,
            "category": verdict.category,
            "cause": verdict.cause_id,
            "grade": verdict.grade,
            "project_id": verdict.project_id,
            "model": verdict.model,
            "settled": verdict.settled,
            "case_id": ticket.case_id,
            "draft": draft,
        }


def _named(given: Sequence[str]) -> dict[str, str]:
    named: dict[str, str] = {}
    for one in given:
        field, separator, name = one.partition("=")
        if field not in set(FIELDS) or not separator or not name:
            raise ValueError(f"{one} is not FIELD=NAME with one of {', '.join(FIELDS)}")
        named[field] = name
    return named


def _first(text: str) -> str:
    return " ".join(text.split())[:200]


def _short(digest: str) -> str:
    return sha256(digest.encode()).hexdigest()
