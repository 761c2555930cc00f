"""Reading a paste: masked text in, facts and errors out."""

from __future__ import annotations

from assistant.domain.masking.mask import Masked
from assistant.domain.plain import plain
from assistant.domain.printable import without_encoding
from assistant.domain.reading.choose import by_clauses
from assistant.domain.reading.coded import coded_places
from assistant.domain.reading.error import Read, read_incident
from assistant.domain.reading.facts.model_used import model_retold
from assistant.domain.reading.facts.stated import facts_of, passed_facts, seen_of
from assistant.domain.reading.facts.status import bare_status, labelled_status
from assistant.domain.reading.incidents import Incident, find_incidents
from assistant.domain.reading.native import native_at
from assistant.domain.reading.passed import passed_at
from assistant.domain.reading.people.prose import language, line_at
from assistant.domain.reading.people.recovered import has_recovered
from assistant.domain.reading.people.said import is_told_at
from assistant.domain.reading.people.situation import (
    current,
    is_over,
    is_past,
    is_strangers,
    speaks_of_models,
)
from assistant.domain.reading.people.talk import is_no_report
from assistant.domain.reading.retold.sentence import retold_at
from assistant.domain.reading.stretch import stretch
from assistant.domain.reading.templates import Templates
from assistant.domain.reading.text.source import Source
from assistant.domain.reading.without_words import without_words
from assistant.domain.report import ErrorReport, Fact, Kind


def read(masked: Masked, templates: Templates) -> ErrorReport:
    """Read a masked paste."""
    raw = masked.text
    source = Source(raw, masked.seen or plain(raw), templates)
    seen = source.text
    tongue = language(without_encoding(raw), templates.words)
    incidents = find_incidents(source, templates)
    topical = speaks_of_models(seen, templates.words.get("topics", ()))
    done = _resolved(source, [one for one in incidents if not one.mention], templates, topical)
    ordered = current(seen, done, templates)
    ordered += _told_behind(source, ordered, templates)
    passed, native = passed_at(seen), native_at(seen)
    place = passed or (native[1] if native else None)
    if ordered and place and place[0] > max(read.end for read in ordered) and not any(one.mention for one in incidents):
        ordered = []
    if not ordered and place:
        shape = native[0] if native and not passed else None
        return ErrorReport(raw, "passed", passed_facts(source, place, shape), (), tongue, masked.kinds)
    if ordered and (
        is_over(seen, ordered, templates)
        or _is_no_report(seen, ordered[-1], templates)
        or has_recovered(seen, ordered[-1], templates)
    ):
        return ErrorReport(
            raw,
            "nothing",
            (),
            tuple(seen_of(source, one, templates, quoted=True) for one in ordered),
            tongue,
            masked.kinds,
        )
    if not ordered:
        return without_words(source, masked, templates, any(one.mention for one in incidents), topical)
    errors = tuple(seen_of(source, one, templates) for one in ordered)
    return ErrorReport(raw, "error", facts_of(source, ordered, templates), errors, tongue, masked.kinds)


def _resolved(source: Source, live: list[Incident], templates: Templates, topical: bool) -> list[Read]:
    """Return the errors whose cause is known, each with what the text states about it."""
    done: list[Read] = []
    seen = source.text
    strangers = is_strangers(seen)
    for at, incident in enumerate(live):
        low, high = stretch(seen, live, at, templates)
        found = read_incident(source, incident, low, high, templates)
        if found is None or (strangers and found.is_loose()):
            continue
        if found.choice and (topical or not found.generic(templates)):
            done.append(found)
    return done


def _is_no_report(seen: str, last: Read, templates: Templates) -> bool:
    """Tell whether a text reports nothing although it names an error; who says what words came back, reports it."""
    place = last.incident.places[-1][0]
    if not is_no_report(seen, place, templates.words, loosely=last.is_loose()):
        return False
    told = last.is_loose() and is_told_at(seen, place, templates.retellings)
    return not told or is_no_report(seen, place, templates.words, loosely=False)


def _told_behind(source: Source, ordered: list[Read], templates: Templates) -> list[Read]:
    """Return the newer error that people's words, a code or a status state, where people call all before it past."""
    seen = source.text
    if not ordered or not all(is_past(seen, one, templates.words) for one in ordered):
        return []
    begin = line_at(seen, max(one.end for one in ordered))[1]
    retold = retold_at("\n" * begin + seen[begin:], templates.retellings)
    if retold is not None and retold.cause is not None and retold.heard:
        incident = Incident([], [(retold.start, retold.end)], retold=retold.cause)
    else:
        behind = [one for one in coded_places(seen, templates) if one[0] >= begin]
        status = labelled_status(seen, begin, len(seen)) or bare_status(seen, begin, len(seen))
        place = behind[-1] if behind else status[1:] if status else None
        if place is None:
            return []
        incident = Incident([], [place])
    found = read_incident(source, incident, begin, len(seen), templates)
    if found and incident.retold is not None:
        incident.model = model_retold(source, found, templates)
    return [found] if found and found.choice else []


__all__ = ["Fact", "Kind", "by_clauses", "read"]
