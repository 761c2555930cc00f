"""One error with everything that the text states about it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.domain.reading.choose import GENERIC, Choice, Stated, by_clauses, by_sentence
from assistant.domain.reading.coded import UNMISTAKABLE
from assistant.domain.reading.facts.answered_by import answered_by
from assistant.domain.reading.facts.body import Body, body_of
from assistant.domain.reading.facts.lead import lead_of
from assistant.domain.reading.facts.status import bare_status, is_beside, status_near
from assistant.domain.reading.incidents import Incident
from assistant.domain.reading.templates import Templates
from assistant.domain.reading.text.flat import FLAT
from assistant.domain.reading.text.page import PAGE, is_page
from assistant.domain.reading.text.pairs import LIMIT, Pairs
from assistant.domain.reading.text.source import Source

_UNANSWERED = "network"  # the category of what no API has answered


@dataclass(slots=True)
class Read:
    """One error with what the text states about it; `low` and `high` bound the stretch that belongs to it."""

    incident: Incident
    choice: Choice | None
    pairs: Pairs
    body: Body
    status: tuple[str, int, int] | None
    provider: str | None
    low: int
    high: int
    quoted: bool = False

    @property
    def end(self) -> int:
        """Return where the error is last said."""
        return self.incident.end

    def is_loose(self) -> bool:
        """Tell whether it is told in words that people use as well: by a code, or by a sentence without its model."""
        template = self.choice.template if self.choice else None
        if template is None or template.short:
            return True
        named = {template.leading, template.trailing, *template.slots}
        return "model" in named and not self.incident.model and not self.incident.project

    def generic(self, templates: Templates) -> bool:
        """Tell whether its words could come from any program."""
        if self.choice is None or templates.causes[self.choice.cause].provider == GENERIC:
            return True
        known = [value for value in (self.body.code, self.body.type) if value and value.text in templates.values]
        template = self.choice.template
        if template is not None and template.trailing == "model" and self.is_loose():
            return not known  # it ends with a model, and none stands there
        if template is None:
            return len(known) < 2 and not any(value.text.count("_") >= UNMISTAKABLE for value in known)
        signal = template.signal
        alone = not (signal.provider or signal.status or signal.code)
        return alone and template.short and template.says.isascii() and not known


def read_incident(source: Source, incident: Incident, low: int, high: int, templates: Templates) -> Read | None:
    """Return what the text states about one error and the cause chosen, or None when no signal holds."""
    seen, middle = source.text, incident.start
    low, high = max(low, middle - LIMIT // 2), min(high, incident.end + LIMIT // 2)
    pairs = Pairs(seen, low, high)
    body = body_of(seen, pairs, incident.places, low, high, templates.values)
    status = status_near(seen, incident.places[-1][0], incident.places[-1][1], low, high)
    if incident.retold is not None:
        status = bare_status(seen, incident.start, incident.end) or status
    number = body.numeric if body.numeric and body.numeric.text[0] in "45" and body.numeric.start is not None else None
    if number and (status is None or incident.candidates):
        status = (number.text, number.start or 0, number.end or 0)
    provider = answered_by(source, incident, pairs, (low, high), body, templates)
    stated = Stated(
        status[0] if status else None, body.code.text if body.code else body.numeric.text if body.numeric else None,
        _kind(body, seen, low, high), provider,
    )  # fmt: skip
    template = by_sentence(incident.candidates, stated) if incident.candidates else None
    choice = (
        Choice(template.cause, "possible" if incident.slipped else "reported", (), template)
        if template
        else by_clauses(stated, templates)
    )
    if incident.retold is not None:
        choice = Choice(incident.retold, "possible", retold=True)
    if incident.candidates and template is None:
        return None
    if choice is None and incident.start != 0 and not incident.candidates and status is None:
        return None
    one = Read(incident, choice, pairs, body, status, provider, low, high)
    return replace(one, status=None) if _is_unanswered(seen, one, templates) else one


def _is_unanswered(seen: str, one: Read, templates: Templates) -> bool:
    """Tell whether nothing answered a call at all, and the status is that of the program which made it."""
    if one.choice is None or one.status is None or one.choice.template is None or is_page(seen, one.low, one.high):
        return False
    _, begin = lead_of(seen, one.pairs, one.incident.places[-1][0])
    apart = not is_beside(seen, one.status, one.incident.places, begin)
    return apart and templates.causes[one.choice.cause].category == _UNANSWERED


def _kind(body: Body, seen: str, low: int, high: int) -> str | None:
    """Return the type that a body states, or what stands for it where the body itself is of an unusual kind."""
    if body.type:
        return body.type.text
    return PAGE if is_page(seen, low, high) else FLAT if body.is_flat else None
