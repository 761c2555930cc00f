"""Errors that people retell in their own words: every concept of a cause's signal in one sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from assistant.domain.reading.model_name import names_in
from assistant.domain.reading.people import ends, is_prose, says
from assistant.domain.reading.talk import is_printed, is_question
from assistant.domain.reading.templates import Templates

_SENTENCE = re.compile(r"(?:[^.!?\u3002\uff01\uff1f\n]|\.(?!\s|$)|\n(?!\s*\n)){12,500}")
_STATUS = re.compile(r"(?<![\w.\-])[45]\d\d(?![\w\-]|\.\d)")
_LOGGED = re.compile(r"\W*(?:[\w.\-]+ ?\| ?)?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b")
_WIDE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")  # scripts that put what a sentence supposes at its end
_MODEL = "model"
_MOST = 400  # sentences


@dataclass(frozen=True, slots=True)
class Retold:
    """A sentence that retells an error: the cause, and where it stands."""

    cause: int
    start: int
    end: int
    heard: bool  # whether it says that the error came back: with its status, or by a word of saying
    concepts: int


def retold_at(seen: str, templates: Templates) -> Retold | None:
    """Return the last sentence of people that holds every concept of a cause; of several causes the most concepts."""
    if len(seen) > len(ends(seen)):
        return None  # nobody tells so much
    lines = seen.split("\n")
    fresh = [line if _is_said(line) else " " * len(line) for line in lines]
    if not any(line.strip() for line in fresh):
        fresh = [quoted if _is_said(quoted := _unquoted(line)) else " " * len(line) for line in lines]
    prose = "\n".join(fresh)
    found = [one for span in islice(_SENTENCE.finditer(prose), _MOST) if (one := _retold(span, templates))]
    return max(found, key=lambda one: (one.heard, one.concepts, one.start), default=None)


def _unquoted(line: str) -> str:
    """Return a line of quoted mail without its marks, its places kept."""
    return line.lstrip("> \t").rjust(len(line))


def _is_said(line: str) -> bool:
    """Tell whether a line is a person's own, and new."""
    return is_prose(line) and not (line.lstrip().startswith(">") or _LOGGED.match(line) or is_printed(line))


def _retold(span: re.Match[str], templates: Templates) -> Retold | None:
    sentence, words = span[0].lower(), templates.words
    numbers = list(_STATUS.finditer(sentence))
    statuses = {int(one[0]) for one in numbers}
    held = {name: says(sentence, phrases) >= 0 for name, phrases in templates.concepts.items()}
    held[_MODEL] |= next(names_in(span[0]), None) is not None
    fitting = [
        (len(signal.in_words), -index)
        for index, signal in templates.retold
        if all(held.get(name) for name in signal.in_words)
        and (not signal.status or not statuses or statuses & set(signal.status))
    ]
    if not fitting or is_question(span[0]):
        return None
    told = says(sentence, words.get("retelling", ()))
    named = min(
        (one for one in (numbers[0].start() if numbers else -1, says(sentence, words.get("naming", ()))) if one >= 0),
        default=-1,
    )
    supposed = (
        told < 0
        and says(sentence if named < 0 or _WIDE.search(sentence) else sentence[:named], words.get("unreal", ())) >= 0
    )
    concepts, index = max(fitting)
    return None if supposed else Retold(-index, span.start(), span.end(), told >= 0 or named >= 0, concepts)
