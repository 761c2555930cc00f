"""A message as a mail: plain text, threaded, with the Message-ID that was recorded before."""

from __future__ import annotations

from datetime import datetime
from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from assistant.domain.desk.outgoing import Outgoing

_POLICY = policy.SMTP.clone(cte_type="7bit")
MOST = 30  # Message-IDs in References


def mail_of(message: Outgoing) -> bytes:
    """Return the mail of a message."""
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = message.route.sender
    if message.route.to:
        mail["To"] = message.route.to
    mail["Subject"] = " ".join(message.subject.split())
    mail["Date"] = format_datetime(datetime.fromisoformat(message.at))
    mail["Message-ID"] = message.mark
    if message.answers:
        mail["In-Reply-To"] = message.answers[-1]
        mail["References"] = " ".join([message.answers[0], *message.answers[1:][-MOST:]])
    mail.set_content(message.text)
    return mail.as_bytes()


def address_of(written: str | None) -> str | None:
    """Return the bare address of a name with an address, None where there is none that a mail can go to."""
    address = parseaddr(written or "")[1]
    try:
        found = Address(addr_spec=address)
    except (MessageError, ValueError, IndexError):
        return None
    return address if found.username and "." in found.domain and address.isascii() else None
