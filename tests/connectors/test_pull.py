"""`model-access desk pull` as a process: what it says, its exit statuses, killed in the middle, and no password anywhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from assistant.domain.desk.queue import Asked
from tests.connectors.conftest import MailDeskParts, mail
from tests.desk.conftest import DENIED, QUOTA
from tests.desk.test_intake import dump
from tests.mail_servers import PASSWORD, QUOTED
from tests.serving import ROOT


def pull(desk: MailDeskParts, **more: str) -> subprocess.Popen[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MODEL_ACCESS_")}
    environment = {**inherited, **desk.environment, "DATABASE_URL": desk.parts.url, **more}
    argv = [sys.executable, "-m", "assistant", "desk", "pull"]
    return subprocess.Popen(argv, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def said(process: subprocess.Popen[str]) -> tuple[int, str]:
    out, told = process.communicate(timeout=120)
    assert out == "" and "Traceback" not in told
    return process.returncode, told


def test_pull_says_what_came_and_what_did_not(desk: MailDeskParts):
    desk.bring(mail(1, DENIED))
    status, told = said(pull(desk))
    assert (status, told) == (0, f"mail:{desk.account}: 1 added, 0 joined, 0 known, 0 not taken in\n")
    desk.bring(b"\r\n\r\n", mail(2, QUOTA))
    status, told = said(pull(desk))
    assert status == 1 and f"mail:{desk.account}:2: there is no text" in told and "1 added" in told
    assert said(pull(desk))[0] == 0
    status, told = said(pull(desk, MODEL_ACCESS_IMAP_URL=desk.environment["MODEL_ACCESS_IMAP_URL"].replace(QUOTED, "wr0ng")))
    assert status == 1 and "The login was refused" in told and "wr0ng" not in told
    status, told = said(pull(desk, MODEL_ACCESS_IMAP_URL="imap", MODEL_ACCESS_SMTP_URL=""))
    assert status == 2 and "cannot be read" in told


def test_killed_in_the_middle_a_pull_goes_on_and_brings_nothing_twice(desk: MailDeskParts):
    count = 150
    desk.bring(*(mail(at, f"{at} {QUOTA}") for at in range(1, count + 1)))
    process, deadline = pull(desk), time.monotonic() + 90
    while (here := desk.parts.desk.page(Asked()).total) < 20:
        assert process.poll() is None and time.monotonic() < deadline, "the pull was never seen half done"
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=20)
    assert here < count and desk.parts.store.unfinished() == []
    status, told = said(pull(desk))
    assert status == 0 and f"{count} added" not in told
    tickets = desk.parts.store.page(Asked(), 500).tickets
    assert sorted(one.address for one in tickets) == sorted(f"customer{at}@example.org" for at in range(1, count + 1))


def test_no_password_is_stored_or_said(desk: MailDeskParts, post):
    desk.bring(mail(1, DENIED))
    desk.fetch()
    desk.outbox.send(desk.preview("note"), "me")
    post.behaviour = "refuse"
    desk.outbox.send(desk.preview(), "me")
    status, told = said(pull(desk))
    stored = dump(desk.parts.url)
    assert status == 0 and "customer1@example.org" in stored
    for secret in (PASSWORD, QUOTED):
        assert secret not in stored and secret not in told
        assert secret not in repr(desk.outbox.connectors) + repr(vars(desk.outbox.connectors[0]))
