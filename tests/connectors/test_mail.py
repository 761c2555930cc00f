"""A mailbox as a desk: mails in, drafts and replies out, on a real IMAP server over TLS and a real SMTP server."""

from __future__ import annotations

import pytest

from assistant.domain.desk.queue import Asked
from tests.connectors.conftest import MailDeskParts, mail
from tests.desk.conftest import DENIED, PROJECT, QUOTA


def test_mails_become_tickets_once_and_stay_unread(desk: MailDeskParts):
    desk.bring(mail(1, DENIED), b"\r\n\r\n", mail(2, QUOTA, subject="quota"))
    taken = desk.fetch()
    assert (taken.progress.added, [(one.place, one.reason) for one in taken.faults], taken.trouble) == (2, [(2, "row_no_text")], None)
    tickets = {one.subject: one for one in desk.parts.desk.page(Asked()).tickets}
    one = tickets["組織のAPI 1"]
    assert (one.customer, one.address, one.desk) == ("山田", "customer1@example.org", f"mail:{desk.account}")
    assert (one.verdict.cause_id, one.verdict.project_id) == ("project_model_access", PROJECT)
    again = desk.fetch()
    assert (again.progress.done, list(again.faults)) == (0, [])
    desk.bring(mail(3, "It still fails.", In_Reply_To="<1@example.org>"))
    assert desk.fetch().progress.joined == 1
    assert desk.parts.desk.page(Asked()).total == 2 and desk.mailbox.unread(desk.account) == 4


def test_many_mails_come_in_over_several_sessions(desk: MailDeskParts):
    desk.bring(*(mail(at, f"{at} {QUOTA}") for at in range(1, 46)))
    assert desk.fetch().progress.added == 45 and desk.fetch().progress.done == 0


def test_what_is_shown_is_what_is_sent_and_the_answer_to_it_joins_the_ticket(desk: MailDeskParts, post):
    desk.bring(mail(1, DENIED))
    desk.fetch()
    key = "sk-" + "proj-" + "Xy7a" * 12
    shown = desk.preview(text=f"ご確認ください。\n.\n{key}\n")
    assert (shown.route.form, shown.route.to, key in shown.draft.text) == ("mail", "customer1@example.org", False)
    assert post.mails == []
    sent = desk.outbox.send(shown, "me")
    assert (sent.refused, sent.trouble, sent.message.state, sent.ticket.state) == (None, None, "sent", "answered")
    (came,) = post.mails
    assert came.get_content().splitlines() == shown.draft.text.splitlines()
    assert post.recipients == [["customer1@example.org"]]
    assert (came["To"], came["Subject"], str(came["From"])) == ("customer1@example.org", "Re: 組織のAPI", f"サポート窓口 <{desk.account}>")
    assert (came["In-Reply-To"], came["References"], came["Message-ID"]) == ("<1@example.org>", "<1@example.org>", sent.message.mark)
    assert [one["Message-ID"] for one in desk.mailbox.mails(desk.account, "Sent")] == [sent.message.mark]
    desk.bring(mail(2, "Thank you, one more question.", subject="Re: x", References=sent.message.mark))
    assert desk.fetch().progress.joined == 1
    assert (desk.ticket().messages, desk.ticket().state) == (2, "new")
    kept = desk.parts.store.draft(desk.ticket().id)
    assert (kept.state, kept.approver, kept.text) == ("approved", "me", shown.draft.text)


def test_a_draft_is_put_into_the_folder_that_the_server_keeps_for_drafts(desk: MailDeskParts, post):
    desk.bring(mail(1, DENIED))
    desk.fetch()
    put = desk.outbox.send(desk.preview("note"), "me")
    assert (put.message.state, put.ticket.state, post.mails) == ("sent", "drafted", [])
    (draft,) = desk.mailbox.mails(desk.account, "Entwuerfe")
    assert (draft["To"], draft["In-Reply-To"], draft["Message-ID"]) == ("customer1@example.org", "<1@example.org>", put.message.mark)
    connector = desk.outbox.connectors[0]
    assert connector.find(put.message).found


