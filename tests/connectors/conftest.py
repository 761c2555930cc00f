"""The desk with a real mailbox: Dovecot over TLS, an SMTP server, an account of each test's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from itertools import count

import pytest

from assistant.adapters.desk_connectors import configured
from assistant.adapters.desk_store.sendings import SendingStore
from assistant.domain.desk.draft import SavedDraft
from assistant.domain.desk.queue import Asked
from assistant.engine.desk import Outbox
from tests.desk.conftest import Parts, lite, parts  # noqa: F401 - fixtures
from tests.mail_servers import Mailbox, Post

_accounts = count(1)


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    server = Mailbox.started()
    yield server
    server.stop()


@pytest.fixture
def post() -> Iterator[Post]:
    server = Post().start()
    yield server
    server.stop()


@dataclass
class MailDeskParts:
    """A desk whose customers write to one account, on one database."""

    account: str
    environment: dict[str, str]
    mailbox: Mailbox
    parts: Parts
    outbox: Outbox

    @classmethod
    def of(cls, own: Parts, account: str, environment: dict[str, str], mailbox: Mailbox) -> MailDeskParts:
        connectors, troubles = configured(environment)
        assert troubles == []
        outbox = Outbox(own.store, SendingStore(own.store.engine), own.intake, connectors, own.clock)
        return cls(account, environment, mailbox, own, outbox)

    def fetch(self, who: str = "me"):
        return self.outbox.fetch(self.outbox.connectors[0], who)

    def bring(self, *mails: bytes) -> None:
        self.mailbox.bring(self.account, *mails)

    def ticket(self):
        return self.parts.desk.page(Asked()).tickets[0]

    def preview(self, kind="reply", text="本文です。\n", register="customer", **more):
        ticket = self.ticket()
        draft = SavedDraft("", "me", register, "ja", text, more.pop("seen", ticket.messages), "saved")
        return self.outbox.preview(ticket, self.outbox.connectors[0].name, kind, more.pop("subject", "Re: 組織のAPI"), draft)


@pytest.fixture
def mail_environment(mailbox: Mailbox, post: Post, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("SSL_CERT_FILE", mailbox.certificate)
    account = f"desk{next(_accounts)}@example.com"
    return {
        "MODEL_ACCESS_IMAP_URL": mailbox.url(account),
        "MODEL_ACCESS_SMTP_URL": post.url,
        "MODEL_ACCESS_MAIL_FROM": f"サポート窓口 <{account}>",
    }


@pytest.fixture
def desk(lite: Parts, mail_environment: dict[str, str], mailbox: Mailbox) -> MailDeskParts:  # noqa: F811
    """On SQLite."""
    return made(lite, mail_environment, mailbox)


@pytest.fixture
def both(parts: Parts, mail_environment: dict[str, str], mailbox: Mailbox) -> MailDeskParts:  # noqa: F811
    """On SQLite, and on PostgreSQL."""
    return made(parts, mail_environment, mailbox)


def made(parts: Parts, environment: dict[str, str], mailbox: Mailbox) -> MailDeskParts:  # noqa: F811
    account = environment["MODEL_ACCESS_MAIL_FROM"].partition("<")[2].rstrip(">")
    return MailDeskParts.of(parts, account, environment, mailbox)


def mail(number: int, text: str, **headers: str) -> bytes:
    one = EmailMessage()
    one["From"] = headers.pop("sender", f"山田 <customer{number}@example.org>")
    one["To"] = "support@example.com"
    one["Subject"] = headers.pop("subject", f"組織のAPI {number}")
    one["Date"] = "Mon, 23 Nov 2026 10:00:00 +0900"
    if not headers.pop("bare", None):
        one["Message-ID"] = f"<{number}@example.org>"
    for name, value in headers.items():
        one[name.replace("_", "-")] = value
    one.set_content(text)
    return one.as_bytes()
