"""A log is read in bounded memory, whatever its length and that of its lines."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator

from assistant.interfaces.command.log import LONGEST_LINE, LogReader, bounded
from assistant.wiring import decider
from tests.command.test_log import DENIED, MONEY, ONE, at


class Endless(io.TextIOBase):
    """A stream that makes its lines as they are read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines = lines

    def readline(self, size: int = -1, /) -> str:
        return next(self.lines, "")


def test_memory_does_not_grow_with_the_log():
    """Errors all different, and lines without an end: what is remembered of them is small."""

    def different(first: int, last: int) -> Endless:
        return Endless(at(1, DENIED.format(ONE, "gpt-4.1") + f" in job {one}x{one} {'pad ' * 2_000}") + "\n" for one in range(first, last))

    reader = LogReader(decider())
    reader.read(bounded(different(0, 9)))
    tracemalloc.start()
    reader.read(bounded(different(9, 69)))
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert (reader.lines, len(reader.groups)) == (69, 1)
    assert kept < 120_000  # the texts themselves are 480,000 characters


def test_a_line_without_an_end_is_never_held_whole():
    pieces = iter(["x" * (LONGEST_LINE + 1)] * 500 + ["end\n", at(1, MONEY) + "\n"])
    reader = LogReader(decider())
    reader.read(bounded(Endless(pieces)))
    assert (reader.lines, reader.skipped, [one.count for one in reader.groups.values()]) == (2, 1, [1])
