"""Tickets in, on both databases: judged, masked, without duplicates, and gone on with after any end."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from assistant.adapters.database.opening import driven
from assistant.domain.desk.queue import Asked, Progress
from assistant.domain.desk.ticket import Fault, Incoming, Said
from tests.desk.conftest import DENIED, OTHER_PROJECT, PROJECT, QUOTA, ticket

KEY = "sk-" + "proj-" + "Xy7a" * 12


def dump(url: str) -> str:
    engine = sa.create_engine(driven(url))
    with engine.connect() as connection:
        names = [one for one in sa.inspect(connection).get_table_names() if not one.startswith("ticket_words_")]
        found = "\n".join(str(row) for name in names for row in connection.execute(sa.text(f'SELECT * FROM "{name}"')))
    engine.dispose()
    return found


def test_a_ticket_comes_in_with_its_verdict_and_its_case(parts):
    progress, faults = parts.take(ticket("T-1", DENIED, subject="使えません", customer="山田"))
    assert (progress, faults) == (Progress(1, 1, 0, 0, 0, True), [])
    (one,) = parts.desk.page(Asked()).tickets
    assert (one.number, one.state, one.language, one.holder, one.version) == ("T-1", "new", "ja", None, 0)
    verdict = one.verdict
    assert (verdict.category, verdict.cause_id, verdict.grade) == ("project_model_access", "project_model_access", "reported")
    assert (verdict.project_id, verdict.model, verdict.settled) == (PROJECT, "gpt-4.1", None)
    case = parts.engine.load(one.case_id)
    assert parts.engine.diagnosis(case).cause_id == "project_model_access"
    assert parts.cases.recent(None) == []


def test_the_same_rows_again_make_no_duplicates(parts):
    rows = [ticket("T-1", DENIED), ticket("T-2", QUOTA), ticket("", QUOTA)]
    parts.take(*rows)
    again, _ = parts.take(*rows, digest="renamed")
    assert (again.added, again.joined, again.known) == (0, 0, 3)
    same_file, _ = parts.take(*rows)
    assert same_file.added == 3 and parts.desk.page(Asked()).total == 3


def test_the_same_number_of_another_customer_or_desk_is_another_ticket(parts):
    parts.take(ticket("1", DENIED, address="a@example.com"), ticket("1", QUOTA, address="b@example.com"))
    parts.take(ticket("1", QUOTA, address="a@example.com"), digest="two", desk="other")
    assert parts.desk.page(Asked()).total == 3
    assert all(one.messages == 1 for one in parts.desk.page(Asked()).tickets)


def test_a_further_message_joins_its_ticket_and_moves_its_case_on(parts):
    parts.take(ticket("T-1", "It does not work, please help me with the API.", subject="API", customer="A"))
    (before,) = parts.desk.page(Asked()).tickets
    assert before.verdict.grade == "unknown"
    progress, _ = parts.take(ticket("T-1", QUOTA, subject="Re: API", customer="A"), digest="two")
    assert (progress.added, progress.joined) == (0, 1)
    (one,) = parts.desk.page(Asked()).tickets
    assert (one.verdict.cause_id, one.messages, one.version, one.case_id) == ("legacy_quota", 2, 1, before.case_id)
    assert [message.text for message in parts.store.messages(one.id)][1] == QUOTA
    assert len(parts.engine.load(one.case_id).earlier) == 1


def test_the_rows_of_one_thread_in_one_file_are_one_ticket(parts):
    ours = Incoming(2, (Said("We look into it. Error code: 401 - Incorrect API key provided", sender="agent"),), number="T-1")
    parts.take(ticket("T-1", "hello, it fails"), ours, ticket("T-1", DENIED))
    (one,) = parts.desk.page(Asked()).tickets
    assert one.messages == 3 and one.verdict.cause_id == "project_model_access"
    assert [message.sender for message in parts.store.messages(one.id)] == ["customer", "agent", "customer"]


def test_a_mail_that_answers_joins_the_mail_that_it_answers(parts):
    first = Incoming(1, (Said("help please", message_id="<1@a>"),), "API", None, "A", "a@example.com")
    reply = Incoming(2, (Said(DENIED, message_id="<2@a>"),), "Re: API", None, "A", "a@example.com", ("<1@a>",))
    parts.take(first, reply)
    parts.take(Incoming(1, (Said("more words", message_id="<3@a>"),), "x", None, "A", "a@example.com", ("<2@a>",)), digest="two")
    (one,) = parts.desk.page(Asked()).tickets
    assert one.messages == 3 and one.verdict.cause_id == "project_model_access"


def test_a_mail_is_read_newest_unquoted_text_first(parts):
    text = f"It is another model now:\nError code: 404 - The model `gpt-5-nanoo` does not exist or you do not have access to it.\n\n> Error code: 403 - Project `{PROJECT}` does not have access to model `gpt-4.1`\n"
    parts.take(ticket("T-1", text))
    assert parts.desk.page(Asked()).tickets[0].verdict.model == "gpt-5-nanoo"


def test_the_subject_counts_where_the_error_stands_in_it_alone(parts):
    parts.take(ticket("T-1", "Please help.", subject=f"Project `{PROJECT}` does not have access to model `gpt-4.1`"))
    assert parts.desk.page(Asked()).tickets[0].verdict.cause_id == "project_model_access"


def test_nothing_is_stored_unmasked(parts):
    secret = f"{DENIED}\nOPENAI_API_KEY={KEY}"
    parts.take(
        ticket("T-1", secret, subject=f"my key {KEY}", customer=f"K {KEY}"),
        Fault(2, "row_quotes", f"3,{KEY},x"),
        Incoming(3, (Said("a"), Said(secret)), number=KEY),
    )
    parts.intake.paste(f"{secret} again")
    stored = dump(parts.url)
    assert PROJECT in stored and "[masked:openai_project_key]" in stored
    assert KEY not in stored and KEY[-16:] not in stored and KEY[-16:].lower() not in stored


def test_odd_characters_come_in(parts):
    parts.take(ticket("T-1", f"a\0b\ud800 \U0001f600 {DENIED}", subject="\0", customer="\ud800"), Fault(2, "row_quotes", "x\0y\ud800"))
    assert parts.desk.page(Asked()).total == 1


def test_bad_rows_are_kept_with_their_line(parts):
    _, faults = parts.take(ticket("T-1", DENIED), Fault(7, "row_columns", "a,b,c"), Fault(9, "row_no_text", "d"))
    assert faults == [Fault(7, "row_columns", "a,b,c"), Fault(9, "row_no_text", "d")]


class StoppedError(Exception):
    """The process ends."""


def test_an_import_goes_on_where_it_stopped(parts):
    rows = [ticket(f"T-{at}", DENIED.replace("gpt-4.1", f"gpt-4.1-{at}")) for at in range(250)]

    def broken():
        yield from rows[:230]
        raise StoppedError

    with pytest.raises(StoppedError):
        parts.intake.take(source("big"), broken())
    assert parts.desk.page(Asked()).total == 200
    assert [(name, one.done) for name, one in parts.store.unfinished()] == [("big.csv", 200)]
    seen = []
    progress, _ = parts.intake.take(source("big"), rows, seen.append)
    assert seen[0].done == 200 and (progress.done, progress.added) == (250, 250)
    assert parts.desk.page(Asked()).total == 250 and parts.store.unfinished() == []


def test_a_paste_is_a_ticket_once(parts):
    first, second = parts.intake.paste(DENIED), parts.intake.paste(f"{DENIED}\n")
    assert first == second and parts.desk.page(Asked()).total == 1
    assert parts.intake.paste(DENIED.replace(PROJECT, OTHER_PROJECT)) != first


def source(digest):
    from assistant.engine.desk.intake import Source

    return Source(f"{digest}.csv", digest)
