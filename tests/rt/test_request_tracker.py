"""Request Tracker 5 itself: its queue read, comments and correspondence written, looked up after an end in between."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys

import pytest

from assistant.adapters.desk_connectors import rt
from assistant.adapters.desk_connectors.json_line import Answer, JsonLine
from assistant.domain.desk.outgoing import Trouble
from assistant.domain.desk.queue import Asked
from tests.desk.conftest import DENIED, PROJECT, QUOTA
from tests.desk.test_intake import dump
from tests.rt.conftest import Connected, environment_of
from tests.rt.tracker import Tracker
from tests.serving import ROOT

LATER = "2026-11-23T11:00:00+00:00"


def pull(desk: Connected, tracker: Tracker, **more: str) -> tuple[int, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MODEL_ACCESS_")}
    environment = {**inherited, **environment_of(tracker, **more), "DATABASE_URL": desk.parts.url}
    argv = [sys.executable, "-m", "assistant", "desk", "pull"]
    ran = subprocess.run(argv, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert ran.stdout == "" and "Traceback" not in ran.stderr
    return ran.returncode, ran.stderr


def test_a_queue_comes_in_with_its_threads_and_brings_nothing_twice(desk: Connected, tracker: Tracker):
    log = {"FileName": "log.txt", "FileType": "text/plain", "FileContent": base64.b64encode(DENIED.encode()).decode()}
    picture = {"FileName": "a.png", "FileType": "image/png", "FileContent": base64.b64encode(b"\x89PNG\0\1").decode()}
    own = tracker.ticket("APIが使えません", "添付をご覧ください。", "hanako@example.org", Attachments=[log, picture])
    tracker.call("/user/hanako@example.org", {"RealName": "山田花子"}, "PUT")
    tracker.call(f"/ticket/{own}/correspond", {"Content": "We look into it.", "ContentType": "text/plain"})
    tracker.call(f"/ticket/{own}/comment", {"Content": "internal word", "ContentType": "text/plain"})
    markup = tracker.ticket("<b>x</b>", "<p>Error code: <b>429</b></p><script>x()</script>", "html@example.org", ContentType="text/html")
    elsewhere = tracker.ticket("other queue", QUOTA, "c@example.org", queue="General")
    taken = desk.fetch()
    assert (taken.trouble, list(taken.faults)) == (None, [])
    numbers = [one.number for one in desk.parts.store.page(Asked(), 500).tickets]
    assert str(own) in numbers and str(markup) in numbers and str(elsewhere) not in numbers
    ticket = desk.ticket(own)
    assert (ticket.customer, ticket.address, ticket.subject) == ("山田花子", "hanako@example.org", "APIが使えません")
    assert (ticket.verdict.cause_id, ticket.verdict.project_id) == ("project_model_access", PROJECT)
    said = desk.parts.store.messages(ticket.id)
    assert [(one.sender, one.text.splitlines()[0]) for one in said] == [("customer", "添付をご覧ください。"), ("agent", "We look into it.")]
    assert "PNG" not in said[0].text and "internal word" not in dump(desk.parts.url)
    assert desk.parts.store.messages(desk.ticket(markup).id)[0].text == "Error code: 429"
    again = desk.fetch()
    assert (again.progress.added, again.progress.joined) == (0, 0)
    tracker.call(f"/ticket/{own}", {"Subject": "another subject"}, "PUT")
    tracker.call(f"/ticket/{own}/correspond", {"Content": "one more word", "ContentType": "text/plain"})
    later = desk.fetch()
    assert (later.progress.added, later.progress.joined, desk.ticket(own).messages) == (0, 1, 3)


def test_many_tickets_come_in_over_several_pages(desk: Connected, tracker: Tracker, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rt, "PAGE", 2)
    begun = [tracker.ticket(f"page {at}", f"{at} {QUOTA}", f"page{at}@example.org") for at in range(5)]
    assert desk.fetch().trouble is None
    numbers = {one.number for one in desk.parts.store.page(Asked(), 500).tickets}
    assert numbers == {str(one) for one in begun}
    assert desk.fetch().progress.joined == 0


def test_a_reading_that_was_broken_off_goes_on_where_it_was(desk: Connected, tracker: Tracker):
    first, second = (tracker.ticket(f"broken {at}", f"{at} {QUOTA}", "b@example.org") for at in range(2))
    one, two = desk.connector.pull("")
    assert (one.item.number, one.cursor.rpartition("/")[2], two.item.number) == (str(first), str(first), str(second))
    assert "/" not in two.cursor
    again = list(desk.connector.pull(one.cursor))
    assert again[0].item.number == str(second) and again[-1].cursor >= two.cursor


def test_a_comment_and_a_correspondence_are_written_as_shown(desk: Connected, tracker: Tracker):
    number = tracker.ticket("send", DENIED, "sato@example.org")
    desk.fetch()
    shown = desk.preview(number, "note")
    assert (shown.route.form, shown.route.to) == ("comment", "")
    note = desk.outbox.send(shown, "me")
    assert (note.refused, note.trouble, note.message.state, note.ticket.state) == (None, None, "sent", "drafted")
    shown = desk.preview(number)
    assert (shown.route.form, shown.route.to) == ("correspondence", "sato@example.org")
    sent = desk.outbox.send(shown, "me")
    assert (sent.refused, sent.trouble, sent.message.state, sent.ticket.state) == (None, None, "sent", "answered")
    assert tracker.wrote(number, "Comment") == tracker.wrote(number, "Correspond") == [shown.draft.text]
    assert sent.message.receipt.isdigit() and desk.connector.find(sent.message).receipt == sent.message.receipt
    desk.fetch()
    assert (desk.ticket(number).state, desk.ticket(number).messages) == ("answered", 2)


def test_a_word_that_came_meanwhile_stops_the_sending(desk: Connected, tracker: Tracker):
    number = tracker.ticket("meanwhile", DENIED, "sato@example.org")
    desk.fetch()
    shown = desk.preview(number)
    tracker.call(f"/ticket/{number}/correspond", {"Content": "answered by somebody else", "ContentType": "text/plain"})
    assert desk.outbox.send(shown, "me").refused == "new_message"
    assert tracker.wrote(number, "Correspond") == ["answered by somebody else"]


def test_an_answer_that_is_lost_is_looked_up_at_once(desk: Connected, tracker: Tracker, monkeypatch: pytest.MonkeyPatch):
    number = tracker.ticket("lost", DENIED, "sato@example.org")
    desk.fetch()
    posting = JsonLine.post

    def lost(line: JsonLine, path: str, body: dict[str, str]) -> Answer:
        posting(line, path, body)
        return Answer(trouble=Trouble("desk_timeout"), perhaps=True)

    monkeypatch.setattr(JsonLine, "post", lost)
    sent = desk.outbox.send(desk.preview(number), "me")
    assert (sent.message.state, len(tracker.wrote(number, "Correspond"))) == ("sent", 1)


KILLED = """
import os, signal, sys
from assistant.adapters.desk_store.sendings import SendingStore
from tests.desk.conftest import Parts
from tests.rt.conftest import Connected
SendingStore.settle = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
desk = Connected.of(Parts.at(sys.argv[1]), dict(os.environ))
desk.outbox.send(desk.preview(int(sys.argv[2])), "me")
"""


def test_killed_between_sending_and_its_outcome_it_is_found_by_the_next_pull(desk: Connected, tracker: Tracker):
    number = tracker.ticket("killed", DENIED, "sato@example.org")
    desk.fetch()
    environment = {**os.environ, **environment_of(tracker)}
    ran = subprocess.run([sys.executable, "-c", KILLED, desk.parts.url, str(number)], cwd=ROOT, env=environment, timeout=120)
    assert ran.returncode == -signal.SIGKILL
    assert desk.outbox.of(desk.ticket(number).id)[0].state == "sending"
    desk.parts.clock.at = LATER
    desk.fetch()
    (one,) = desk.outbox.of(desk.ticket(number).id)
    assert (one.state, len(tracker.wrote(number, "Correspond"))) == ("sent", 1)


def test_while_the_tracker_is_down_nothing_is_sent_and_nothing_is_lost(desk: Connected, tracker: Tracker):
    number = tracker.ticket("down", DENIED, "sato@example.org")
    desk.fetch()
    shown = desk.preview(number)
    tracker.end()
    refused = desk.outbox.send(shown, "me")
    tracker.start()
    assert refused.message is None and refused.trouble.reason == "desk_unreachable"
    assert desk.outbox.of(shown.ticket_id) == [] and desk.ticket(number).state == "new"
    assert desk.outbox.send(shown, "me").message.state == "sent"


def test_pull_as_a_command(desk: Connected, tracker: Tracker):
    tracker.ticket("command", QUOTA, "cmd@example.org")
    status, told = pull(desk, tracker)
    assert status == 0 and f"rt:127.0.0.1:{tracker.port}: " in told and " 0 not taken in" in told
    wrong = tracker.token[:-4] + "0000"
    for more, words in (
        ({"MODEL_ACCESS_RT_TOKEN": wrong}, "The login was refused"),
        ({"MODEL_ACCESS_RT_QUEUE": "Nowhere"}, "There is no such queue"),
    ):
        status, told = pull(desk, tracker, **more)
        assert status == 1 and words in told and tracker.token not in told and wrong not in told
    assert pull(desk, tracker, MODEL_ACCESS_RT_QUEUE="'")[0] == 2
    assert tracker.token not in dump(desk.parts.url) + repr(vars(desk.connector)["_url"]) + repr(desk.connector)
