"""Whether a sentence of people says that an error came: by a word of saying, by its status, or by naming it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.domain.reading.facts.model_name import names_in
from assistant.domain.reading.facts.status import statuses_in
from assistant.domain.reading.people.talk import is_question
from assistant.domain.reading.retold.lexicon import Lexicon, Spans, spoken

MODEL = "model"  # the concept that a model's name stands for

_SENTENCE = re.compile(  # a quotation in corner brackets is one whole, and so are letters with their full stops
    r"(?:\u300c[^\u300c\u300d\n]{0,200}\u300d|[^.!?\u3002\uff01\uff1f\n]|\.(?!\s|$)|(?<=[\s.(][A-Za-z])\."
    r"|\?(?![\s\u3000-\uffef]|$)|\n(?![ \t]{0,40}(?:\n|[-*\u30fb\u2022\u25cf\u25a0\u25c6\u25aa]|\d{1,2}[.)]))){3,500}"
    r"[?\uff1f]?"
)
_BROKEN = re.compile(
    r"(?<=[\u3040-\u30ff\u4e00-\u9fff])\n[ \t]*(?=[\u3040-\u30ff\u4e00-\u9fff])"
)  # within a line that was wrapped
_TAIL = 1  # characters behind the word that makes a sentence a question
_LISTED = 2  # statuses in one sentence; more are a list of what there is
_WIDE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")  # scripts that put what a sentence supposes at its end
_CLAUSE = re.compile(r"[,;:\u3001\u3002(\u2013\u2014]|\s-\s")
_BEFORE, _BEHIND = 48, 8  # characters around a word of saying in which the words stand that make it a supposition
_SAYER = 24  # characters between it and who says it
_BESIDE = 3  # characters between it and what makes it hearsay
_WHY = re.compile(r"\W*(?:and |but |so )?(?:why|how come)\b")  # it takes for a fact what it asks about


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in small letters, its model names blanked, with its concepts and how it says that an error came."""

    start: int
    end: int
    low: str
    spans: Spans
    names: int  # of models
    statuses: frozenset[int]
    told: bool
    named: bool
    supposed: bool  # it names an error that may or will come, or asks about it

    @property
    def heard(self) -> bool:
        """Tell whether it says itself that the error came."""
        return self.told or self.named


def sentences(prose: str, lexicon: Lexicon, most: int) -> Iterator[Sentence]:
    """Yield the sentences of people in a text, at most so many."""
    for at, found in enumerate(_SENTENCE.finditer(prose)):
        if at == most:
            return
        if found[0].strip():
            yield _sentence(found, lexicon)


def _sentence(found: re.Match[str], lexicon: Lexicon) -> Sentence:
    text = _BROKEN.sub("", found[0])
    names = list(names_in(text))
    low = _blanked(text.lower(), names).replace("\u2019", "'").replace("\n", " ")
    spans = spoken(low, lexicon)
    if names:
        spans[MODEL] = [*spans.get(MODEL, ()), *names]
    numbers = statuses_in(low)
    statuses = frozenset(int(number) for number, _, _ in numbers)
    naming = sorted([*((start, end) for _, start, end in numbers), *spans.get("naming", ())])
    wide = _WIDE.search(low) is not None
    saying = [*spans.get("retelling", ()), *([] if "general" in spans else _spoken_by(spans))]
    asked = is_question(found[0]) and not (_WHY.match(low) and saying)
    asked |= not saying and any(len(low) - _TAIL <= end for _, end in spans.get("question_end", ()))
    asked |= len(statuses) > _LISTED or "instructive" in spans
    told = not asked and any(not _is_supposed(low, one, spans, wide) for one in saying)
    supposed = asked or (not told and _only_supposes(low, naming, spans, wide))
    supposed |= not told and not statuses and "hearsay" in spans
    named = bool(naming) and not supposed
    return Sentence(found.start(), found.end(), low, spans, len(names), statuses, told, named, supposed)


def _blanked(low: str, names: list[tuple[int, int]]) -> str:
    """Return a sentence with its models' names blanked, so that no concept is read into them."""
    for start, end in names:
        low = low[:start] + "\0" * (end - start) + low[end:]
    return low


def _spoken_by(spans: Spans) -> list[tuple[int, int]]:
    """Return the words of saying that have beside them who says it."""
    sayers = spans.get("sayer", ())
    return [
        one for one in spans.get("speaking", ())
        if any(one != who and one[0] - _SAYER <= who[1] and who[0] <= one[1] + _SAYER for who in sayers)
    ]  # fmt: skip


def _is_supposed(low: str, said: tuple[int, int], spans: Spans, wide: bool) -> bool:
    """Tell whether the words around a word of saying make it a supposition, or hearsay."""
    start, end = said
    if wide and any(end - 2 <= one[0] <= end + _BEHIND for one in spans.get("supposing_behind", ())):
        return True
    if any(one[0] <= end + _BESIDE and start - _BESIDE <= one[1] for one in spans.get("hearsay", ())):
        return True
    stop = max((found.end() for found in _CLAUSE.finditer(low, max(0, start - _BEFORE), start)), default=0)
    since = max(stop, start - _BEFORE)
    return any((since <= one[0] < start or _opens(low, one[0])) for one in _suppositions(spans))


def _suppositions(spans: Spans) -> list[tuple[int, int]]:
    """Return where something is supposed, and not tried by those who tell it."""
    tried = spans.get("own_try", ())
    return [one for one in spans.get("supposing", ()) if not any(low <= one[0] < high for low, high in tried)]


def _opens(low: str, place: int) -> bool:
    """Tell whether a word begins its sentence."""
    return not low[:place].strip(" -*\u30fb\"'")


def _only_supposes(
    low: str, naming: list[tuple[int, int]], spans: Mapping[str, list[tuple[int, int]]], wide: bool
) -> bool:
    """Tell whether a sentence without a word of saying tells what may or will come."""
    if "general" in spans:
        return True
    first = naming[0][0] if naming else len(low)
    if any(one[0] < first for one in spans.get("supposing", ())):
        return True
    return wide and any(
        said[1] - 2 <= one[0] <= said[1] + _BEHIND for said in naming for one in spans.get("supposing_behind", ())
    )
