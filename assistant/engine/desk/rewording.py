"""Rewording a draft by a language model: first shown, then sent, put on record, and used only within the fence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.domain.case import Case
from assistant.domain.desk.reply import ReplyAsked, letter_of
from assistant.domain.desk.rewording.asking import Asking, asking, newest_of_customer
from assistant.domain.desk.rewording.judge import Rejected, judge
from assistant.domain.desk.rewording.rules import Rewording
from assistant.domain.desk.ticket import Message, Ticket
from assistant.engine.desk.ports import DeskStore
from assistant.engine.engine import Engine

NoAnswer = Literal["late", "unreachable", "refused"]


class Writer(Protocol):
    """A language model that rewrites; it is told everything in the messages and nothing beside them."""

    @property
    def host(self) -> str:
        """The host that the messages are sent to."""

    @property
    def model(self) -> str:
        """The name of the model."""

    def write(self, messages: Sequence[tuple[str, str]]) -> tuple[str, NoAnswer | None]:
        """Return its answer, or why there is none."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the reworded draft, or why the plain one stays and the sentence where that was seen."""

    text: str | None
    reason: str = ""
    sentence: str = ""


class Reworder:
    """Rewords drafts by one writer; `now` gives UTC as ISO 8601."""

    def __init__(
        self, writer: Writer, rules: Rewording, engine: Engine, store: DeskStore, now: Callable[[], str]
    ) -> None:
        """Take the parts."""
        self._writer = writer
        self._engine = engine
        self._store = store
        self._now = now
        self.rules = rules

    @property
    def place(self) -> tuple[str, str]:
        """The host that sentences are sent to, and the model there."""
        return self._writer.host, self._writer.model

    def asking(
        self, draft: str, ticket: Ticket, case: Case, asked: ReplyAsked, tone: str, messages: Sequence[Message] = ()
    ) -> Asking | None:
        """Return what would leave to reword a draft, the customer's newest of some messages with it; sends nothing."""
        letter = letter_of(ticket, case, self._engine.diagnosis(case), self._engine.knowledge, asked)
        return asking(draft, letter, self.rules, tone, newest_of_customer(messages))

    def reword(self, ticket_id: int, who: str, shown: Asking) -> Outcome:
        """Send what was shown, on record before it leaves, and return what may be used of the answer."""
        host, model = self.place
        self._store.record(self._now(), who, "reword", ticket_id, f"{shown.tone}: {model} at {host}")
        answer, missing = self._writer.write(shown.messages)
        if missing is not None:
            return Outcome(None, missing)
        found = judge(shown.fenced, answer, self.rules)
        return Outcome(None, found.reason, found.sentence) if isinstance(found, Rejected) else Outcome(found)
