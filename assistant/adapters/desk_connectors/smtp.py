"""One mail through an SMTP server, with what is certain of its fate."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from typing import Any

from assistant.adapters.desk_connectors.mail_error import MailError
from assistant.adapters.desk_connectors.mail_url import MailServer
from assistant.adapters.desk_connectors.said import said
from assistant.domain.desk.outgoing import Delivered, Trouble

STEP = 15.0  # seconds of one answer
MOST = 1024 * 1024  # bytes of all that a server answers in a session
TAKEN = (250, 251)


class _Answers:
    """A server's answers, so many bytes in all."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._left = MOST

    def readline(self, size: int) -> bytes:
        line: bytes = self._stream.readline(size)
        self._left -= len(line)
        if self._left < 0:
            raise MailError("desk_too_large")
        return line

    def close(self) -> None:
        self._stream.close()


class _Capped(smtplib.SMTP):
    def getreply(self) -> tuple[int, bytes]:
        """Return the server's next answer."""
        if self.file is None and self.sock is not None:
            self.file = _Answers(self.sock.makefile("rb"))
        return super().getreply()


class _CappedTls(_Capped, smtplib.SMTP_SSL):
    pass


def post(server: MailServer, sender: str, to: str, mail: bytes, begins: Callable[[], None]) -> Delivered:
    """Send a mail once; `begins` is called just before its text leaves, after which no answer means not knowing."""
    try:
        session = _opened(server)
    except (OSError, smtplib.SMTPException) as error:
        return Delivered("failed", None, _trouble(error))
    try:
        return _posted(session, server, sender, to, mail, begins)
    finally:
        session.close()


def _opened(server: MailServer) -> smtplib.SMTP:
    if server.secure:
        return _CappedTls(server.host, server.port, timeout=STEP, context=server.context)
    return _Capped(server.host, server.port, timeout=STEP)


def _posted(
    session: smtplib.SMTP, server: MailServer, sender: str, to: str, mail: bytes, begins: Callable[[], None]
) -> Delivered:
    try:
        trouble = _ready(session, server)
        trouble = trouble or _agreed(session, sender, to, len(mail))
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        return Delivered("failed", None, _trouble(error))
    if trouble is not None:
        return Delivered("failed", None, trouble)
    begins()
    try:
        code, words = session.data(mail)
    except smtplib.SMTPDataError as error:  # the server took no text at all
        return Delivered("failed", None, Trouble("mail_not_taken", said(error.smtp_error)))
    except (OSError, smtplib.SMTPException):
        return Delivered("unknown", None, Trouble("desk_cut"))
    if code == 250:
        return Delivered("sent", said(words))
    return Delivered("failed", None, Trouble("mail_not_taken", said(words)))


def _agreed(session: smtplib.SMTP, sender: str, to: str, size: int) -> Trouble | None:
    """Say whom the mail is from and to, and how large it is; return why the server will not have it."""
    options = [f"size={size}"] if session.has_extn("size") else []
    most = session.esmtp_features.get("size", "")
    if most.isdigit() and 0 < int(most) < size:
        return Trouble("mail_over_limit", f"{size} > {most}")
    code, words = session.mail(sender, options)
    if code in TAKEN:
        code, words = session.rcpt(to)
    return None if code in TAKEN else Trouble("mail_not_taken", said(words))


def _ready(session: smtplib.SMTP, server: MailServer) -> Trouble | None:
    session.ehlo_or_helo_if_needed()
    if not server.secure and session.has_extn("starttls"):
        session.starttls(context=server.context)
        session.ehlo()
    elif not server.secure and not server.loopback:
        return Trouble("setting_plain")
    if server.user:
        session.login(server.user, server.password)
    return None


def _trouble(error: Exception) -> Trouble:
    """Return why nothing was sent; what a refused log-in says may hold the account, and is left out."""
    if isinstance(error, smtplib.SMTPAuthenticationError | UnicodeError):
        return Trouble("desk_no_login")
    if isinstance(error, ssl.SSLCertVerificationError):
        return Trouble("desk_certificate", said(error.verify_message))
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return Trouble("desk_timeout")
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return Trouble("desk_cut")
    if isinstance(error, smtplib.SMTPResponseException):
        speaks = error.smtp_code >= 0  # else it is no SMTP at all
        return Trouble("mail_not_taken" if speaks else "desk_unreadable", said(error.smtp_error))
    return Trouble("desk_unreachable", "" if isinstance(error, smtplib.SMTPException) else said(error))
