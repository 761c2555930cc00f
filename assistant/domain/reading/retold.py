"""Errors that people retell in their own words: every concept of a cause's signal in one sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from assistant.domain.reading.model_name import names_in
from assistant.domain.reading.people import Words, ends, is_prose, says
from assistant.domain.reading.talk import is_question
from assistant.domain.reading.templates import Templates

_SENTENCE = re.compile(r"(?:[^.!?\u3002\uff01\uff1f\n]|\.(?!\s|$)|\n(?!\s*\n)){12,500}")
_STATUS = re.compile(r"(?<![\w.\-])[45]\d\d(?![\w\-]|\.\d)")
_PRINTED = re.compile(
    r"^\W*(?:[\w.\-]+ ?\| ?)?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b"
    r"|Traceback|Error code: \d{3} - |[\"']error[\"']\s*[:=]|\bHTTP/\d|<html"
)
_WIDE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")  # scripts that put what a sentence supposes at its end
_MODEL = "model"
_MOST = 400  # sentences


@dataclass(frozen=True, slots=True)
class Retold:
    """A sentence that retells an error: the cause, where it stands, and how plainly it says that the error came."""

    cause: int
    start: int
    end: int
    told: bool  # by a word of saying
    named: bool  # by its status, or a word that names it
    concepts: int

    @property
    def heard(self) -> bool:
        """Tell whether the sentence itself says that the error came."""
        return self.told or self.named


def retold_at(seen: str, templates: Templates) -> Retold | None:
    """Return the sentence of people that retells an error most plainly, the last of several; None where none does."""
    if len(seen) > len(ends(seen)):
        return None  # nobody tells so much
    prose = _prose(seen)
    spans = list(islice(_SENTENCE.finditer(prose), _MOST))
    providers = {name for _, signal in templates.retold for name in signal.provider}
    around = frozenset(name for name in providers if says(prose, templates.concepts.get(name, ())) >= 0)
    found = [one for span in spans if (one := _retold(span, around, templates))]
    return max(found, key=lambda one: (one.heard, one.concepts, one.start), default=None)


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


def _retold(span: re.Match[str], around: frozenset[str], templates: Templates) -> Retold | None:
    sentence = span[0].lower()
    statuses = {int(one[0]) for one in _STATUS.finditer(sentence)}
    held = {name: says(sentence, phrases) >= 0 for name, phrases in templates.concepts.items()}
    held[_MODEL] |= next(names_in(span[0]), None) is not None
    fitting = [
        (len(signal.in_words) + len(signal.provider), -index)
        for index, signal in templates.retold
        if all(held.get(name) for name in signal.in_words)
        and (not signal.status or not statuses or statuses & set(signal.status))
        and (not signal.provider or around & set(signal.provider))
    ]
    if not fitting or is_question(span[0]):
        return None
    concepts, index = max(fitting)
    told, named = _heard(sentence, templates.words)
    supposed = not told and _is_supposed(sentence, named, templates.words)
    return None if supposed else Retold(-index, span.start(), span.end(), told, named >= 0, concepts)


def _heard(sentence: str, words: Words) -> tuple[bool, int]:
    """Return whether a word of saying stands in a sentence, and where it first names what came, or -1."""
    places = [one.start() for one in _STATUS.finditer(sentence)] + [says(sentence, words.get("naming", ()))]
    return says(sentence, words.get("retelling", ())) >= 0, min((at for at in places if at >= 0), default=-1)


def _is_supposed(sentence: str, named: int, words: Words) -> bool:
    """Tell whether a sentence says before it names the error, in some scripts anywhere, that it may or will come."""
    before = sentence if named < 0 or _WIDE.search(sentence) else sentence[:named]
    return says(before, words.get("unreal", ())) >= 0
