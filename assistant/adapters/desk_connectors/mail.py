"""Any other desk by mail: IMAP in, drafts into its Drafts folder, and SMTP out."""

from __future__ import annotations

import imaplib
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from assistant.adapters.desk_connectors.bounded import within
from assistant.adapters.desk_connectors.imap import LARGEST, Imap, Use
from assistant.adapters.desk_connectors.mail_error import MailError
from assistant.adapters.desk_connectors.mail_form import address_of, mail_of
from assistant.adapters.desk_connectors.mail_url import MailServer, server_of
from assistant.adapters.desk_connectors.said import said
from assistant.adapters.desk_connectors.smtp import post
from assistant.adapters.desk_files.mail import read_mail
from assistant.domain.desk.arrival import Pulled
from assistant.domain.desk.outgoing import Delivered, Kind, Looked, Outgoing, Route, Trouble
from assistant.domain.desk.ticket import Fault, Ticket

CALL = 50.0  # seconds of one action, whatever the servers do
LONG = 600.0  # seconds of a pull; the next goes on
BATCH = 20  # mails of one session
WEIGHT = 2 * LARGEST  # bytes of mails behind which a session brings no further one
T = TypeVar("T")


class MailDesk:
    """One mailbox; the passwords are in no message, no value and no repr."""

    def __init__(self, imap: MailServer | None, smtp: MailServer | None, sender: str) -> None:
        """Take the servers, and the name and address that mails are from."""
        self._imap = imap
        self._smtp = smtp
        self._sender = sender

    @classmethod
    def configured(cls, environ: Mapping[str, str]) -> MailDesk | Trouble | None:
        """Return the mailbox that the environment names, None where it names none."""
        given = {kind: environ.get(f"MODEL_ACCESS_{kind.upper()}_URL", "").strip() for kind in ("imap", "smtp")}
        if not any(given.values()):
            return None
        servers = {kind: server_of(url, kind) if url else None for kind, url in given.items()}
        for kind, url in given.items():
            server = servers[kind]
            if url and (server is None or (kind == "imap" and not server.user)):
                return Trouble("setting_mail", f"MODEL_ACCESS_{kind.upper()}_URL")
        user = next((one.user for one in servers.values() if one and "@" in one.user), "")
        sender = environ.get("MODEL_ACCESS_MAIL_FROM", "").strip() or user
        if address_of(sender) is None or not sender.isprintable():
            return Trouble("setting_mail", "MODEL_ACCESS_MAIL_FROM")
        return cls(servers["imap"], servers["smtp"], sender)

    @property
    def name(self) -> str:
        """The desk of its tickets: the mailbox."""
        return f"mail:{address_of(self._sender)}"[:100]

    @property
    def place(self) -> str:
        """The mailbox that is read, or the address that is sent from."""
        server = self._imap or self._smtp
        return f"{address_of(self._sender)} ({server.host if server else ''})"

    def pull(self, cursor: str) -> Iterator[Pulled | Trouble]:
        """Yield the mails of the folder behind a cursor, "validity:number", the oldest first; they stay unread."""
        end = time.monotonic() + LONG
        while self._imap is not None:
            if time.monotonic() > end:
                yield Trouble("desk_long")
                return
            found = _tried(lambda at=cursor: self._some(at))  # type: ignore[misc]
            if isinstance(found, Trouble):
                yield found
                return
            yield from found
            if not found:
                return
            cursor = found[-1].cursor

    def _some(self, cursor: str) -> list[Pulled]:
        """Return the next mails behind a cursor, as many as one session reads."""
        if self._imap is None:
            return []
        with Imap(self._imap) as session:
            validity = session.open(self._imap.path or "INBOX")
            known, _, last = cursor.partition(":")
            after = int(last) if known == validity and last.isdigit() else 0
            found, weight = [], 0
            for number in session.numbers(after)[:BATCH]:
                size = session.size(number)
                found.append(_pulled(session, number, size, f"{validity}:{number}"))
                weight += min(size, LARGEST)
                if weight >= WEIGHT:
                    break
            return found

    def route(self, ticket: Ticket, kind: Kind) -> Route | None:
        """Return the way to the customer's address: of its own tickets, and of those that no connected desk brought."""
        to = address_of(ticket.address)
        own = ticket.desk == self.name or not ticket.desk.startswith(("rt:", "mail:"))
        server = self._imap if kind == "note" else self._smtp
        if to is None or not own or server is None:
            return None
        if kind == "note":
            return Route("draft", f"IMAP {server.host}", to, self._sender)
        return Route("mail", f"SMTP {server.host}", to, self._sender)

    def mark(self, sending_id: str, ticket: Ticket) -> str | Trouble:  # noqa: ARG002 - a new thread has no ticket's id
        """Return the Message-ID that the mail will have."""
        return f"<{sending_id}.desk@{(address_of(self._sender) or '').rpartition('@')[2]}>"

    def deliver(self, message: Outgoing) -> Delivered:
        """Put a draft into the mailbox, or send a mail and put a copy of it beside the sent ones."""
        if message.kind == "note":
            return self._put_draft(message)
        begun: list[bool] = []
        came = _tried(lambda: self._post(message, lambda: begun.append(True)))
        if isinstance(came, Trouble):
            return Delivered("unknown" if begun else "failed", None, came)
        if came.state == "sent" and self._imap is not None:
            filed = _tried(lambda: self._put("Sent", message))
            return Delivered("sent", came.receipt, Trouble("mail_not_filed") if isinstance(filed, Trouble) else None)
        return came

    def _post(self, message: Outgoing, begins: Callable[[], None]) -> Delivered:
        sender, to = address_of(message.route.sender), address_of(message.route.to)
        if self._smtp is None or sender is None or to is None:
            return Delivered("failed", None, Trouble("mail_no_address"))
        return post(self._smtp, sender, to, mail_of(message), begins)

    def _put_draft(self, message: Outgoing) -> Delivered:
        begun: list[bool] = []
        put = _tried(lambda: self._put("Drafts", message, lambda: begun.append(True)))
        if not isinstance(put, Trouble):
            return Delivered("sent", message.mark)
        return Delivered("unknown" if begun else "failed", None, put)

    def _put(self, use: Use, message: Outgoing, begins: Callable[[], None] = lambda: None) -> bool:
        if self._imap is None:
            raise MailError("mail_no_folder")
        with Imap(self._imap) as session:
            session.put(use, mail_of(message), begins)
        return True

    def find(self, message: Outgoing) -> Looked:
        """Search for a mail by its Message-ID: among the sent ones and those that came, for a draft there too."""
        found = _tried(lambda: self._holding(message))
        if isinstance(found, Trouble):
            return Looked(False, None, found)
        return Looked(found is not None, message.mark if found else None)

    def _holding(self, message: Outgoing) -> str | None:
        if self._imap is None:
            raise MailError("mail_no_folder")
        uses: tuple[Use, ...] = ("Sent",) if message.kind == "reply" else ("Drafts", "Sent")
        with Imap(self._imap) as session:
            folders = [one for use in uses if (one := session.folder(use)) is not None]
            return session.holds(iter([*folders, self._imap.path or "INBOX"]), message.mark)


def _pulled(session: Imap, number: int, size: int, cursor: str) -> Pulled:
    if size > LARGEST:
        return Pulled(Fault(number, "mail_too_large", ""), cursor)
    raw = session.mail(number)
    return Pulled(Fault(number, "mail_gone", "") if raw is None else read_mail(number, raw), cursor)


def _tried(work: Callable[[], T]) -> T | Trouble:
    """Return what work comes to; whatever a mail server does is a trouble."""
    try:
        return within(CALL, work)
    except MailError as error:
        return Trouble(error.reason)
    except TimeoutError:
        return Trouble("desk_timeout")
    except ssl.SSLCertVerificationError as error:
        return Trouble("desk_certificate", said(error.verify_message))
    except (ConnectionError, socket.gaierror) as error:
        return Trouble("desk_unreachable", said(error))
    except (OSError, imaplib.IMAP4.error, UnicodeError, ValueError) as error:
        return Trouble("desk_cut", type(error).__name__)
