"""Reading a paste: masked text in, facts and errors out."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.domain.masking.mask import Masked
from assistant.domain.plain import plain
from assistant.domain.printable import without_encoding
from assistant.domain.reading.choose import Choice, by_clauses
from assistant.domain.reading.coded import bare_codes, coded_places, is_told
from assistant.domain.reading.error import Read, read_incident
from assistant.domain.reading.facts import facts_of, passed_facts
from assistant.domain.reading.failing import is_error
from assistant.domain.reading.incidents import Incident, find_incidents
from assistant.domain.reading.native import native_at
from assistant.domain.reading.page import is_page
from assistant.domain.reading.pairs import LIMIT
from assistant.domain.reading.passed import passed_at
from assistant.domain.reading.people import language, line_at
from assistant.domain.reading.recovered import has_recovered
from assistant.domain.reading.retold import Retold, retold_at
from assistant.domain.reading.situation import (
    current,
    is_automatic,
    is_notice,
    is_over,
    is_past,
    is_strangers,
    speaks_of_models,
)
from assistant.domain.reading.source import Source
from assistant.domain.reading.status import bare_status, labelled_status
from assistant.domain.reading.stretch import stretch
from assistant.domain.reading.talk import happened, is_no_report, is_printed, is_receipt, is_settled, is_settled_report
from assistant.domain.reading.templates import Templates
from assistant.domain.report import ErrorReport, Fact, Kind, Seen

_LONGEST_QUOTE = 600
_BARE = re.compile(  # a status with nothing beside it but what a log or a mail puts around everything
    r"[\W\d]*(?:(?:http|status|code|error|unauthorized|too many requests|server|internal|bad gateway"
    r"|service unavailable|level|body|detail|message|msg|err|output|result|failure|attempt|ts|t|z|fyi)[\W\d_]*)*",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?m)^[ \t>|]*(?:[\w.\-]{1,40}[ \t]{1,4}\|[ \t])?[\"'(\u300c]?(?P<status>[45]\d\d)[\"').\u300d\u3002]?[ \t]*$"
)
_NAMED_SYSTEM = re.compile(r"[A-Za-z]{3}|[\u30a0-\u30ff]{5}")  # a word that may name some other program


def read(masked: Masked, templates: Templates) -> ErrorReport:
    """Read a masked paste."""
    raw = masked.text
    source = Source(raw, masked.seen or plain(raw), templates)
    seen = source.text
    tongue = language(without_encoding(raw), templates.words)
    incidents = find_incidents(source, templates)
    topical = speaks_of_models(seen)
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
        or is_no_report(seen, ordered[-1].incident.places[-1][0], templates.words, loosely=ordered[-1].is_loose())
        or has_recovered(seen, ordered[-1], templates)
    ):
        return ErrorReport(
            raw,
            "nothing",
            (),
            tuple(_seen(source, one, templates, quoted=True) for one in ordered),
            tongue,
            masked.kinds,
        )
    if not ordered:
        return _without_words(source, masked, templates, any(one.mention for one in incidents), topical)
    errors = tuple(_seen(source, one, templates) for one in ordered)
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


def _told_behind(source: Source, ordered: list[Read], templates: Templates) -> list[Read]:
    """Return the newer error that people's words, a code or a status state, where people call all before it past."""
    seen = source.text
    if not ordered or not all(is_past(seen, one, templates.words) for one in ordered):
        return []
    begin = line_at(seen, max(one.end for one in ordered))[1]
    retold = retold_at(seen, templates)
    if retold is not None and retold.heard and retold.start >= begin:
        incident = Incident([], [(retold.start, retold.end)], retold=retold.cause)
    else:
        behind = [one for one in coded_places(seen, templates) if one[0] >= begin]
        status = labelled_status(seen, begin, len(seen)) or bare_status(seen, begin, len(seen))
        place = behind[-1] if behind else status[1:] if status else None
        if place is None:
            return []
        incident = Incident([], [place])
    found = read_incident(source, incident, begin, len(seen), templates)
    return [found] if found and found.choice else []


