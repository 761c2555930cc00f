"""One mail through an SMTP server, with what is certain of its fate."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable

from assistant.adapters.desk_connectors.mail_url import MailServer
from assistant.adapters.desk_connectors.said import said
from assistant.domain.desk.outgoing import Delivered, Trouble

STEP = 15.0  # seconds of one answer


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
        return smtplib.SMTP_SSL(server.host, server.port, timeout=STEP, context=server.context)
    return smtplib.SMTP(server.host, server.port, timeout=STEP)


def _posted(
    session: smtplib.SMTP, server: MailServer, sender: str, to: str, mail: bytes, begins: Callable[[], None]
) -> Delivered:
    try:
        trouble = _ready(session, server)
        for code, words in () if trouble else (session.mail(sender), session.rcpt(to)):
            if code not in (250, 251):
                trouble = Trouble("mail_not_taken", said(words))
                break
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
    if isinstance(error, TimeoutError):
        return Trouble("desk_timeout")
    if isinstance(error, smtplib.SMTPResponseException):
        return Trouble("mail_not_taken", said(error.smtp_error))
    return Trouble("desk_unreachable", "" if isinstance(error, smtplib.SMTPException) else said(error))
