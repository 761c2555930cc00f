"""Errors that people retell in their own words: every concept of a cause's signal in one sentence, or in two neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.reading.heard import OURS, Sentence, sentences
from assistant.domain.reading.people import ends, is_prose, says
from assistant.domain.reading.provider import only_vendor_said
from assistant.domain.reading.telling import STATUS, TOLD, Telling, fits
from assistant.domain.reading.templates import Templates

_PRINTED = re.compile(
    r"^\W*(?:[\w.\-]+ ?\| ?)?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b"
    r"|^[\w.]+ ERR!|Traceback|Error code: \d{3} - |[\"']error[\"']\s*[:=]|\bHTTP/\d|<html"
)
MODEL_NAMED = "model's name"
_STATUS_FIRST = re.compile(r"[\s\-*\u30fb\u2022|]{0,8}([45]\d\d)\b", re.ASCII)
_FEW = 2  # statuses that make a list
_MUCH = 7  # weight of what is told without a word of saying, beside a status
_MOST = 400  # sentences
_ROUND = 500  # characters around a place in which its sentence stands


@dataclass(frozen=True, slots=True)
class Retold:
    """What retells an error: the cause, where it stands, and how plainly it says that the error came."""

    cause: int | None  # None: an error of something that no cause names
    start: int
    end: int
    told: bool  # by a word of saying
    named: bool  # by its status, or a word that names it
    weight: int
    alone: bool  # in one sentence
    ours: bool  # it names a model, or what only services for models have

    @property
    def heard(self) -> bool:
        """Tell whether people's words say that the error came."""
        return self.told or self.named

    def is_joined(self) -> bool:
        """Tell whether two sentences together say enough: what came back, or much about what a status stands for."""
        return self.told or (self.named and self.weight >= _MUCH)


def retold_at(seen: str, templates: Templates) -> Retold | None:
    """Return what retells an error most plainly, the last of several; None where nothing does."""
    if len(seen) > len(ends(seen)):
        return None  # nobody tells so much
    said = _without_list(list(sentences(_prose(seen), templates.lexicon, _MOST)))
    around = frozenset(name for name, phrases in templates.anywhere.items() if says(seen, phrases) >= 0)
    if any(one.names for one in said):
        around |= {MODEL_NAMED}
    found = (one for at in range(len(said)) for one in _at(said, at, around, templates))
    return max(found, key=lambda one: (one.cause is not None, one.heard, one.alone, one.weight, one.start), default=None)


def _without_list(said: list[Sentence]) -> list[Sentence]:
    """Return sentences without those that begin with a status, where several do: they list what there is."""
    begun = [_STATUS_FIRST.match(one.low) for one in said]
    if len({found[1] for found in begun if found}) < _FEW:
        return said
    return [one for one, found in zip(said, begun, strict=True) if not found]


def only_supposes(seen: str, templates: Templates) -> bool:
    """Tell whether every sentence of people that names an error only supposes it, and tells of nothing that came."""
    if len(seen) > len(ends(seen)):
        return False
    naming = [one for one in sentences(_prose(seen), templates.lexicon, _MOST) if one.statuses or "naming" in one.spans]
    return bool(naming) and all(one.supposed and ("supposing" in one.spans or "general" in one.spans) for one in naming)


def vendor_told(seen: str) -> str | None:
    """Return the one vendor that people name as who answered, where it is not OpenAI."""
    low = seen.lower()
    if "azure" in low and ("azure openai" in low or "openai" not in low):
        return "azure"
    return only_vendor_said(seen, 0, len(seen))


def is_told_at(seen: str, place: int, templates: Templates) -> bool:
    """Tell whether the sentence of a person around a place says that its words came back."""
    low, high = max(0, place - _ROUND), place + _ROUND
    said = sentences(_prose(seen[low:high]), templates.lexicon, _MOST)
    return any(one.told and one.start <= place - low < one.end for one in said)


def _prose(seen: str) -> str:
    """Return the text with blanks for all that is not people's own, its places kept; quoted mail counts alone."""
    lines = seen.split("\n")
    fresh = [line if _is_said(line) else " " * len(line) for line in lines]
    if not any(line.strip() for line in fresh):
        fresh = [quoted if _is_said(quoted := _unquoted(line)) else " " * len(line) for line in lines]
    return "\n".join(fresh)


def _unquoted(line: str) -> str:
    """Return a line of quoted mail without its marks, its places kept."""
    return line.lstrip("> \t").rjust(len(line))


def _is_said(line: str) -> bool:
    """Tell whether a line is a person's own, and new."""
    return is_prose(line) and not (line.lstrip().startswith(">") or _PRINTED.search(line))


def _at(said: Sequence[Sentence], at: int, around: frozenset[str], templates: Templates) -> Iterator[Retold]:
    """Yield what a sentence retells, by itself or together with one beside it that says that something came."""
    own = said[at]
    if own.supposed:
        return
    alone = _retold([own], around, templates)
    if alone:
        yield alone
    if not (alone and alone.heard and alone.cause is not None):
        for beside in (*said[max(0, at - 1) : at], *said[at + 1 : at + 2]):
            together = _retold([own, beside], around, templates)
            if together and together.is_joined() and not beside.supposed:
                yield together


def _retold(both: Sequence[Sentence], around: frozenset[str], templates: Templates) -> Retold | None:
    """Return what the first of one or two sentences retells."""
    own = both[0]
    told = any(one.told for one in both)
    statuses = frozenset(status for one in both for status in one.statuses)
    marks = ([STATUS] if statuses else []) + ([TOLD] if told else [])
    held = frozenset(marks).union(*(one.spans for one in both))
    fitting = [
        (one.cause is not None, _weight(one, statuses), -(one.cause or 0), one.cause)
        for name in held
        for one in templates.tellings.get(name, ())
        if fits(one, own.spans, held, around, statuses, own.low)
    ]
    if not fitting:
        return None
    _, weight, _, cause = max(fitting, key=lambda one: one[:3])
    return Retold(
        cause=cause,
        start=min(one.start for one in both),
        end=max(one.end for one in both),
        told=told,
        named=any(one.named for one in both),
        weight=weight,
        alone=len(both) == 1,
        ours=OURS in held or MODEL_NAMED in around,
    )


def _weight(telling: Telling, statuses: frozenset[int]) -> int:
    """Return how much a telling says; a status that it asks for adds to it."""
    return telling.weight + bool(statuses & set(telling.statuses))
