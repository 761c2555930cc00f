"""Mail servers that speak STARTTLS, and those that misbehave: a clear word for each, and never a password in the open."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator

import pytest

from assistant.adapters.desk_connectors import imap, mail, smtp
from assistant.adapters.desk_connectors.mail_url import MailServer
from assistant.wiring import knowledge
from tests.connectors.conftest import MailDeskParts
from tests.connectors.conftest import mail as written
from tests.desk.conftest import DENIED, QUOTA
from tests.mail_servers import PASSWORD, QUOTED, Mailbox, Post, Scripted

GREETING = b"* OK [CAPABILITY IMAP4rev1] ready\r\n"
HUGE = 64 * 1024 * 1024


@pytest.fixture
def encrypted(mailbox: Mailbox) -> Iterator[Post]:
    """An SMTP server that takes nothing before STARTTLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(mailbox.folder / "cert.pem", mailbox.folder / "key.pem")
    server = Post(tls=context).start()
    yield server
    server.stop()


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch):
    """Starts a server of its own lines; an answer is waited for a second."""
    monkeypatch.setattr(imap, "STEP", 1.0)
    monkeypatch.setattr(smtp, "STEP", 1.0)
    made: list[Scripted] = []

    def start(*lines: bytes, forever: bytes = b"") -> Scripted:
        made.append(Scripted(list(lines), forever).start())
        return made[-1]

    yield start
    for one in made:
        one.stop()


def again(desk: MailDeskParts, **environment: str) -> MailDeskParts:
    """The same desk with other servers."""
    return MailDeskParts.of(desk.parts, desk.account, {**desk.environment, **environment}, desk.mailbox)


def in_words(reason: str) -> bool:
    """Tell whether a reason is said in both languages."""
    words = knowledge().wording[reason]
    return bool(words.ja and words.en and words.ja != words.en)


def test_starttls_in_and_out(desk: MailDeskParts, encrypted: Post):
    there = again(desk, MODEL_ACCESS_IMAP_URL=desk.mailbox.starttls_url(desk.account), MODEL_ACCESS_SMTP_URL=encrypted.url)
    there.bring(written(1, DENIED))
    assert there.fetch().progress.added == 1
    assert there.outbox.send(there.preview("note"), "me").message.state == "sent"
    assert there.outbox.send(there.preview(), "me").message.state == "sent"
    assert [one["To"] for one in encrypted.mails] == ["customer1@example.org"]
    assert len(there.mailbox.mails(there.account, "Entwuerfe")) == len(there.mailbox.mails(there.account, "Sent")) == 1


def test_starttls_with_a_certificate_that_is_not_the_server_s(desk: MailDeskParts, encrypted: Post):
    desk.bring(written(1, DENIED))
    desk.fetch()
    url = encrypted.url_at("localhost")
    there = again(desk, MODEL_ACCESS_SMTP_URL=url)
    sent = there.outbox.send(there.preview(), "me")
    assert (sent.message.state, sent.message.reason, encrypted.mails) == ("failed", "desk_certificate", [])
    there = again(desk, MODEL_ACCESS_IMAP_URL=desk.mailbox.starttls_url(desk.account, "localhost"))
    assert there.fetch().trouble.reason == "desk_certificate"


def test_without_starttls_no_password_leaves_this_machine(desk: MailDeskParts, scripted, monkeypatch):
    monkeypatch.setattr(MailServer, "loopback", property(lambda self: False))
    box, out = scripted(GREETING, b"* CAPABILITY IMAP4rev1\r\nTAG OK x\r\n"), scripted(b"220 x\r\n", b"250-x\r\n250 AUTH PLAIN LOGIN\r\n")
    desk.bring(written(1, DENIED))
    desk.fetch()
    there = again(desk, MODEL_ACCESS_IMAP_URL=f"imap://a:{QUOTED}@127.0.0.1:{box.port}")
    assert there.fetch().trouble.reason == "setting_plain"
    there = again(desk, MODEL_ACCESS_SMTP_URL=f"smtp://a:{QUOTED}@127.0.0.1:{out.port}")
    assert there.outbox.send(there.preview(), "me").message.reason == "setting_plain"
    assert PASSWORD.encode() not in bytes(box.heard + out.heard) and b"AUTH" not in bytes(out.heard) and b"LOGIN" not in bytes(box.heard)


