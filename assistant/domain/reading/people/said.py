"""What people say in a text, sentence by sentence, and whether they only suppose it."""

from __future__ import annotations

import re

from assistant.domain.reading.people.prose import ends, is_prose
from assistant.domain.reading.retold.heard import Sentence, sentences
from assistant.domain.reading.retold.retellings import Retellings

_PRINTED = re.compile(
    r"^\W{0,20}(?:[\w.\-]{1,60} ?\| ?)?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b"
    r"|^[\w.]{1,20} ERR!|Traceback|Error code: \d{3} - |[\"']error[\"']\s*[:=]|\bHTTP/\d|<html"
)
_FIELD = re.compile(
    r"[ \t*\-]{0,8}(?!Model\b)[A-Z][A-Za-z ]{1,24}[*]{0,2}: {0,4}\S+\s*$"
)  # of a form, with one word in it
_TAG = re.compile(r"^\s*\[[A-Za-z][A-Za-z /]{1,20}\](?=\s*[A-Za-z])")
_FRAME = re.compile(r"\s{0,8}[|\u2502\u2503]([^|\u2502\u2503]*)[|\u2502\u2503]\s{0,8}")
_ARROW = re.compile(r"(?<=\s)[-=]>(?=\s)")
_STATUS_FIRST = re.compile(r"[\s\-*\u30fb\u2022|]{0,8}([45]\d\d)\b", re.ASCII)
_SUPPOSING = frozenset({"supposing", "general", "instructive"})
_LITTLE, _WORDLESS = 400, 40  # characters of new words above quoted mail; fewer letters than these say nothing
_FEW = 2  # statuses that make a list
_MOST = 400  # sentences
_ROUND = 500  # characters around a place in which its sentence stands


def said_in(seen: str, retellings: Retellings) -> list[Sentence]:
    """Return the sentences of people in a text; none of a text that is too long, as nobody tells so much."""
    if len(seen) > len(ends(seen)):
        return []
    said = list(sentences(_prose(seen), retellings.lexicon, _MOST))
    listed = _listed(said)
    return [one for one in said if one.start not in listed] if listed else said


def _listed(said: list[Sentence]) -> set[int]:
    """Return where sentences start that begin with a status, where several do: they list what there is."""
    begun = {one.start: found[1] for one in said if (found := _STATUS_FIRST.match(one.low))}
    return set(begun) if len(set(begun.values())) >= _FEW else set()


def only_supposes(seen: str, retellings: Retellings) -> bool:
    """Tell whether all sentences of people that name errors only suppose them, or list what there is."""
    if len(seen) > len(ends(seen)):
        return False
    said = list(sentences(_prose(seen), retellings.lexicon, _MOST))
    listed = _listed(said)
    naming = [one for one in said if one.statuses or "naming" in one.spans]
    return bool(naming) and all(
        one.start in listed or (one.supposed and not one.spans.keys().isdisjoint(_SUPPOSING)) for one in naming
    )


def is_told_at(seen: str, place: int, retellings: Retellings) -> bool:
    """Tell whether the sentence of a person around a place says that its words came back."""
    low, high = max(0, place - _ROUND), place + _ROUND
    said = sentences(_prose(seen[low:high]), retellings.lexicon, _MOST)
    return any(one.told and one.start <= place - low < one.end for one in said)


def _prose(seen: str) -> str:
    """Return the text with line breaks for all that is not people's own, its places kept.

    Quoted mail counts where hardly anything is written above it.
    """
    lines = [_unframed(line) for line in seen.split("\n")]
    fresh = [line if _is_said(line) else "\n" * len(line) for line in lines]
    if sum(map(str.isalnum, "".join(fresh)[:_LITTLE])) < _WORDLESS and any(map(_is_quote, lines)):
        fresh = [quoted if _is_said(quoted := _unquoted(line)) else "\n" * len(line) for line in lines]
    return "\n".join(fresh)


def _unframed(line: str) -> str:
    """Return a line without the frame around it, its places kept."""
    framed = _FRAME.fullmatch(line)
    return f" {framed[1]} ".rjust(len(line)) if framed else line


def _is_quote(line: str) -> bool:
    """Tell whether a line is of an older mail."""
    return line.lstrip().startswith(">")


def _unquoted(line: str) -> str:
    """Return a line of quoted mail without its marks, its places kept."""
    return line.lstrip("> \t").rjust(len(line))


def _is_said(line: str) -> bool:
    """Tell whether a line is a person's own, and new; a tag before it and arrows in it make it no program's."""
    if _is_quote(line) or _PRINTED.search(line) or _FIELD.match(line):
        return False
    return is_prose(line) or is_prose(_ARROW.sub(" ", _TAG.sub("", line, count=1)))
