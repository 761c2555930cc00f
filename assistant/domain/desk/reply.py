"""The draft of a reply: composed from verdict, guide and frames; it says no more than the grade allows."""

from __future__ import annotations

from assistant.domain.case import Case
from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.desk.letter import Letter
from assistant.domain.desk.memo import memo
from assistant.domain.desk.reply_values import ListKind, Reply, ReplyAsked, Role
from assistant.domain.desk.ticket import Ticket
from assistant.domain.knowledge import Knowledge
from assistant.domain.view.values import told_of, values_of
from assistant.domain.view.words import Words

__all__ = ["ListKind", "Reply", "ReplyAsked", "Role", "compose", "letter_of"]


def letter_of(
    ticket: Ticket, case: Case, verdict: Diagnosis, knowledge: Knowledge, asked: ReplyAsked, kind: type[Letter] = Letter
) -> Letter:
    """Return the letter that answers a ticket, block by block."""
    told = {name: value for name, value in told_of(case, verdict).items() if name != "at"}  # it failed before
    return kind(ticket, case, verdict, Words(knowledge, asked.language, values_of(case, knowledge) | told), asked)


def compose(ticket: Ticket, case: Case, verdict: Diagnosis, knowledge: Knowledge, asked: ReplyAsked) -> Reply:
    """Return the draft of a ticket."""
    letter = letter_of(ticket, case, verdict, knowledge, asked)
    memorandum = asked.register == "memo"
    body = memo(ticket, case, verdict, letter.words, asked, letter.asks()) if memorandum else letter.body()
    return Reply(letter.subject(), body, asked.language, asked.register, letter.asks())
