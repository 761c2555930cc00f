"""A message as a file that mail programs open as a draft, and as a mailto address."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

LONGEST_ADDRESS = 1_900  # characters; some mail programs cut what is longer


def eml(subject: str, body: str) -> str:
    """Return a draft without sender and recipient; X-Unsent makes mail programs open it for writing."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(subject.split())
    message["X-Unsent"] = "1"
    message.set_content(body, charset="utf-8", cte="base64")
    return message.as_bytes().decode("ascii")


def mailto(subject: str, body: str, instead: str) -> str:
    """Return a mailto address; where the body is too long for one, with `instead`, which says what to paste."""
    whole = _address(subject, body)
    return whole if len(whole) <= LONGEST_ADDRESS else _address(subject, instead)


def _address(subject: str, body: str) -> str:
    lines = body.replace("\r\n", "\n").replace("\n", "\r\n")
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"
