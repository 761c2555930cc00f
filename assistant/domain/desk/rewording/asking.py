"""What is sent to a language model, made before anybody is asked whether it may be sent."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.case import Case
from assistant.domain.desk.letter import Letter
from assistant.domain.desk.reply_values import ReplyAsked
from assistant.domain.desk.rewording.fence import Fenced, fence
from assistant.domain.desk.rewording.rules import Rewording
from assistant.domain.desk.ticket import Message, Ticket
from assistant.domain.masking.mask import mask
from assistant.domain.text import fill

LONGEST = 20_000  # characters of a draft
OF_CUSTOMER = 2_000  # characters of the customer's message


@dataclass(frozen=True, slots=True)
class Asking:
    """A draft behind the fence, with the very words that would leave: who speaks, and what."""

    draft: str
    tone: str
    fenced: Fenced
    messages: tuple[tuple[str, str], ...]

    @property
    def shown(self) -> str:
        """Everything that would leave, as it would."""
        return "\n\n".join(words for _, words in self.messages)


def asking(draft: str, letter: Letter, rules: Rewording, tone: str, customer: str | None = None) -> Asking | None:
    """Return what would be sent to reword a draft; None where it is too long or nothing of it may be reworded.

    `customer` is the customer's message, sent only where a person wants its mood known, its values blotted out.
    """
    language = letter.words.language
    hidden = values_of(letter.ticket, letter.case, letter.asked)
    text = mask(draft).text
    if len(text) > LONGEST:
        return None
    fenced = fence(text, language, hidden, letter.fixed())
    if not fenced.sent:
        return None
    told: dict[str, object] = {"sentences": fenced.sent}
    if customer is not None:
        told["customer"] = fenced.hiding.blind(mask(customer).text[:OF_CUSTOMER])
    system = fill(rules.instruction.say(language), {"tone": rules.tones[tone].ask.say(language)})
    human = json.dumps(told, ensure_ascii=False, indent=1)
    return Asking(draft, tone, fenced, (("system", system), ("human", human)))


def values_of(ticket: Ticket, case: Case, asked: ReplyAsked) -> list[str]:
    """Return what of a ticket is hidden word for word: names, numbers, addresses, every fact of its case."""
    facts = [fact.value for report in (*case.earlier, case.report) for fact in report.facts]
    own = [ticket.customer, ticket.address, ticket.known_as, ticket.subject, asked.agent, asked.signature, asked.link]
    return [one.strip() for one in (*own, *facts) if one and one.strip()]


def newest_of_customer(messages: Sequence[Message]) -> str | None:
    """Return the customer's newest message."""
    return next((one.text for one in reversed(messages) if one.sender == "customer"), None)
