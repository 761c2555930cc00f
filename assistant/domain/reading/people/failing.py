"""Whether anything in a text says that something failed, whatever it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.domain.reading.people.claims import claimed_at
from assistant.domain.reading.people.liveness import is_program
from assistant.domain.reading.people.phrases import occurring, says_apart
from assistant.domain.reading.people.prose import ends, says
from assistant.domain.reading.people.situation import ROW, TABLE, is_automatic, is_notice
from assistant.domain.reading.people.talk import ASKS, SENTENCE, happened, is_printed, is_question

_ERROR = re.compile(  # as programs print that something failed
    r"Traceback \(most recent|\b[A-Z]\w*(?:Error|Exception)\b\s*[:(]|\bERR!|\b(?:ERROR|FATAL|error"
    r"|Error)\b[ \t]*[:\]0-9(]|[\"']error[\"']\s*[:=]"
    r"|\b[Ss]tatus(?: [Cc]ode)?[\"']?[:=]\s?[45]\d\d\b|\bHTTP/[0-9.]{1,3}[\"']?\s*[45]\d\d\b"
    r"|\bwith (?:(?:status )(?:code )?[45]\d\d\b|[45]\d\d status\b)"
    r"|\b(?:[a-z_]\w*\.)+(?:exceptions?|errors)\.[A-Z]\w+:"
    r"|\b[a-z]+(?:_[a-z]+)*_exception\b[\"']?[:,]|\b[a-z]+(?:_[a-z]+)*_error\.[a-z]+_[a-z_]+\b"
    r"|\b(?:PERMISSION_DENIED|UNAUTHENTICATED|RESOURCE_EXHAUSTED|FAILED_PRECONDITION)\b"
)
_ALSO_SAID = re.compile(  # what a person may write as well
    r"\b[Ss]tatus(?: [Cc]ode)? ?[45]\d\d\b|\bHTTP ?[45]\d\d\b"
    r"|\b[45]\d\d (?:Forbidden|Unauthorized|Not Found|Client Error|Bad|Too Many|Internal)"
)
_MARKS = ("Traceback (most recent", "Error: ", "Exception: ", "[ERROR]", " ERROR ")
_STATUS_CELL = re.compile(r"(?m)(?<=\|)[ \t]{0,8}[45]\d\d[ \t]{0,8}(?=\|)")  # a table of statuses explains them
_LIST = re.compile(r"\[(?:[ \t]*\d{3}[ \t]*,)*[ \t]*$")  # a list of statuses, as a configuration has it
_LONGEST, _SHORT = 200, 90  # characters of a line whose status reports something: where more tells so, and by itself
_TASK = re.compile(r"\s*[-*] \[[ xX]\]")
_NOUN, _COMPOUNDS = len("error"), 20  # "error code": how many of one line are looked at
_APART = "failing_apart"
_LATIN = 0x2E7F  # the scripts behind it put the verb, and what it supposes, at a sentence's end
_STATUS = re.compile(r"(?:(?<![A-Za-z0-9_.\-])(?:40[0-9]|42[29]|50[0-4])|(?<=\bHTTP )[45]\d\d)(?![A-Za-z0-9_%]|\.\w)")


def _fails(line: str, failing: tuple[str, ...], words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether a line says that something fails, and not that nothing does."""
    for _ in range(_COMPOUNDS):
        found = says(line, failing)
        if found < 0 or _is_denied(line, found, words):
            return False
        if says(line[found:], words.get("absent", ())) == 0:
            line = line[found + _NOUN :]
            continue
        if says(line[found:], words.get("compound", ())) != 0:
            break
        line = line[found + _NOUN :]
    only_named = says(line, tuple(word for word in failing if word not in words.get("named", ()))) < 0
    return not (only_named and _is_asked(line, words))


def _is_denied(line: str, found: int, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether the words right before one of failure, which denies nothing itself, say that there was none."""
    negative = line[found:].lower().startswith(words.get("negative", ("\n",)))
    return not negative and says(line[max(0, found - 14) : found], words.get("nothing", ())) >= 0


def _named(line: str, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether a line names a status, and not that there was none."""
    return any(
        says(line[found.end() :].lstrip(), words.get("counted", ())) != 0
        and says(line[max(0, found.start() - 14) : found.start()], words.get("nothing", ())) < 0
        and not (_LIST.search(line, 0, found.start()) and line[found.end() : found.end() + 1] in (",", "]"))
        for found in _STATUS.finditer(line)
    )


def _is_unreal(line: str, failing: tuple[str, ...], words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether every sentence of a line that names a failure says before it that it will, would or may be."""
    real = False
    for sentence in SENTENCE.split(line):
        status = _STATUS.search(sentence)
        named = says(sentence, failing)
        at = named if named >= 0 else status.start() if status else -1
        verb = says(sentence, tuple(word for word in failing if word not in words.get("named", ()))) >= 0
        wide = not verb or any(ord(char) > _LATIN for char in sentence)
        before = sentence if wide else sentence[: max(at, 0)]
        asked = is_question(sentence) or _asks_of(sentence, at, words)
        real |= at >= 0 and says(before, words.get("unreal", ())) < 0 and not asked
    return not real


def _fails_apart(sentence: str, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether a sentence says that something fails in words that do not stand side by side."""
    if not says_apart(sentence, words.get(_APART, ())) or is_question(sentence):
        return False
    return says(sentence, words.get("unreal", ())) < 0 and not _is_asked(sentence, words)


def _asks_of(sentence: str, at: int, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether a sentence in ja, zh or ko asks about what it names, and does not state it first."""
    if at < 0 or not ASKS.search(sentence) or says(sentence, words.get("cause_asked", ())) >= 0:
        return False
    return says(sentence[at:], words.get("stated_first", ())) < 0


def _is_asked(line: str, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether a line asks for a way or speaks of what is settled, so that an error it names did not happen."""
    asked = any(says(line, words.get(name, ())) >= 0 for name in ("asking", "supposed"))
    return asked or claimed_at(line, words) >= 0


def is_error(seen: str, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether anything in the text says that something failed."""
    edges = ends(seen)
    words = {**occurring(edges, words), _APART: words.get(_APART, ())}
    if is_notice(edges) or is_automatic(edges, words):
        return "Traceback (most recent" in edges
    lines = [line for line in edges.split("\n")[:4000] if line.strip() and not is_program(line)]
    if any(_ERROR.search(line) for line in lines) or any(mark in seen for mark in _MARKS):
        return True
    if any(is_program(line) for line in edges.split("\n")[:400]):
        return False
    real = is_printed(edges) or happened(edges, words)
    failing = words.get("failing", ())
    live = [line for line in lines if real or not (_is_unreal(line, failing, words))]
    said = [one for line in live for one in SENTENCE.split(line) if real or not _is_unreal(one, failing, words)]
    if any(_fails(one, failing, words) or _ALSO_SAID.search(one) for one in said):
        return True
    if any(_fails_apart(one, words) for line in lines for one in SENTENCE.split(line)):
        return True
    tabled = TABLE.search(edges) is not None and len({found[0] for found in _STATUS_CELL.finditer(edges)}) > 1
    return any(
        _named(line, words)
        and len(line) < (_LONGEST if real else _SHORT)
        and not _TASK.match(line)
        and not (tabled and ROW.match(line))
        and not _is_asked(line, words)
        for line in live[:50]
    )
