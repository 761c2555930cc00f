"""Who answered with one error: by its words, its body's type, the names around it, or what people call by name."""

from __future__ import annotations

from assistant.domain.reading.facts.body import Body
from assistant.domain.reading.facts.client_marks import SHARED
from assistant.domain.reading.facts.lead import lead_of
from assistant.domain.reading.facts.provider import (
    client_made,
    only_vendor_said,
    provider_around,
    typed_provider,
    vendor_led,
    vendor_said,
    wording_provider,
)
from assistant.domain.reading.incidents import Incident
from assistant.domain.reading.templates import Templates
from assistant.domain.reading.text.pairs import LIMIT, Pairs
from assistant.domain.reading.text.source import Source

_NEAR_BY, _BEHIND = 80, 240  # characters behind a sentence that may still be its own: in any case, and in its line


def answered_by(
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
    led = vendor_led(seen, lead_of(seen, pairs, start), end, templates.words.get("marking", ()))
    named = led or provider_around(seen, start, end, low, high)
    if typed == "vllm":
        return named or typed
    told = typed or named or client_made(seen, low, high) or _vendor(seen, incident, low, high, templates)
    return told or ("other" if _is_error_object(pairs, body) else None)


def _is_error_object(pairs: Pairs, body: Body) -> bool:
    """Tell whether a body calls itself an error object, as servers that imitate OpenAI's API do and it does not."""
    kind = pairs.of(body.group, "object") if body.group >= 0 else None
    return kind is not None and kind.value == "error"


def _vendor(seen: str, incident: Incident, low: int, high: int, templates: Templates) -> str | None:
    """Return the vendor that people name, where the error's sentence alone says too little."""
    signals = [template.signal for template in incident.candidates]
    if all(one.provider or one.type or one.status or one.code for one in signals):
        return vendor_said(seen, low, high, frozenset(name for one in signals for name in one.provider))
    shared = templates.causes[incident.candidates[0].cause].category in SHARED
    return only_vendor_said(seen, low, high) if shared else None
