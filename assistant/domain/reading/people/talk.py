"""Whether a line of people only talks about an error: it plans, asks or teaches, and nothing happened."""

from __future__ import annotations

import re

from assistant.domain.reading.people.closed import is_closed, is_settled_report
from assistant.domain.reading.people.documents import is_announcement, is_document, is_foretold, is_plan
from assistant.domain.reading.people.drafts import is_draft, is_explanation, is_ready_text
from assistant.domain.reading.people.prose import Words, ends, is_prose, line_at, says
from assistant.domain.reading.people.traces import is_printed

SENTENCE = re.compile(r"(?<=[.!?\u3002\uff01])\s|(?<=[\u3002\uff01\uff1f])(?=[^\s\u300d\u300f)\uff09])")
_QUESTION = re.compile(
    r"(?:^|[:,;]\s*)\W{0,4}(?:(?:and|or|but|so|also) )?(?:(?:in|for|on|with) \S{1,40} )?"
    r"(?!why\W+(?:(?:am|are|do|did|does|is|was|have|has) (?:i|we|my|our)\b|[45]\d\d\b)"  # it takes it as a fact
    r"|(?:can|could|would) (?:you|some\w+|any\w+)\b[^?]{0,20}\b(?:help|check|look|fix)\b)"
    r"(?:how|what|which|who|whose|where|when|why|is|are|does|do|did"
    r"|can|could|should|would|will)\b[^?]{3,300}\?",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"(?:\u304b|\u5417|\u5462|\uae4c\uc694?|\ub098\uc694)[\u3002.?\uff1f]?\s*$"
)  # a verb's end in ja, zh, ko
_SUPPOSING = ("when", "if", "once", "after")
_CLAUSE = 80  # characters right before an error that may say what gave it


def is_no_report(seen: str, place: int | None, words: Words, *, loosely: bool) -> bool:
    """Tell whether a text reports no error, although it names one: at `place`, in the API's words or `loosely`."""
    if is_ready_text(seen) or is_closed(seen, words) or (place is not None and is_settled_report(seen, place, words)):
        return True
    if is_printed(seen):
        return False
    firm = (
        place is not None and not loosely
    )  # a whole sentence of the API needs more than a text of that kind around it
    if is_announcement(seen, words) and not (firm and not is_foretold(seen, place or 0, words)):
        return True
    if happened(seen, words):
        return False
    if is_document(seen, place if firm else None, words) or (not firm and is_plan(seen, words)):
        return True
    talk = place is not None and is_talk(seen, place, words, loosely=loosely)
    return talk or (loosely and is_explanation(seen)) or is_draft(seen, words)


def is_talk(seen: str, place: int, words: Words, *, loosely: bool) -> bool:
    """Tell whether the person's line at a place plans, asks or teaches."""
    begin, end = line_at(seen, place)
    line = seen[max(begin, place - 400) : min(end, place + 400)]
    sentence = _sentence_at(seen, begin, place, end)
    taught = loosely and any(says(sentence, words.get(name, ())) >= 0 for name in ("teaching", "unreal"))
    told = (taught or says(line, words.get("talking", ())) >= 0) and not _has_come(seen[begin:place], words)
    return is_prose(line) and (told or (loosely and is_question(sentence)))


def _has_come(before: str, words: Words) -> bool:
    """Tell whether the words right before an error say that something gave it, whatever else their line tells."""
    clause = re.split(r"[,;.!?\u3001\u3002]\s?", before[-_CLAUSE:].rstrip())[-1]
    return says(clause, words.get("giving", ())) >= 0 and says(clause, words.get("unreal", ())) < 0


def is_question(sentence: str) -> bool:
    """Tell whether a sentence, or a clause of it, asks something by its word order."""
    return _QUESTION.search(sentence) is not None


def _sentence_at(seen: str, begin: int, place: int, end: int) -> str:
    """Return the sentence around a place in a line."""
    before = SENTENCE.split(seen[max(begin, place - 400) : place])[-1]
    return before + SENTENCE.split(seen[place : min(end, place + 400)])[0]


def happened(seen: str, words: Words) -> bool:
    """Tell whether a person says that something happened to them."""
    return any(
        _is_told(sentence, words)
        for line in ends(seen).split("\n")
        if line.strip() and not line.lstrip().startswith(">") and is_prose(line)
        for sentence in SENTENCE.split(line)
    )


def _is_told(sentence: str, words: Words) -> bool:
    """Tell whether a sentence says that something happened, and does not ask what would."""
    said = sentence
    for formula in words.get("formula", ()):
        said = said.replace(formula, " ")
    if says(said, words.get("happening", ())) < 0:
        return False
    if ASKS.search(sentence) and says(sentence, words.get("unreal", ())) >= 0:
        return False
    return not (is_question(sentence) and says(sentence, _SUPPOSING) >= 0)


__all__ = ["ASKS", "SENTENCE", "happened", "is_no_report", "is_printed", "is_question", "is_talk"]
