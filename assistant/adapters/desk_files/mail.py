"""Tickets out of mails: one in an .eml file, or many in an mbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import getaddresses
from typing import BinaryIO

from assistant.adapters.desk_files.markup import without_tags
from assistant.adapters.desk_files.times import utc
from assistant.domain.desk.ticket import Fault, Incoming, Said
from assistant.domain.encoding import decoded

_ID = re.compile(r"<[^<>\s]{1,290}>")
_PARSER = BytesParser(policy=policy.default)
KEPT = 4_000  # characters of a mail that could not be read


def one(stream: BinaryIO) -> Iterator[Incoming | Fault]:
    """Yield the ticket of a mail."""
    stream.seek(0)
    yield read_mail(1, stream.read())


def box(stream: BinaryIO) -> Iterator[Incoming | Fault]:
    """Yield a ticket or a fault for every mail of a mailbox, numbered from 1."""
    for number, mail in enumerate(_mails(stream), 1):
        yield read_mail(number, mail)


def _mails(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the mails of an mbox: each begins with a line "From …" behind a blank one."""
    stream.seek(0)
    lines: list[bytes] = []
    blank = True
    for line in stream:
        if blank and line.startswith(b"From "):
            if lines:
                yield b"".join(lines)
            lines = []
        else:
            lines.append(line[1:] if re.match(rb">+From ", line) else line)
        blank = not line.strip()
    if any(line.strip() for line in lines):
        yield b"".join(lines)


def read_mail(number: int, raw: bytes) -> Incoming | Fault:
    """Return the ticket of a mail as it was sent, or why it is none."""
    try:
        mail = _PARSER.parsebytes(raw)
        text = _text(mail)
        names = getaddresses([str(mail.get("Reply-To") or mail.get("From") or "")])
        subject, date, own = (str(mail.get(name) or "") for name in ("Subject", "Date", "Message-ID"))
        answers = f"{mail.get('References') or ''} {mail.get('In-Reply-To') or ''}"
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):  # what the parser makes of hostile mails
        return Fault(number, "mail_unreadable", raw.decode("utf-8", "replace")[:KEPT])
    if not text.strip() and not subject.strip():
        return Fault(number, "row_no_text", raw.decode("utf-8", "replace")[:KEPT])
    name, address = names[0] if names else ("", "")
    own_id = _ID.search(own)
    said = Said(text.strip() or subject, utc(date), "customer", own_id[0] if own_id else None)
    refers = tuple(dict.fromkeys(_ID.findall(answers)))
    return Incoming(number, (said,), subject.strip(), None, name or None, address or None, refers)


def _text(mail: EmailMessage) -> str:
    """Return the words of a mail: its plain text, else its HTML as text, and attached texts."""
    body = mail.get_body(("plain", "html"))
    parts = [_content(body)] if body is not None else []
    if body is not None and body.get_content_subtype() == "html":
        parts = [without_tags(parts[0])]
    for attached in mail.iter_attachments():
        if attached.get_content_maintype() == "text" or attached.get_content_subtype() == "json":
            parts.append(_content(attached))
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _content(part: MIMEPart) -> str:
    """Return the words of a part, by the charset that it names; where it names none, or no known one, by its bytes."""
    try:
        found = part.get_content() if part.get_content_charset() else part.get_payload(decode=True)
    except (LookupError, KeyError):  # a charset that Python does not know
        found = part.get_payload(decode=True)
    return decoded(found) if isinstance(found, bytes) else str(found)
