"""A mail's source in quoted-printable, undone character for character at the same places."""

from __future__ import annotations

import re

_LINE = r"=[ \t]{0,8}\r?\n(?:> ?){0,6}"  # a line break that the encoding has put in, quoted since
_RUN = re.compile(rf"(?:=[0-9A-F]{{2}}|{_LINE})+")
_BYTES = re.compile(r"=([0-9A-F]{2})")
_BROKEN = re.compile(rf"(?<=[^\s=]){_LINE}(?=\S)")
_ENCODED = re.compile(r"=3D(?=[\"'\w/])|=(?:[CD][0-9A-F]|E[0-9A-F]=[89AB][0-9A-F]|F[0-7](?:=[89AB][0-9A-F]){2})=[89AB]")
_SIGNS = ("=\n", "=\r", "=3D", "=C", "=D", "=E", "=F")
_DECLARED = "quoted-printable"
_WIDE = re.compile(r"(?m)^(?=\S+ ).{72,75}=\r?$")  # a line of words that the encoding has filled


def without_encoding(text: str, fill: str = "") -> str:
    """Return a text with quoted-printable undone where it is in it; what that takes more is filled up with `fill`."""
    if not any(sign in text for sign in _SIGNS) or not _is_encoded(text):
        return text

    def undone(run: re.Match[str]) -> str:
        meant = _decoded(run[0])
        return meant + fill * (len(run[0]) - len(meant))

    return _RUN.sub(undone, text)


def _is_encoded(text: str) -> bool:
    """Tell whether a text is encoded: it says so, or has a line at its width or more than one of its other marks."""
    marks = len(_ENCODED.findall(text)) + (_BROKEN.search(text) is not None)
    return marks > 1 or (marks == 1 and (_DECLARED in text.lower() or _WIDE.search(text) is not None))


def _decoded(run: str) -> str:
    """Return the characters of a run of encoded bytes, in UTF-8 or else in a Western encoding."""
    data = bytes.fromhex("".join(_BYTES.findall(run)))
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
