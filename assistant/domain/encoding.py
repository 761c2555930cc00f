"""Which encoding the bytes of a text are in: UTF-8, UTF-16 with or without a mark, or what Windows in Japan writes."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 4096  # bytes
_MOSTLY = 0.3  # of the bytes at even, or at odd places, are zero in Latin text of UTF-16


def encoding_of(data: bytes, *, cut: bool = False) -> str:
    """Return the encoding of a text, or of its beginning where it is `cut`; UTF-8 where nothing explains every byte."""
    head = data[:_HEAD]
    for mark, encoding in _MARKS:
        likely = encoding == "utf-8-sig" or _zeros(head) > 1  # a mark alone may be two broken bytes
        if data.startswith(mark) and likely and _explains(encoding, data, cut):
            return encoding
    if b"\0" in head:
        wide = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        return wide if _zeros(head) > _MOSTLY * len(head) / 2 and _explains(wide, data, cut) else "utf-8"
    return next((one for one in ("utf-8", "cp932") if _explains(one, data, cut)), "utf-8")


def decoded(data: bytes) -> str:
    """Return the text of bytes; a byte that no encoding explains becomes U+FFFD."""
    return data.decode(encoding_of(data), errors="replace")


def _zeros(head: bytes) -> int:
    """Return how many bytes are zero at even, or at odd places."""
    return max(head[::2].count(0), head[1::2].count(0))


def _explains(encoding: str, data: bytes, cut: bool) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(data, final=not cut)
    except UnicodeDecodeError:
        return False
    return True
