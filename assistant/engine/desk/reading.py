"""A ticket's texts read as in the chat: the newest word of the customer counts, its newest unquoted part first."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.domain.case import Case
from assistant.domain.deciding.decide import Decider
from assistant.domain.desk.arrival import Arrival, Arrived
from assistant.domain.desk.identity import identity, message_digest
from assistant.domain.desk.ticket import Incoming, Message, Said, Ticket, Verdict
from assistant.domain.desk.tokens import tokens
from assistant.domain.knowledge import Knowledge
from assistant.domain.masking.mask import mask
from assistant.domain.report import ErrorReport
from assistant.domain.text import Language
from assistant.domain.view.receipt import receipt
from assistant.engine.advance import Advance

OWNER = "desk"  # of a ticket's case: it is on nobody's list of recent cases
LONGEST = 1_100_000  # characters of one message
_LINE = 300  # characters of a name or an address
_STRANGE = dict.fromkeys((0, *range(0xD800, 0xE000)), "\ufffd")


class TicketReader:
    """Makes cases and verdicts of what comes in; `now` gives UTC as ISO 8601."""

    def __init__(self, knowledge: Knowledge, decider: Decider, now: Callable[[], str]) -> None:
        """Take the parts."""
        self._decider = decider
        self._advance = Advance(knowledge, decider, None)
        self._now = now

    def arrival(self, one: Incoming, desk: str) -> Arrival:
        """Return an incoming ticket, masked, read and judged."""
        clean = self._clean(one)
        reports = [self._decider.read(_with_subject(clean, at)) for at in range(len(clean.said))]
        case = self._case(clean.said, reports)
        times = [said.at for said in clean.said if said.at] or [self._now()]
        return Arrival(
            identity=identity(desk, clean),
            desk=desk,
            number=clean.number,
            subject=clean.subject,
            customer=clean.customer,
            address=clean.address,
            language=language_of(reports),
            received=times[0],
            updated=times[-1],
            messages=tuple(_arrived(clean.said)),
            answers=clean.answers,
            case=case,
            title=title_of(case.report),
            verdict=self.verdict(case),
            words=tuple(words_of(clean, [said.text for said in clean.said])),
        )

    def again(self, subject: str, messages: Sequence[Message]) -> Case:
        """Return a new case of a stored ticket."""
        said = tuple(Said(one.text, one.at, one.sender) for one in messages)
        one = Incoming(1, said, subject)
        return self._case(said, [self._decider.read(_with_subject(one, at)) for at in range(len(said))])

    def more(self, case: Case, said: Sequence[Message]) -> Case:
        """Return a case after further messages of its ticket; those of one's own side change nothing."""
        for one in said:
            if one.sender == "customer":
                case = self._advance.said(case, self._decider.read(one.text), self._now())
        return replace(case, note=None)

    def verdict(self, case: Case) -> Verdict:
        """Return what the one decider says of a case; one that is settled keeps the cause that it had."""
        found = self._decider.decide(case, self._now()[:10])
        proved = receipt(case)
        cause_id = found.cause_id or (self._decider.from_text(case.report).cause_id if proved else None)
        return Verdict(
            found.category,
            cause_id,
            found.grade,
            _short(case.value("project_id"), 256),
            _short(case.value("model"), 256),
            proved.after.at if proved else None,
        )

    def _case(self, said: Sequence[Said], reports: Sequence[ErrorReport]) -> Case:
        own = [report for one, report in zip(said, reports, strict=True) if one.sender == "customer"] or list(reports)
        case = Case(secrets.token_hex(16), self._now(), own[0], owner=OWNER)
        for report in own[1:]:
            case = self._advance.said(case, report, self._now())
        return replace(case, note=None)

    def _clean(self, one: Incoming) -> Incoming:
        """Return it masked throughout: nothing behind this line has seen a secret."""
        return replace(
            one,
            said=tuple(replace(said, text=_masked(said.text)[:LONGEST]) for said in one.said),
            subject=_line(one.subject) or "",
            number=_short(_line(one.number), 200),
            customer=_line(one.customer),
            address=_line(one.address),
            answers=tuple(answer[:_LINE] for answer in one.answers),
        )


def language_of(reports: Sequence[ErrorReport]) -> Language:
    """Return the customer's language: Japanese as soon as one message is, as a bare log says nothing."""
    return "ja" if any(report.language == "ja" for report in reports) else "en"


def title_of(report: ErrorReport) -> str:
    """Return the line that stands for a case in a list."""
    line = report.errors[-1].quote if report.errors else next(iter(report.text.strip().splitlines()), "")
    return line.strip()[:160]


def words_of(one: Incoming | Ticket, texts: Sequence[str]) -> list[str]:
    """Return the tokens that a ticket is found by."""
    return tokens("\n".join([one.number or "", one.subject, one.customer or "", one.address or "", *texts]))


def masked_fault(text: str) -> str:
    """Return a row that could not be taken in, as it may be kept."""
    return _masked(text)


def _arrived(said: Sequence[Said]) -> Iterator[Arrived]:
    """Yield each message once, numbered."""
    seen: set[str] = set()
    for one in said:
        digest = message_digest(one.text, one.sender)
        if digest not in seen:
            yield Arrived(Message(len(seen), one.sender, one.text, one.at), digest, one.message_id)
            seen.add(digest)


def _with_subject(one: Incoming, at: int) -> str:
    """Return a message as it is read: the first with the subject before it, where it does not say the same."""
    text = one.said[at].text
    return text if at or not one.subject or one.subject in text else f"{one.subject}\n\n{text}"


def _masked(text: str) -> str:
    return mask(text.translate(_STRANGE) if "\0" in text or not text.isprintable() else text).text


def _line(value: str | None) -> str | None:
    if not value:
        return None
    return " ".join(_masked(value).split())[:_LINE] or None


def _short(value: str | None, most: int) -> str | None:
    return value[:most] if value else None
