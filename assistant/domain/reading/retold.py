"""Errors that people retell in their own words: every concept of a cause's signal in one sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from assistant.domain.reading.people import ends, is_prose, says
from assistant.domain.reading.talk import is_printed, is_question
from assistant.domain.reading.templates import Templates

_SENTENCE = re.compile(r"(?:[^.!?\u3002\uff01\uff1f\n]|\.(?!\s|$)|\n(?!\s*\n)){12,500}")
_STATUS = re.compile(r"(?<![\w.\-])[45]\d\d(?![\w\-]|\.\d)")
_LOGGED = re.compile(r"\W*(?:[\w.\-]+ ?\| ?)?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b")
_MOST = 400  # sentences


@dataclass(frozen=True, slots=True)
class Retold:
    """A sentence that retells an error: the cause, and where it stands."""

    cause: int
    start: int
    end: int
    heard: bool  # whether it says that the error came back: with its status, or by a word of saying


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
    return max(found, key=lambda one: (one.heard, one.start), default=None)


def _unquoted(line: str) -> str:
    """Return a line of quoted mail without its marks, its places kept."""
    return line.lstrip("> \t").rjust(len(line))


def _is_said(line: str) -> bool:
    """Tell whether a line is a person's own, and new."""
    return is_prose(line) and not (line.lstrip().startswith(">") or _LOGGED.match(line) or is_printed(line))


def _retold(span: re.Match[str], templates: Templates) -> Retold | None:
    sentence = span[0].lower()
    statuses = {int(one[0]) for one in _STATUS.finditer(sentence)}
    held = {name: says(sentence, phrases) >= 0 for name, phrases in templates.concepts.items()}
    fitting = [
        (len(signal.in_words), -index)
        for index, signal in templates.retold
        if all(held.get(name) for name in signal.in_words)
        and (not signal.status or not statuses or statuses & set(signal.status))
    ]
    if not fitting or is_question(span[0]) or says(sentence, templates.words.get("unreal", ())) >= 0:
        return None
    heard = bool(statuses) or says(sentence, templates.words.get("retelling", ())) >= 0
    return Retold(-max(fitting)[1], span.start(), span.end(), heard)
