"""Reading a text in which no sentence of the API is known: an error that is retold, a bare status, some other, none."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.domain.masking.mask import Masked
from assistant.domain.printable import without_encoding
from assistant.domain.reading.coded import bare_codes, is_told
from assistant.domain.reading.error import Read, read_incident
from assistant.domain.reading.facts.model_used import model_retold
from assistant.domain.reading.facts.stated import facts_of, seen_of
from assistant.domain.reading.facts.status import bare_status, labelled_status
from assistant.domain.reading.incidents import Incident
from assistant.domain.reading.people.closed import is_receipt, is_settled, is_settled_report
from assistant.domain.reading.people.failing import is_error
from assistant.domain.reading.people.prose import language
from assistant.domain.reading.people.recovered import has_recovered
from assistant.domain.reading.people.said import only_supposes
from assistant.domain.reading.people.situation import is_automatic, is_notice, is_over, is_strangers
from assistant.domain.reading.people.talk import happened, is_no_report, is_printed
from assistant.domain.reading.retold.sentence import Retold, retold_at, vendor_told
from assistant.domain.reading.templates import Templates
from assistant.domain.reading.text.page import is_page
from assistant.domain.reading.text.pairs import LIMIT
from assistant.domain.reading.text.source import Source
from assistant.domain.report import ErrorReport

_BARE = re.compile(  # a status with nothing beside it but what a log or a mail puts around everything
    r"[\W\d]*(?:(?:http|status|code|error|unauthorized|too many requests|server|internal|bad gateway"
    r"|service unavailable|level|body|detail|message|msg|err|output|result|failure|attempt|ts|t|z|fyi)[\W\d_]*)*",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?m)^[ \t>|]*(?:[\w.\-]{1,40}[ \t]{1,4}\|[ \t])?[\"'(\u300c]?(?P<status>[45]\d\d)[\"').\u300d\u3002]?[ \t]*$"
)
_NAMED_SYSTEM = re.compile(r"[A-Za-z]{3}|[\u30a0-\u30ff]{5}")  # a word that may name some other program


def without_words(source: Source, masked: Masked, templates: Templates, mentions: bool, topical: bool) -> ErrorReport:
    """Read a text in which no sentence of the API is known; `mentions` says that one stands there as words only."""
    raw, seen = source.raw, source.text
    tongue = language(without_encoding(raw), templates.words)
    nothing = ErrorReport(raw, "nothing", (), (), tongue, masked.kinds)
    coded = next(iter(reversed(bare_codes(seen, templates))), None)
    told = _retold(seen, coded, templates)
    known = told if told and told.cause is not None else None
    topical |= known is not None and known.heard and known.ours and not is_strangers(seen)
    retold = known if topical else None
    failed = (told is not None and (told.told or (topical and told.heard))) or _fails(seen, templates)
    if mentions or not failed or _is_nothing(seen, coded, retold, templates):
        return nothing
    found = read_incident(source, _incident(seen, coded, retold), 0, len(seen), templates)
    if found and retold:
        found.incident.model = model_retold(source, found, templates)
        found.provider = found.provider or vendor_told(seen)
    if found and found.choice and _reports_nothing(seen, found, retold, templates):
        return nothing
    broken = found is not None and found.status is not None and found.status[0] >= "500" and is_page(seen, 0, len(seen))
    if found and found.choice and (topical or broken or _is_bare(seen)):
        errors = (seen_of(source, found, templates),)
        return ErrorReport(raw, "error", facts_of(source, [found], templates), errors, tongue, masked.kinds)
    facts = facts_of(source, [replace(found, choice=None)], templates) if found else ()
    return ErrorReport(raw, "error", facts, (), tongue, masked.kinds)


def _is_nothing(seen: str, coded: tuple[int, int] | None, retold: Retold | None, templates: Templates) -> bool:
    """Tell whether a text that names an error reports none: it is settled, or nobody tells that the error came."""
    heard = retold is not None and retold.heard
    if is_settled(seen, templates.words) or _is_receipt_alone(seen, templates):
        return True
    if not heard and is_no_report(seen, None, templates.words, loosely=True):
        return True
    return not (heard or coded) and _only_supposes(seen, templates)


def _retold(seen: str, coded: tuple[int, int] | None, templates: Templates) -> Retold | None:
    """Return what people retell, where they say that it came and no code says something else."""
    retold = retold_at(seen, templates.retellings)
    if retold is None or (coded and retold.cause not in templates.sharing.get(seen[slice(*coded)], ())):
        return None
    return retold if retold.heard or (retold.lately and happened(seen, templates.words)) else None


def _incident(seen: str, coded: tuple[int, int] | None, retold: Retold | None) -> Incident:
    """Return the error: what people retell, else the last code, else the last status, else the text's beginning."""
    if retold:
        return Incident([], [(retold.start, retold.end)], retold=retold.cause)
    late = max(0, len(seen) - LIMIT)
    status = labelled_status(seen, late, len(seen)) or bare_status(seen, late, len(seen))
    return Incident([], [coded or (status[1:] if status else (0, 0))])


def _reports_nothing(seen: str, found: Read, retold: Retold | None, templates: Templates) -> bool:
    """Tell whether an error that was found is over, or only named."""
    told_off = _is_told_off(seen, found.incident.start, retold, templates)
    if told_off or has_recovered(seen, found, templates):
        return True
    return found.incident.retold is not None and is_over(seen, [found], templates)


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


def _only_supposes(seen: str, templates: Templates) -> bool:
    """Tell whether people only suppose the error that they name, and nothing happened or was printed."""
    return not is_printed(seen) and not happened(seen, templates.words) and only_supposes(seen, templates.retellings)


def _is_receipt_alone(seen: str, templates: Templates) -> bool:
    """Tell whether a desk's receipt has nothing below it that a person or a program reports."""
    words = templates.words
    return is_receipt(seen, len(seen), words) and not is_printed(seen) and not happened(seen, words)


def _is_bare(seen: str) -> bool:
    """Tell whether a text is a status and nothing else, or has one in a line of its own and names no program."""
    if _BARE.fullmatch(seen):
        return True
    return _ALONE.search(seen) is not None and not _NAMED_SYSTEM.search(_ALONE.sub("", seen))
