"""One draft for the tickets of a group: what they share word for word, with placeholders for what is each one's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.domain.case import Case
from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.desk.letter import Letter
from assistant.domain.desk.reply import letter_of
from assistant.domain.desk.reply_values import ReplyAsked
from assistant.domain.desk.ticket import Ticket
from assistant.domain.knowledge import Knowledge
from assistant.domain.text import PLACEHOLDER, fill

OWN = ("greeting", "facts", "link", "number")
_BLANKS = re.compile(r"\n{3,}")


class SharedLetter(Letter):
    """A letter whose own parts are placeholders; a secret that one ticket held is not in it."""

    def greeting(self) -> str:
        """Return the place of the line that names the customer."""
        return "{greeting}"

    def facts(self) -> str:
        """Return the place of the facts."""
        return "{facts}"

    def secrets(self) -> Iterator[str]:
        """Yield nothing."""
        yield from ()


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """A ticket's own draft; `differs` where it says more than the shared one, which then does not do for it."""

    text: str
    differs: bool


def shared(ticket: Ticket, case: Case, verdict: Diagnosis, knowledge: Knowledge, asked: ReplyAsked) -> str:
    """Return the draft that tickets like this one share, with placeholders for what is each one's own."""
    anybody = replace(ticket, number="{number}", customer=None)
    link = "{link}" if asked.link else ""
    return letter_of(anybody, case, verdict, knowledge, replace(asked, link=link), SharedLetter).body()


def own(
    base: str, edited: str, ticket: Ticket, case: Case, verdict: Diagnosis, knowledge: Knowledge, asked: ReplyAsked
) -> OwnDraft:
    """Return a ticket's draft: the edited form of `base` filled, or its own letter where `base` would not say that."""
    letter = letter_of(ticket, case, verdict, knowledge, asked)
    values = {
        "greeting": letter.greeting(),
        "facts": letter.facts(),
        "link": asked.link,
        "number": ticket.known_as,
    }
    whole = letter.body()
    if _filled(base, values) != _filled(whole, {}):
        return OwnDraft(whole, differs=True)
    return OwnDraft(_filled(edited, values), differs=False)


def strange(template: str) -> tuple[str, ...]:
    """Return the placeholders of an edited draft that nothing would fill."""
    return tuple(dict.fromkeys(f"{{{one}}}" for one in PLACEHOLDER.findall(template) if one not in OWN))


def _filled(template: str, values: dict[str, str]) -> str:
    return _BLANKS.sub("\n\n", fill(template, values))
