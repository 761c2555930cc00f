"""Which encoding the bytes of a text are in: UTF-8, UTF-16 with or without a mark, or one of those written in Japan."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT = (b"PK\x03\x04", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")  # archives, spreadsheets, pictures
_HEAD = 4096  # bytes
_MOSTLY = 0.3  # of the bytes at even, or at odd places, are zero in Latin text of UTF-16
_SOME = 0.05  # kana for each byte that a Japanese text has at least
_SHIFTED = re.compile(rb"\x1b\$[@B]")  # how ISO-2022-JP, in bytes of seven bits, begins to write Japanese
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_JAPANESE = ("cp932", "euc_jp", "euc_jis_2004")
Chunks = Callable[[], Iterable[bytes]]
"""Gives the bytes of one text from its start, each time it is called."""


def encoding_of(data: bytes, *, cut: bool = False) -> str:
    """Return the encoding of a text, or of its beginning where it is `cut`; UTF-8 where nothing explains every byte."""
    return encoding_in(lambda: (data,), cut=cut) or "utf-8"


def encoding_in(chunks: Chunks, *, cut: bool = False) -> str | None:
    """Return the encoding of a text that is read in pieces; None where nothing explains every byte."""
    head = next(iter(chunks()), b"")[:_HEAD]
    if head.startswith(_NO_TEXT):
        return None
    for mark, encoding in _MARKS:
        likely = encoding == "utf-8-sig" or _zeros(head) > 1  # a mark alone may be two broken bytes
        if head.startswith(mark) and likely and _explains(encoding, chunks, cut):
            return encoding
    if b"\0" in head:
        wide = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        return wide if _explains(wide, chunks, cut) and _is_written(wide, head) else None
    if _explains("utf-8", chunks, cut):
        seven = any(_SHIFTED.search(piece) for piece in chunks()) and all(map(bytes.isascii, chunks()))
        return "iso2022_jp" if seven else "utf-8"
    return _japanese(chunks, cut)


def decoded(data: bytes) -> str:
    """Return the text of bytes; a byte that no encoding explains becomes U+FFFD."""
    return data.decode(encoding_of(data), errors="replace")


def text_in(data: bytes) -> str | None:
    """Return the text of bytes, or None where they are none."""
    encoding = encoding_in(lambda: (data,))
    return data.decode(encoding, errors="replace") if encoding else None


def _japanese(chunks: Chunks, cut: bool) -> str | None:
    """Return the one of Japan's encodings that explains every byte; of several, the one that finds the most kana."""
    able = [encoding for encoding in _JAPANESE if _explains(encoding, chunks, cut)]
    return able[0] if len(able) == 1 else max(able, key=lambda encoding: _kana(encoding, chunks), default=None)


def _is_written(wide: str, head: bytes) -> bool:
    """Tell whether the first bytes look like a text in UTF-16, of Latin letters or of kana."""
    return _zeros(head) > _MOSTLY * len(head) / 2 or _kana(wide, lambda: (head,)) > _SOME * len(head)


def _zeros(head: bytes) -> int:
    """Return how many bytes are zero at even, or at odd places."""
    return max(head[::2].count(0), head[1::2].count(0))


def _explains(encoding: str, chunks: Chunks, cut: bool) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in chunks():
            decoder.decode(piece)
        decoder.decode(b"", final=not cut)
    except UnicodeDecodeError:
        return False
    return True


def _kana(encoding: str, chunks: Chunks) -> int:
    decoder = codecs.getincrementaldecoder(encoding)()
    return sum(len(_KANA.findall(decoder.decode(piece))) for piece in chunks())
