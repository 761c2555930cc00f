"""The stretch of a text that belongs to one of its errors: from the error before it to the one behind."""

from __future__ import annotations

import re

from assistant.domain.reading.choose import GENERIC
from assistant.domain.reading.incidents import Incident
from assistant.domain.reading.people.prose import line_at
from assistant.domain.reading.templates import Templates

_BODY_NEXT = re.compile(r"[^\n]{0,400}\n[\s>|]{0,40}[{\[<]")  # the rest of a line, then a body
_INSIDE = 300  # characters from a body's brace to its sentence


def stretch(seen: str, live: list[Incident], at: int, templates: Templates) -> tuple[int, int]:
    """Return where the stretch of the error at `at` begins and ends."""
    incident = live[at]
    low, high = 0, len(seen)
    if at:
        before = live[at - 1]
        low = line_at(seen, before.end)[1]
        low = before.end if low > incident.start else low
        if _frames(seen, before, incident, templates):
            low = line_at(seen, before.places[-1][0])[0]
    if at + 1 < len(live):
        high = line_at(seen, live[at + 1].start)[0]
        if high <= incident.end:
            high = max(incident.end, live[at + 1].start)
    return min(low, incident.start), max(high, incident.end)


def _frames(seen: str, before: Incident, incident: Incident, templates: Templates) -> bool:
    """Tell whether the error before only frames this one: words that any program prints, then the API's own."""
    generic = [_is_generic(one, templates) for one in (before, incident)]
    if generic != [True, False]:
        return False
    end = line_at(seen, before.end)[1]
    if incident.start <= end:
        return True
    body = _BODY_NEXT.match(seen, before.end)
    return body is not None and body.end() <= incident.start < body.end() + _INSIDE


def _is_generic(incident: Incident, templates: Templates) -> bool:
    """Tell whether any program may print an error's words; a code alone is the API's own."""
    return bool(incident.candidates) and templates.causes[incident.candidates[0].cause].provider == GENERIC