def _without_words(source: Source, masked: Masked, templates: Templates, mentions: bool, topical: bool) -> ErrorReport:
    """Read a text in which no sentence or code is known: a bare status, some other error, or none."""
    raw, seen = source.raw, source.text
    tongue = language(without_encoding(raw), templates.words)
    nothing = ErrorReport(raw, "nothing", (), (), tongue, masked.kinds)
    retold = retold_at(seen, templates) if topical else None
    heard = retold is not None and retold.heard
    if mentions or not (heard or _fails(seen, templates)) or is_settled(seen, templates.words):
        return nothing
    if (not heard and is_no_report(seen, None, templates.words, loosely=True)) or _is_receipt_alone(seen, templates):
        return nothing
    late = max(0, len(seen) - LIMIT)
    status = labelled_status(seen, late, len(seen)) or bare_status(seen, late, len(seen))
    coded = next(iter(reversed(bare_codes(seen, templates))), None)
    place = coded or ((status[1], status[2]) if status else (0, 0))
    found = read_incident(source, Incident([], [place]), 0, len(seen), templates)
    if retold and (not coded or retold.cause in templates.sharing.get(seen[slice(*coded)], ())):
        place = (retold.start, retold.end)
        found = read_incident(source, Incident([], [place], retold=retold.cause), 0, len(seen), templates)
    if (
        found
        and found.choice
        and (_is_told_off(seen, place[0], retold, templates) or has_recovered(seen, found, templates))
    ):
        return nothing
    if found and found.choice and found.choice.retold and is_over(seen, [found], templates):
        return nothing
    bare = _is_bare(seen)
    broken = found is not None and found.status is not None and found.status[0] >= "500" and is_page(seen, 0, len(seen))
    if found and found.choice and (topical or bare or broken):
        return ErrorReport(
            raw, "error", facts_of(source, [found], templates), (_seen(source, found, templates),), tongue, masked.kinds
        )
    facts = facts_of(source, [replace(found, choice=None)], templates) if found else ()
    return ErrorReport(raw, "error", facts, (), tongue, masked.kinds)


def _is_told_off(seen: str, place: int, retold: Retold | None, templates: Templates) -> bool:
    """Tell whether a text reports nothing although it names an error; who retells what came, reports it."""
    told = retold is not None and retold.told and retold.start == place
    if told:
        return is_settled_report(seen, place, templates.words)
    plain = retold is not None and retold.named and retold.start == place
    return is_no_report(seen, place, templates.words, loosely=not plain)


def _fails(seen: str, templates: Templates) -> bool:
    """Tell whether anything in a text failed, be it a status and a code that somebody read out."""
    if is_error(seen, templates.words):
        return True
    return is_told(seen, templates) and not (is_notice(seen) or is_automatic(seen, templates.words))


def _is_receipt_alone(seen: str, templates: Templates) -> bool:
    """Tell whether a desk's receipt has nothing below it that a person or a program reports."""
    words = templates.words
    return is_receipt(seen, len(seen), words) and not is_printed(seen) and not happened(seen, words)


def _is_bare(seen: str) -> bool:
    """Tell whether a text is a status and nothing else, or has one in a line of its own and names no program."""
    if _BARE.fullmatch(seen):
        return True
    return _ALONE.search(seen) is not None and not _NAMED_SYSTEM.search(_ALONE.sub("", seen))


def _seen(source: Source, one: Read, templates: Templates, quoted: bool = False) -> Seen:
    """Return one error as the report names it."""
    choice: Choice = one.choice  # type: ignore[assignment]
    cause = templates.causes[choice.cause]
    raw = source.raw
    start, end = source.span(*one.incident.places[-1])
    begin, stop = line_at(raw, start)
    return Seen(
        cause_id=cause.id,
        category=cause.category,
        quote=raw[begin : min(stop, begin + _LONGEST_QUOTE)].strip(),
        line=raw.count("\n", 0, start) + 1,
        start=start,
        end=end,
        quoted=quoted or one.quoted,
        grade=choice.grade,
        rivals=tuple(templates.causes[rival].id for rival in choice.rivals),
    )


__all__ = ["Fact", "Kind", "by_clauses", "read"]
