"""Sending with real processes: killed at any moment, and two at once on both databases."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest
import sqlalchemy as sa

from assistant.adapters.database.opening import driven
from tests.connectors.conftest import MailDeskParts, mail
from tests.desk.conftest import DENIED, Parts
from tests.serving import ROOT

LATER = "2026-11-23T11:00:00+00:00"
PROGRAM = """
import json, os, signal, sys
from assistant.adapters.desk_connectors import configured
from assistant.adapters.desk_store.sendings import SendingStore
from assistant.domain.desk.draft import SavedDraft
from assistant.engine.desk import Outbox
from tests.desk.conftest import Parts

url, who, killed, ids = sys.argv[1], sys.argv[2], sys.argv[3], json.loads(sys.argv[4])
parts = Parts.at(url)
sendings = SendingStore(parts.store.engine)
((connector,), _) = configured(os.environ)
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
if killed == "recorded":
    type(connector).deliver = die
if killed == "delivered":
    SendingStore.settle = die
outbox = Outbox(parts.store, sendings, parts.intake, [connector], parts.clock)
won = []
for one in ids:
    draft = SavedDraft("", who, "customer", "ja", f"by {who}", 1, "saved")
    came = outbox.send(outbox.preview(parts.store.ticket(one), connector.name, "reply", "Re: x", draft), who)
    if came.message is not None:
        won.append([one, came.message.state])
print(json.dumps(won))
"""


def begin(desk: MailDeskParts, who: str, killed: str = "", ids: tuple[int, ...] = (1,)) -> subprocess.Popen[str]:
    argv = [sys.executable, "-c", PROGRAM, desk.parts.url, who, killed, json.dumps(ids)]
    return subprocess.Popen(argv, cwd=ROOT, env={**os.environ, **desk.environment}, stdout=subprocess.PIPE, text=True)


def audit(parts: Parts) -> list[tuple[str, str]]:
    engine = sa.create_engine(driven(parts.url))
    with engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT who, action FROM audit ORDER BY id")).all()
    engine.dispose()
    return [tuple(row) for row in rows]


@pytest.mark.parametrize(("killed", "arrives"), [("recorded", 0), ("delivered", 1)])
def test_killed_in_mid_sending_it_is_looked_up_and_never_sent_again(desk: MailDeskParts, post, killed, arrives):
    desk.bring(mail(1, DENIED))
    desk.fetch()
    process = begin(desk, "me", killed)
    process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL and len(post.mails) == arrives
    (one,) = desk.outbox.of(1)
    assert (one.state, desk.ticket().state, desk.outbox.look(one.id, "me").state) == ("sending", "answered", "sending")
    assert desk.outbox.send(desk.preview(), "me").refused == "unsettled"
    desk.parts.clock.at = LATER
    assert desk.outbox.of(1)[0].state == "unknown"
    desk.fetch("you")
    (one,) = desk.outbox.of(1)
    assert (one.state, one.reason) == (("sent", None) if arrives else ("unknown", "send_not_found"))
    assert len(post.mails) == arrives
    assert audit(desk.parts)[-2:] == [("me", "approve_and_send"), ("you", f"reply_{one.state}")]
    if not arrives:
        desk.outbox.decide(one.id, "me", sent=False)
        assert desk.outbox.send(desk.preview(), "me").message.state == "sent"
        assert len(post.mails) == 1


def test_killed_while_the_server_still_takes_the_mail(desk: MailDeskParts, post):
    desk.bring(mail(1, DENIED))
    desk.fetch()
    post.behaviour = "hang"
    process = begin(desk, "me")
    assert post.arrived.wait(60)
    process.kill()
    process.wait(10)
    post.behaviour = "take"
    post.go_on.set()
    desk.parts.clock.at = LATER
    (one,) = desk.outbox.of(1)
    assert (one.state, one.text, one.mark) == ("unknown", "by me", post.mails[0]["Message-ID"])
    desk.bring(post.mails[0].as_bytes())  # as a copy to the desk's own address would come
    assert desk.outbox.look(one.id, "me").state == "sent"
    assert len(post.mails) == 1


def test_two_processes_answer_every_ticket_once(both: MailDeskParts, post):
    both.bring(*(mail(at, f"{at} {DENIED}") for at in range(1, 7)))
    both.fetch()
    ids = tuple(range(1, 7))
    begun = [begin(both, who, ids=ids) for who in ("one", "two")]
    won = [json.loads(process.communicate(timeout=120)[0]) for process in begun]
    assert sorted(won[0] + won[1]) == [[one, "sent"] for one in ids]
    assert sorted(one["In-Reply-To"] for one in post.mails) == [f"<{at}@example.org>" for at in ids]
