"""The records of a CSV file, each with its first line's number; a broken one never takes the rest with it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST = 5_000  # lines of one record; behind that a quote was never closed
csv.field_size_limit(1 << 26)


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its cells, or None with the raw text where its quotes do not close."""

    line: int
    cells: list[str] | None
    raw: str = ""


class _Lines:
    """Lines that can be given back, as a record is read too far when its quotes do not close."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._back: list[str] = []
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= LONGEST:
            raise _EndlessError
        line = self._back.pop() if self._back else next(self._lines)
        self.number += 1
        self.taken.append(line)
        return line

    def give_back_all_but_the_first(self) -> str:
        first, rest = self.taken[0], self.taken[1:]
        self._back += reversed(rest)
        self.number -= len(rest)
        return first


class _EndlessError(Exception):
    pass


def records(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """Yield every record that is not blank."""
    source = _Lines(lines)
    while True:
        source.taken.clear()
        begins = source.number + 1
        try:
            cells = next(csv.reader(source, delimiter=delimiter, strict=True))
        except StopIteration:
            return
        except (csv.Error, _EndlessError):
            yield Record(begins, None, source.give_back_all_but_the_first().rstrip("\r\n"))
            continue
        if any(cell.strip() for cell in cells):
            yield Record(begins, cells)


def delimiter_of(first_line: str) -> str:
    """Return what stands between the cells of a table's first line."""
    return max(",\t;", key=first_line.count)