@pytest.mark.parametrize(
    ("lines", "forever", "reason"),
    [
        ((), b"", "desk_timeout"),  # never a word
        ((GREETING,), b"", "desk_timeout"),
        ((b"220 an SMTP server\r\n",), b"", "desk_cut"),
        ((b"",), b"x" * 65536, "desk_too_large"),  # a line without an end
        ((GREETING,), b"* 1 EXISTS\r\n" * 4096, "desk_too_large"),  # lines without an end
        ((b"* OK {%d}\r\n" % HUGE,), b"", "desk_too_large"),  # more than a mail may have
    ],
)
def test_a_mailbox_that_misbehaves_is_given_up_in_time(desk: MailDeskParts, scripted, lines, forever, reason):
    server = scripted(*lines, forever=forever)
    there = again(desk, MODEL_ACCESS_IMAP_URL=f"imap://a:{QUOTED}@127.0.0.1:{server.port}")
    begun = time.monotonic()
    trouble = there.fetch().trouble
    assert trouble.reason == reason and in_words(reason) and QUOTED not in trouble.said
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    ("lines", "forever", "reason"),
    [
        ((), b"", "desk_timeout"),
        ((b"* OK an IMAP server\r\n",), b"", "desk_unreadable"),
        ((b"",), b"x" * 65536, "mail_not_taken"),
        ((b"220 x\r\n",), b"250-more\r\n" * 4096, "desk_too_large"),
        ((b"554 5.3.2 closed\r\n",), b"", "mail_not_taken"),
    ],
)
def test_an_smtp_server_that_misbehaves_has_sent_nothing(desk: MailDeskParts, scripted, lines, forever, reason):
    desk.bring(written(1, DENIED))
    desk.fetch()
    server = scripted(*lines, forever=forever)
    there = again(desk, MODEL_ACCESS_SMTP_URL=f"smtp://a:{QUOTED}@127.0.0.1:{server.port}")
    begun = time.monotonic()
    sent = there.outbox.send(there.preview(), "me")
    assert (sent.message.state, sent.message.reason) == ("failed", reason) and in_words(reason)
    assert time.monotonic() - begun < 20


def test_a_server_that_falls_silent_after_the_text_leaves_it_unknown(desk: MailDeskParts, scripted):
    desk.bring(written(1, DENIED))
    desk.fetch()
    server = scripted(b"220 x\r\n", b"250 x\r\n", b"250 from\r\n", b"250 to\r\n", b"354 go on\r\n")
    there = again(desk, MODEL_ACCESS_SMTP_URL=f"smtp://127.0.0.1:{server.port}")
    assert there.outbox.send(there.preview(), "me").message.state == "unknown"


def test_a_wrong_password_of_the_smtp_server_is_said(desk: MailDeskParts, post: Post):
    desk.bring(written(1, DENIED))
    desk.fetch()
    there = again(desk, MODEL_ACCESS_SMTP_URL=post.url_at("127.0.0.1", "wr0ng"))
    sent = there.outbox.send(there.preview(), "me")
    assert (sent.message.state, sent.message.reason, sent.trouble.said) == ("failed", "desk_no_login", "")


def test_a_text_that_is_larger_than_the_server_takes_is_not_begun(desk: MailDeskParts):
    desk.bring(written(1, DENIED))
    desk.fetch()
    small = Post(largest=10_000).start()
    try:
        there = again(desk, MODEL_ACCESS_SMTP_URL=small.url)
        sent = there.outbox.send(there.preview(text="長い本文。" * 4000), "me")
        assert (sent.message.state, sent.message.reason) == ("failed", "mail_over_limit") and in_words("mail_over_limit")
        assert there.outbox.send(there.preview(text="短い本文。"), "me").message.state == "sent"
    finally:
        small.stop()


def test_a_mail_that_is_too_large_is_told_and_the_next_ones_come_in(desk: MailDeskParts):
    large = written(2, DENIED) + b"\r\n" + b"x" * (mail.LARGEST + 1)
    desk.bring(written(1, DENIED), large, written(3, QUOTA))
    taken = desk.fetch()
    assert (taken.trouble, taken.progress.added, [(one.place, one.reason) for one in taken.faults]) == (None, 2, [(2, "mail_too_large")])
    assert in_words("mail_too_large") and desk.fetch().progress.done == 0


def test_heavy_mails_come_in_over_several_sessions(desk: MailDeskParts, monkeypatch):
    monkeypatch.setattr(mail, "WEIGHT", 3000)
    desk.bring(*(written(at, f"{at} {QUOTA} " + "x" * 1200) for at in range(1, 8)))
    taken = desk.fetch()
    assert (taken.trouble, taken.progress.added) == (None, 7)


def test_a_large_folder_s_numbers_are_one_long_line(scripted):
    listed = b"* SEARCH " + b" ".join(b"%d" % at for at in range(1, 200_001)) + b"\r\nTAG OK x\r\n"
    assert len(listed) > 1_000_000  # what imaplib reads of a line by itself
    opened = (b"* CAPABILITY IMAP4rev1\r\nTAG OK x\r\n", b"TAG OK x\r\n", b"* OK [UIDVALIDITY 7] x\r\nTAG OK x\r\n")
    server = scripted(GREETING, *opened, listed, b"* BYE\r\nTAG OK x\r\n")
    with imap.Imap(MailServer("127.0.0.1", server.port, False, "a", "b")) as session:
        assert session.open("INBOX") == "7"
        assert session.numbers(199_000) == list(range(199_001, 200_001))
