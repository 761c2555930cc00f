"""A ticket on its way into the store: masked, read, judged."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.case import Case
from assistant.domain.desk.ticket import Fault, Incoming, Message, Verdict
from assistant.domain.text import Language


@dataclass(frozen=True, slots=True)
class Arrived:
    """One message with what stands for it within its ticket."""

    message: Message
    digest: str
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A ticket with its case and verdict; `answers` are Message-IDs of which one may belong to a known ticket."""

    identity: str
    desk: str
    number: str | None
    subject: str
    customer: str | None
    address: str | None
    language: Language
    received: str
    updated: str
    messages: tuple[Arrived, ...]
    answers: tuple[str, ...]
    case: Case
    title: str
    verdict: Verdict
    words: tuple[str, ...]  # for the index


@dataclass(frozen=True, slots=True)
class Pulled:
    """A ticket or a fault as a help desk gives it; with `cursor` the next pull goes on behind it."""

    item: Incoming | Fault
    cursor: str
