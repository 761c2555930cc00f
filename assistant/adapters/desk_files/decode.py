"""A text file as text, in whichever encoding it is; it is read in pieces, as exports are large."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from assistant.domain.encoding import encoding_in

_CHUNK = 1 << 20  # bytes
_AHEAD = 1 << 13  # bytes that are read before they are needed: how far a reader is, is told from what is read


def opened(stream: BinaryIO) -> io.TextIOWrapper:
    """Return a stream as text, line ends as they are; a byte that no encoding explains becomes U+FFFD."""
    encoding = encoding_in(lambda: _chunks(stream)) or "utf-8"
    stream.seek(0)
    return io.TextIOWrapper(_Kept(stream), encoding=encoding, errors="replace", newline="")


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        yield chunk


class _Kept(io.BufferedReader):
    """A reader over a stream that is not closed with it: whoever opened the stream closes it."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(_Raw(stream), buffer_size=_AHEAD)


class _Raw(io.RawIOBase):
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)
