"""Mail servers of the tests' own: Dovecot on TLS with a folder of its own, and an SMTP server that can be told to fail."""

from __future__ import annotations

import asyncio
import contextlib
import imaplib
import os
import pwd
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.serving import free_port

USER = "support@example.com"
PASSWORD = "pass/" + "word:" + "Qz81"
QUOTED = PASSWORD.replace("/", "%2F").replace(":", "%3A")
SETTINGS = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {login}
mail_location = maildir:{folder}/mail/%u
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {starttls}
  }}
  inet_listener imaps {{
    port = {port}
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home/%u
}}
namespace inbox {{
  inbox = yes
  mailbox Entwuerfe {{
    special_use = \\Drafts
    auto = create
  }}
  mailbox Sent {{
    special_use = \\Sent
    auto = create
  }}
}}
"""


def _dovecot() -> str:
    """Return the program; without it the tests fail where `make test` installs it, and are skipped elsewhere."""
    found = shutil.which("dovecot") or shutil.which("/usr/sbin/dovecot")
    if found is None and shutil.which("apt-get") and os.geteuid() == 0:
        pytest.fail("Dovecot is not installed: sh tests/connectors/install.sh")
    if found is None:
        pytest.skip("Dovecot is not installed, and only root with apt can: install it to run this test")
    version = subprocess.run([found, "--version"], capture_output=True, text=True).stdout
    if not version.startswith("2.3"):
        pytest.skip(f"these tests write the settings of Dovecot 2.3, this one is {version}")
    return found


@dataclass
class Mailbox:
    """A running Dovecot; `of()` gives the URL of a fresh account."""

    folder: Path
    port: int
    starttls: int  # where it speaks TLS once it is asked to, and takes no password before
    process: subprocess.Popen[bytes]

    @classmethod
    def started(cls) -> Mailbox:
        program, folder, port, starttls = _dovecot(), Path(tempfile.mkdtemp(prefix="dovecot-")), free_port(), free_port()
        subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
        pair = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
        made = subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *pair, *subject], capture_output=True)
        assert made.returncode == 0, made.stderr
        root = os.geteuid() == 0
        user = "dovecot" if root else pwd.getpwuid(os.geteuid()).pw_name
        group = "dovecot" if root else str(os.getegid())
        if root:
            shutil.chown(folder, user, group)
        names = {"folder": folder, "port": port, "starttls": starttls, "user": user, "group": group, "login": "dovenull" if root else user, "password": PASSWORD}
        (folder / "dovecot.conf").write_text(SETTINGS.format(**names))
        process = subprocess.Popen([program, "-F", "-c", str(folder / "dovecot.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        server = cls(folder, port, starttls, process)
        server._wait()
        return server

    def _wait(self) -> None:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                self.session("nobody@example.com").logout()
            except (OSError, imaplib.IMAP4.error):
                time.sleep(0.05)
            else:
                return
        raise RuntimeError((self.folder / "log").read_text() if (self.folder / "log").exists() else "no log")

    @property
    def certificate(self) -> str:
        return str(self.folder / "cert.pem")

    def url(self, user: str, password: str = QUOTED) -> str:
        return f"imaps://{user.replace('@', '%40')}:{password}@127.0.0.1:{self.port}/INBOX"

    def starttls_url(self, user: str, host: str = "127.0.0.1") -> str:
        return f"imap://{user.replace('@', '%40')}:{QUOTED}@{host}:{self.starttls}/INBOX"

    def session(self, user: str) -> imaplib.IMAP4_SSL:
        """Return a session of a mail program of the user's."""
        context = ssl.create_default_context(cafile=self.certificate)
        session = imaplib.IMAP4_SSL("127.0.0.1", self.port, ssl_context=context, timeout=10)
        session.login(user, PASSWORD)
        return session

    def bring(self, user: str, *mails: bytes) -> None:
        """Have mails arrive."""
        session = self.session(user)
        for mail in mails:
            assert session.append("INBOX", None, None, mail)[0] == "OK"
        session.logout()

    def mails(self, user: str, folder: str) -> list[EmailMessage]:
        """Return the mails of a folder."""
        session = self.session(user)
        session.select(folder, readonly=True)
        numbers = session.search(None, "ALL")[1][0].split()
        found = [session.fetch(one, "(BODY.PEEK[])")[1][0][1] for one in numbers]
        session.logout()
        return [message_from_bytes(one, policy=policy.default) for one in found]

    def unread(self, user: str) -> int:
        session = self.session(user)
        status = session.status("INBOX", "(UNSEEN)")[1][0]
        session.logout()
        return int(re.search(rb"UNSEEN (\d+)", status)[1])

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass
class Post:
    """An SMTP server that asks for the account; `behaviour` is what it does with a mail's text."""

    behaviour: str = "take"  # take, refuse, hang, cut
    tls: ssl.SSLContext | None = None  # with it, STARTTLS and nothing without it
    largest: int = 33_554_432  # bytes of a mail
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    def start(self) -> Post:
        def allowed(server, session, envelope, mechanism, data):
            right = data.login.decode() == USER and data.password.decode() == PASSWORD
            return AuthResult(success=right, handled=right)  # what is not handled is refused with 535

        self._controller = Controller(
            self, hostname="127.0.0.1", port=free_port(), authenticator=allowed, auth_required=True, auth_require_tls=False,
            tls_context=self.tls, require_starttls=self.tls is not None, data_size_limit=self.largest,
        )  # fmt: skip
        self._controller.start()
        return self

    @property
    def url(self) -> str:
        return self.url_at("127.0.0.1")

    def url_at(self, host: str, password: str = QUOTED) -> str:
        return f"smtp://{USER.replace('@', '%40')}:{password}@{host}:{self._controller.port}"

    def stop(self) -> None:
        self.go_on.set()
        self._controller.stop()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the server's own name
        if self.behaviour == "refuse":
            return "554 5.7.1 not this one"
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients.append(list(envelope.rcpt_tos))
        self.arrived.set()
        if self.behaviour == "hang":
            await asyncio.to_thread(self.go_on.wait, 60)
        if self.behaviour == "cut":
            server.transport.abort()
        return "250 2.0.0 taken as T1"


@dataclass
class Scripted:
    """A server that speaks no protocol: it says its lines, one for each that it hears, then goes on or falls silent. TAG is IMAP's."""

    lines: list[bytes]
    forever: bytes = b""  # what it says again and again when its lines are over
    heard: bytearray = field(default_factory=bytearray)
    port: int = field(default_factory=free_port)

    def start(self) -> Scripted:
        self._listening = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = self._listening.accept()
                threading.Thread(target=self._speak, args=(line,), daemon=True).start()

    def _speak(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError), line:
            for at, said in enumerate(self.lines):
                heard = self._hears(line) if at else b"-"
                if not heard:
                    return
                line.sendall(said.replace(b"TAG", heard.split()[0]))
            while self.forever:
                line.sendall(self.forever)
            while self._hears(line):
                pass

    def _hears(self, line: socket.socket) -> bytes:
        heard = line.recv(4096)
        self.heard += heard
        return heard

    def stop(self) -> None:
        self._listening.close()
