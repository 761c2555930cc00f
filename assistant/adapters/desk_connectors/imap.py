"""One session with an IMAP server: a folder read without a mark on it, a mail put into a folder, one searched for."""

from __future__ import annotations

import imaplib
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Literal, Self

from assistant.adapters.desk_connectors.mail_error import MailError
from assistant.adapters.desk_connectors.mail_url import MailServer

STEP = 15.0  # seconds of one answer
LARGEST = 20 * 1024 * 1024  # bytes of one mail
LONGEST_LINE = 8 * 1024 * 1024  # bytes
SESSION = 4 * LARGEST  # bytes of one session, whatever the server sends
_LISTED = re.compile(rb'\((?P<flags>[^)]*)\) (?:"[^"]*"|NIL) (?P<name>.+)$')
Use = Literal["Drafts", "Sent"]
NAMES: Mapping[Use, tuple[str, ...]] = {
    "Drafts": ("Drafts", "INBOX.Drafts", "[Gmail]/Drafts"),
    "Sent": ("Sent", "Sent Items", "INBOX.Sent"),
}


class _Capped(imaplib.IMAP4):
    _came = _lines = 0  # bytes of this session, and those that were lines

    def read(self, size: int) -> bytes:
        """Read so many bytes, unless the server announces more than a mail may have."""
        self._count(size)
        if size > LARGEST + 4096:
            raise MailError("desk_too_large")
        return super().read(size)

    def readline(self) -> bytes:
        """Read a line: longer than imaplib's own, as the numbers of a large folder are one line."""
        stream: Any = getattr(self, "_file", None) or self.file
        line: bytes = stream.readline(LONGEST_LINE + 1)
        self._count(len(line))
        self._lines += len(line)
        if len(line) > LONGEST_LINE or self._lines > 2 * LONGEST_LINE:
            raise MailError("desk_too_large")
        return line

    def _count(self, size: int) -> None:
        self._came += size
        if self._came > SESSION:
            raise MailError("desk_too_large")


class _CappedTls(_Capped, imaplib.IMAP4_SSL):
    pass


class Imap:
    """A session, used with `with`."""

    def __init__(self, server: MailServer) -> None:
        """Take the server and the account."""
        self._server = server

    def __enter__(self) -> Self:
        server = self._server
        if server.secure:
            self._imap: imaplib.IMAP4 = _CappedTls(server.host, server.port, ssl_context=server.context, timeout=STEP)
        else:
            self._imap = _Capped(server.host, server.port, timeout=STEP)
        try:
            self._enter()
        except BaseException:
            self._close()
            raise
        return self

    def _enter(self) -> None:
        server = self._server
        if not server.secure and "STARTTLS" in self._imap.capabilities:
            self._imap.starttls(server.context)
        elif not server.secure and not server.loopback:
            raise MailError("setting_plain")
        try:
            self._imap.login(server.user, server.password)
        except (imaplib.IMAP4.error, UnicodeError) as error:
            if isinstance(error, imaplib.IMAP4.abort):  # the line broke: that says nothing of the account
                raise
            raise MailError("desk_no_login") from None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self._imap.logout()
        except (imaplib.IMAP4.error, MailError, OSError):
            self._close()

    def _close(self) -> None:
        with suppress(OSError):  # a socket that TLS refused is closed already
            self._imap.shutdown()

    def open(self, folder: str) -> str:
        """Open a folder for reading, and return what its numbers are valid for."""
        answer, _ = self._imap.select(_quoted(folder), readonly=True)
        if answer != "OK":
            raise MailError("mail_no_folder")
        _, data = self._imap.response("UIDVALIDITY")
        return (data[0] or b"0").decode("ascii", "replace") if data else "0"

    def numbers(self, after: int) -> list[int]:
        """Return the numbers of the mails behind one, the oldest first."""
        data = self._did(self._imap.uid("SEARCH", f"UID {after + 1}:*"))
        found = {int(one) for line in data if isinstance(line, bytes) for one in line.split() if one.isdigit()}
        return sorted(one for one in found if one > after)

    def size(self, number: int) -> int:
        """Return how many bytes a mail has."""
        data = self._did(self._imap.uid("FETCH", str(number), "(RFC822.SIZE)"))
        found = re.search(rb"RFC822\.SIZE (\d+)", b" ".join(one for one in data if isinstance(one, bytes)))
        return int(found[1]) if found else 0

    def mail(self, number: int) -> bytes | None:
        """Return a mail as it was sent, None when it is gone; it stays unread."""
        data = self._did(self._imap.uid("FETCH", str(number), "(BODY.PEEK[])"))
        return next((one[1] for one in data if isinstance(one, tuple)), None)

    def folder(self, use: Use) -> str | None:
        """Return the folder that a server keeps for a use, Drafts or Sent; else one of its usual name."""
        data = self._did(self._imap.list())
        listed = [found for one in data if isinstance(one, bytes) and (found := _LISTED.search(one))]
        names = {_bare(one["name"]): one["flags"].decode("ascii", "replace").split() for one in listed}
        marked = [name for name, flags in names.items() if f"\\{use}" in flags]
        return next(iter([*marked, *(name for name in NAMES[use] if name in names)]), None)

    def put(self, use: Use, mail: bytes, begins: Callable[[], None]) -> None:
        """Put a mail into the folder of a use, which is made where there is none; `begins` is called just before."""
        folder = self.folder(use)
        if folder is None:
            folder = use
            self._did(self._imap.create(_quoted(folder)))
        flag = r"(\Draft)" if use == "Drafts" else r"(\Seen)"
        begins()
        self._did(self._imap.append(_quoted(folder), flag, imaplib.Time2Internaldate(time.time()), mail))

    def holds(self, folders: Iterator[str], message_id: str) -> str | None:
        """Return the first of these folders that has a mail of a Message-ID."""
        for folder in folders:
            self.open(folder)
            data = self._did(self._imap.uid("SEARCH", "HEADER", "Message-ID", _quoted(message_id)))
            if any(isinstance(one, bytes) and one.strip() for one in data):
                return folder
        return None

    @staticmethod
    def _did(answer: tuple[str, list[Any]]) -> list[Any]:
        if answer[0] != "OK":
            raise MailError("desk_error")
        return answer[1]


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _bare(name: bytes) -> str:
    text = name.decode("ascii", "replace").strip()
    if text.startswith('"'):
        return text[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return text