def test_a_mail_that_came_meanwhile_stops_the_sending(desk: MailDeskParts, post):
    desk.bring(mail(1, DENIED))
    desk.fetch()
    shown = desk.preview()
    desk.bring(mail(2, "Wait, it is another project.", In_Reply_To="<1@example.org>"))
    assert desk.outbox.send(shown, "me").refused == "new_message"
    assert (post.mails, desk.outbox.of(shown.ticket_id), desk.ticket().messages) == ([], [], 2)


def test_what_the_server_refuses_was_not_sent_and_can_be_sent_again(desk: MailDeskParts, post):
    desk.bring(mail(1, DENIED))
    desk.fetch()
    post.behaviour = "refuse"
    first = desk.outbox.send(desk.preview(), "me")
    assert (first.message.state, first.message.reason, first.ticket.state) == ("failed", "mail_not_taken", "drafted")
    assert "not this one" in first.trouble.said
    post.behaviour = "take"
    assert desk.outbox.send(desk.preview(), "me").message.state == "sent"
    assert len(post.mails) == 1


def test_a_line_that_breaks_while_the_text_is_sent_leaves_it_unknown_until_a_person_decides(desk: MailDeskParts, post):
    desk.bring(mail(1, DENIED))
    desk.fetch()
    post.behaviour = "cut"
    sent = desk.outbox.send(desk.preview(), "me")
    assert (sent.message.state, sent.message.reason, len(post.mails)) == ("unknown", None, 1)
    post.behaviour = "take"
    assert desk.outbox.send(desk.preview(), "me").refused == "unsettled"
    assert desk.outbox.look(sent.message.id, "me").reason == "send_not_found"
    desk.fetch()
    assert len(post.mails) == 1
    assert desk.outbox.decide(sent.message.id, "me", sent=False).state == "failed"
    assert desk.outbox.send(desk.preview(), "me").message.state == "sent"


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("MODEL_ACCESS_IMAP_URL", "imaps://someone:{wrong}@127.0.0.1:{port}/INBOX", "desk_no_login"),
        ("MODEL_ACCESS_IMAP_URL", "imaps://someone:{right}@127.0.0.1:{port}/Nowhere", "mail_no_folder"),
        ("MODEL_ACCESS_IMAP_URL", "imaps://someone:{right}@127.0.0.1:1/INBOX", "desk_unreachable"),
        ("MODEL_ACCESS_IMAP_URL", "imaps://someone:{right}@localhost:{port}/INBOX", "desk_certificate"),
    ],
)
def test_what_keeps_a_mailbox_from_being_read_is_said(desk: MailDeskParts, mailbox, name, value, reason):
    from assistant.adapters.desk_connectors import configured
    from tests.mail_servers import QUOTED

    environment = {**desk.environment, name: value.format(wrong="wr0ng", right=QUOTED, port=mailbox.port)}
    ((connector,), _) = configured(environment)
    taken = desk.parts.intake.pull(connector)
    assert taken.trouble.reason == reason and "wr0ng" not in taken.trouble.said and QUOTED not in taken.trouble.said


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"MODEL_ACCESS_IMAP_URL": "pop3://a:b@c.example"}, "setting_mail"),
        ({"MODEL_ACCESS_IMAP_URL": "imaps://host.example"}, "setting_mail"),
        ({"MODEL_ACCESS_SMTP_URL": "smtp://host.example", "MODEL_ACCESS_MAIL_FROM": "nobody"}, "setting_mail"),
        ({"MODEL_ACCESS_RT_URL": "https://rt.example", "MODEL_ACCESS_RT_QUEUE": "x"}, "setting_rt"),
        ({"MODEL_ACCESS_RT_URL": "http://rt.example", "MODEL_ACCESS_RT_QUEUE": "x", "MODEL_ACCESS_RT_TOKEN": "t"}, "setting_plain"),
    ],
)
def test_settings_that_cannot_be_used_are_said(environment, reason):
    from assistant.adapters.desk_connectors import configured

    made, (trouble,) = configured(environment)
    assert (made, trouble.reason) == ([], reason)
