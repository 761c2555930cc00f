"""Which encoding a text file is in: UTF-8 with or without a mark, UTF-16, or what Excel in Japan writes, CP932."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20  # bytes
_HEAD = 4096  # bytes
_AHEAD = 1 << 13  # bytes that are read before they are needed: how far a reader is, is told from what is read


def opened(stream: BinaryIO) -> io.TextIOWrapper:
    """Return a stream as text, line ends as they are; a byte that no encoding explains becomes U+FFFD."""
    stream.seek(0)
    encoding = encoding_of(stream)
    stream.seek(0)
    return io.TextIOWrapper(_Kept(stream), encoding=encoding, errors="replace", newline="")


def encoding_of(stream: BinaryIO) -> str:
    """Return the encoding of a stream at its start; all of it is looked at, as one wrong byte decides."""
    head = stream.read(_HEAD)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    high, low = head[::2].count(0), head[1::2].count(0)  # what is Latin has a zero byte beside it
    for encoding in ("utf-16-le" if low > high else "utf-16-be",) if b"\0" in head else ("utf-8", "cp932"):
        stream.seek(0)
        if _decodes(stream, encoding):
            return encoding
    return "utf-8"


def _decodes(stream: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := stream.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


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
