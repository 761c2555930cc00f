"""The desk itself: the queue, one ticket with its verdict, claims and approvals; every change names its version."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from assistant.domain.case import Case
from assistant.domain.desk.draft import SavedDraft
from assistant.domain.desk.queue import Asked, Page
from assistant.domain.desk.reply import Reply, ReplyAsked, compose
from assistant.domain.desk.similar import Similar, similar
from assistant.domain.desk.states import Event, after, may_hold
from assistant.domain.desk.ticket import Message, Ticket
from assistant.domain.desk.unseen import unseen
from assistant.domain.masking.mask import mask
from assistant.domain.text import Language
from assistant.domain.view.render import View
from assistant.engine.desk.ports import DeskStore
from assistant.engine.desk.reading import OWNER, TicketReader, title_of
from assistant.engine.engine import Engine
from assistant.engine.ports import CaseStore

EXPORTED = 100  # tickets that an export reads at once
Refused = Literal["late", "held", "new_message", "gone", "no_place"]


@dataclass(frozen=True, slots=True)
class Opened:
    """A ticket with all that its page shows of it."""

    ticket: Ticket
    messages: tuple[Message, ...]
    case: Case
    view: View
    similar: tuple[Similar, ...]
    saved: SavedDraft | None
    outdated: bool = False  # a message has come since the saved draft was saved


@dataclass(frozen=True, slots=True)
class Changed:
    """What came of a change: the ticket as it is now, and why nothing was changed where nothing was."""

    ticket: Ticket | None
    refused: Refused | None = None


class Desk:
    """What the desk's faces call; `now` gives UTC as ISO 8601."""

    def __init__(
        self, store: DeskStore, cases: CaseStore, engine: Engine, reader: TicketReader, now: Callable[[], str]
    ) -> None:
        """Take the parts."""
        self._store = store
        self._cases = cases
        self._engine = engine
        self._reader = reader
        self._now = now

    def page(self, asked: Asked) -> Page:
        """Return one page of the queue, with verdicts as the cases stand now."""
        self.refresh()
        return self._store.page(asked)

    def values(self, column: str) -> list[tuple[str, int]]:
        """Return what a column can be filtered by, with the number of tickets."""
        return self._store.values(column)

    def open(self, ticket_id: int, language: Language, base_url: str, who: str | None = None) -> Opened | None:
        """Return a ticket as its page shows it, None when there is none; `who` is recorded as having seen it."""
        ticket = self._store.ticket(ticket_id)
        if ticket is None:
            return None
        messages = tuple(self._store.messages(ticket_id))
        case = self._case(ticket)
        ticket = self._store.ticket(ticket_id) or ticket
        alike = self._store.of_cause(ticket.verdict.cause_id) if ticket.verdict.cause_id else []
        if who is not None:
            self._store.record(self._now(), who, "view", ticket_id)
        view = self._engine.view(case, language, base_url)
        found, saved = tuple(similar(ticket, alike)), self._store.draft(ticket_id)
        outdated = saved is not None and unseen_of(self._store, ticket_id, saved.seen)
        return Opened(ticket, messages, case, view, found, saved, outdated)

    def reply(self, ticket: Ticket, case: Case, asked: ReplyAsked) -> Reply:
        """Compose the draft of a ticket."""
        return compose(ticket, case, self._engine.diagnosis(case), self._engine.knowledge, asked)

    def everything(self) -> Iterator[tuple[Ticket, str]]:
        """Yield every ticket, the oldest first, with its saved draft, or the one composed for its customer."""
        self.refresh()
        page, asked = 0, Asked(sort="oldest")
        while found := self._store.page(replace(asked, page=page), EXPORTED).tickets:
            saved = self._store.drafts([ticket.id for ticket in found])
            plain = [ticket for ticket in found if ticket.id not in saved]
            known = self._cases.several([ticket.case_id for ticket in plain if ticket.case_id])
            for ticket in found:
                yield ticket, saved[ticket.id].text if ticket.id in saved else self._plain(ticket, known)
            page += 1

    def exported(self, who: str) -> None:
        """Put on the record that somebody took every ticket out."""
        self._store.record(self._now(), who, "export")

    def _plain(self, ticket: Ticket, known: Mapping[str, Case]) -> str:
        case = known.get(ticket.case_id or "") or self.case_of(ticket)
        return self.reply(ticket, case, ReplyAsked(ticket.language)).body

    def case_of(self, ticket: Ticket) -> Case:
        """Return a ticket's case, made again where it was deleted."""
        return self._case(ticket)

    def claim(self, ticket_id: int, version: int, who: str) -> Changed:
        """Take a ticket for oneself; refused while another has it."""
        return self._change(ticket_id, version, who, "claim", holder=who, claimed=self._now())

    def release(self, ticket_id: int, version: int, who: str) -> Changed:
        """Give a ticket back."""
        return self._change(ticket_id, version, who, "release", holder=None, claimed=None)

    def move(self, ticket_id: int, version: int, who: str, event: Event) -> Changed:
        """Change a ticket's state by hand: ask the customer, close, reopen."""
        ticket = self._store.ticket(ticket_id)
        state = after(ticket.state, event) if ticket else None
        if ticket is not None and state is None:
            return Changed(ticket, "no_place")
        return self._change(ticket_id, version, who, event, state=state)

    def save(self, ticket_id: int, version: int, who: str, draft: SavedDraft) -> Changed:
        """Keep an edited draft."""
        state = after("new", "draft")
        return self._change(
            ticket_id, version, who, "draft", draft=self._clean(draft), state=state, holder=who, claimed=self._now()
        )

    def approve(self, ticket_id: int, version: int, who: str, draft: SavedDraft) -> Changed:
        """Approve a draft in a person's name; refused when a message came that the draft has not seen."""
        approved = replace(self._clean(draft), state="approved", approved=self._now(), approver=who)
        ticket = self._store.ticket(ticket_id)
        if ticket is not None and unseen_of(self._store, ticket_id, draft.seen):
            return Changed(ticket, "new_message")
        if ticket is not None and after(ticket.state, "approve") is None:
            return Changed(ticket, "no_place")
        values = {"state": after("new", "approve"), "holder": who, "claimed": self._now()}
        return self._change(ticket_id, version, who, "approve", draft=approved, **values)

    def _clean(self, draft: SavedDraft) -> SavedDraft:
        """Return a draft as it may be kept: a key that strayed into it is masked, too."""
        return replace(draft, text=mask(draft.text).text, at=self._now())

    def _change(
        self, ticket_id: int, version: int, who: str, action: str, draft: SavedDraft | None = None, **values: Any
    ) -> Changed:
        ticket = self._store.ticket(ticket_id)
        if ticket is None:
            return Changed(None, "gone")
        if not may_hold(ticket.holder, who):
            return Changed(ticket, "held")
        changed = self._store.change(replace(ticket, version=version), who, action, self._now(), draft=draft, **values)
        return Changed(changed) if changed else Changed(self._store.ticket(ticket_id), "late")

    def refresh(self) -> None:
        """Take over the verdicts of cases that their customers have moved on."""
        for ticket_id, case_id in self._store.moved_cases():
            case = self._cases.load(case_id)
            if case is not None:
                self._store.take_verdict(ticket_id, self._reader.verdict(case), case)

    def _case(self, ticket: Ticket) -> Case:
        case = self._cases.load(ticket.case_id) if ticket.case_id else None
        if case is None:
            case = self._reader.again(ticket.subject, self._store.messages(ticket.id))
            self._cases.add(case, title_of(case.report))
        elif case.version == ticket.case_version:
            return case
        self._store.take_verdict(ticket.id, self._reader.verdict(case), case)
        return case


def unseen_of(store: DeskStore, ticket_id: int, seen: int) -> bool:
    """Tell whether a ticket has a message behind the first `seen` that is none of those sent from here."""
    messages = store.messages(ticket_id)
    return len(messages) > seen and any(unseen(messages, seen, store.sent(ticket_id)))


__all__ = ["OWNER", "Changed", "Desk", "Opened", "unseen_of"]
