"""One error with everything that the text states about it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.reading.body import Body, body_of
from assistant.domain.reading.choose import GENERIC, Choice, Stated, by_clauses, by_sentence
from assistant.domain.reading.client_marks import SHARED
from assistant.domain.reading.coded import UNMISTAKABLE
from assistant.domain.reading.incidents import Incident
from assistant.domain.reading.page import PAGE, is_page
from assistant.domain.reading.pairs import LIMIT, Pairs
from assistant.domain.reading.provider import (
    client_made,
    only_vendor_said,
    provider_around,
    typed_provider,
    vendor_said,
    wording_provider,
)
from assistant.domain.reading.source import Source
from assistant.domain.reading.status import bare_status, status_near
from assistant.domain.reading.templates import Templates

_NEAR_BY, _BEHIND = 80, 240  # characters behind a sentence that may still be its own: in any case, and in its line


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
    provider = _provider(source, incident, pairs, (low, high), body, templates)
    stated = Stated(
        status[0] if status else None, body.code.text if body.code else body.numeric.text if body.numeric else None,
        body.type.text if body.type else PAGE if is_page(seen, low, high) else None, provider,
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
    return Read(incident, choice, pairs, body, status, provider, low, high)


def _provider(
    source: Source, incident: Incident, pairs: Pairs, bounds: tuple[int, int], body: Body, templates: Templates
) -> str | None:
    """Return who answered, where something names it."""
    seen, (low, high) = source.text, bounds
    start, end = incident.places[-1]
    behind = seen[end : end + _BEHIND]
    reach = max(_NEAR_BY, len(behind.split("\n", maxsplit=1)[0]))
    said = seen[start:end] + behind[:reach] if incident.candidates else ""
    if not said and body.group >= 0:
        said = seen[pairs.groups[body.group].start : min(pairs.groups[body.group].end, start + LIMIT)]
    words = wording_provider(said)
    if words:
        return words
    number = body.numeric.text if body.numeric else None
    typed = typed_provider(body.type.text, number, seen, low, high) if body.type else None
    named = provider_around(seen, start, end, low, high)
    if typed == "vllm":
        return named or typed
    return typed or named or client_made(seen, low, high) or _vendor(seen, incident, low, high, templates)


def _vendor(seen: str, incident: Incident, low: int, high: int, templates: Templates) -> str | None:
    """Return the vendor that people name, where the error's sentence alone says too little."""
    signals = [template.signal for template in incident.candidates]
    if all(one.provider or one.type or one.status or one.code for one in signals):
        return vendor_said(seen, low, high, frozenset(name for one in signals for name in one.provider))
    shared = templates.causes[incident.candidates[0].cause].category in SHARED
    return only_vendor_said(seen, low, high) if shared else None
