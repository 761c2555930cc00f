"""When two rows are the same ticket, and two messages the same message."""

from __future__ import annotations

import re
from hashlib import sha256

from assistant.domain.desk.ticket import Incoming

_ANSWER = r"(?:re|fwd?|aw|wg|\u8fd4\u4fe1|\u8ee2\u9001)\s*[:\uff1a]"
_ANSWERED = re.compile(rf"^(?:\s*{_ANSWER}|\s*\[[^\]]{{1,40}}\])+\s*", re.IGNORECASE)


def identity(desk: str, one: Incoming) -> str:
    """Return what stands for a ticket: its desk's number with its customer and subject, else all that it says.

    The number alone would not do: two exports of two desks both begin at 1, and one customer's words must never be
    shown to another. A connected desk gives a number once, whatever becomes of its customer and subject.
    """
    if one.number and one.connected:
        return _digest("connected", desk, one.number)
    who = (one.address or one.customer or "").strip().casefold()
    about = plain_subject(one.subject)
    if one.number:
        return _digest("number", desk, one.number.strip(), who, about)
    first = one.said[0]
    if first.message_id:
        return _digest("mail", desk, first.message_id)
    return _digest("text", desk, who, about, flat(first.text))


def message_digest(text: str, sender: str) -> str:
    """Return what stands for a message within its ticket, whatever its line ends and outer blanks."""
    return _digest(sender, flat(text))


def plain_subject(subject: str) -> str:
    """Return a subject without the marks of an answer."""
    return " ".join(_ANSWERED.sub("", subject).casefold().split())


def flat(text: str) -> str:
    """Return a text without what a help desk changes in passing: line ends and outer blanks."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
