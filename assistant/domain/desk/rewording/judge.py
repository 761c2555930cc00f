"""Whether what a language model gave back may be used: nothing lost, nothing added, nothing said more strongly."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.domain.desk.rewording.fence import Fenced, Line
from assistant.domain.desk.rewording.hidden import MARK
from assistant.domain.desk.rewording.likeness import alike, new_words, words_of
from assistant.domain.desk.rewording.rules import Rewording, Watched
from assistant.domain.text import Language

Reason = Literal["unreadable", "parts", "values", "strange", "added", "steps", "promise", "secret", "meaning"]
LONGEST = 60_000  # characters of an answer
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)
_STOPS: Mapping[Language, re.Pattern[str]] = {
    "ja": re.compile("[\u3002\uff01\uff1f!?]"),
    "en": re.compile(r"[.!?](?=\s|$)"),
}
_PROSE: Mapping[Language, re.Pattern[str]] = {
    "ja": re.compile(
        "[\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe\u3400-\u4dbf\u4e00-\u9fff"
        "\u3005\u3001\u3002\u30fb\uff08\uff09\uff1f? ]"
    ),
    "en": re.compile(r"[A-Za-z ,.;:?()'\u2019\u2013\u2014-]"),
}
_KANA = re.compile("[\u3041-\u30fa]")
_RUN_ON = re.compile(r"\.\w|\w[-\u2013\u2014]{2,}\w")  # an address has a full stop within a word
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z]\w+")


@dataclass(frozen=True, slots=True)
class Rejected:
    """Why an answer may not be used, and the sentence of the draft where that was seen."""

    reason: Reason
    sentence: str = ""


def judge(fenced: Fenced, answer: str, rules: Rewording) -> str | Rejected:
    """Return the reworded draft, or why the plain one stays."""
    reworded = _read(answer)
    if reworded is None:
        return Rejected("unreadable")
    if reworded.keys() != fenced.sent.keys():
        return Rejected("parts")
    clean = {name: said.strip() for name, said in reworded.items()}
    lines = [line for line in fenced.lines if line.id is not None]
    for line in lines:
        reason = next(_faults(line, clean[line.id or ""], fenced, rules), None)
        if reason:
            return Rejected(reason, fenced.hiding.show(line.words))
    steps = [line for line in lines if line.step]
    for line in steps:
        own = alike(clean[line.id or ""], line.words, fenced.language)
        if any(alike(clean[line.id or ""], other.words, fenced.language) > own for other in steps):
            return Rejected("steps", fenced.hiding.show(line.words))
    return fenced.text(clean)


def _read(answer: str) -> dict[str, str] | None:
    """Return the JSON object of strings in an answer, whatever stands around it."""
    found = _OBJECT.search(answer[:LONGEST])
    try:
        data = json.loads(found[0], object_pairs_hook=_once) if found else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not all(isinstance(one, str) for one in data.values()):
        return None
    return data


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def _faults(line: Line, said: str, fenced: Fenced, rules: Rewording) -> Iterator[Reason]:
    """Yield what is wrong with one sentence, the gravest first."""
    language, before = fenced.language, line.words
    if Counter(MARK.findall(said)) != Counter(MARK.findall(before)):
        yield "values"
    bare, was = MARK.sub("", said), MARK.sub("", before)
    if _strange(bare, said, was, language):
        yield "strange"
    longer = len(bare) > len(was) * 8 // 5 + 24
    if longer or len(_STOPS[language].findall(said)) > len(_STOPS[language].findall(before)):
        yield "added"
    yield from _watched(line, said, rules, language)
    known = {word for other in fenced.lines for word in words_of(other.words, language)}
    if new_words(said, known, language, strict=line.step):
        yield "added"
    if len(bare) < len(was) // 4:
        yield "meaning"


def _watched(line: Line, said: str, rules: Rewording, language: Language) -> Iterator[Reason]:
    """Yield what the words tell that are counted: a promise or a secret more, a doubt less, a "not" lost or won."""

    def count(kind: Watched) -> tuple[int, int]:
        return rules.count(kind, line.words, language), rules.count(kind, said, language)

    (promised, promises), (doubted, doubts) = count("promise"), count("doubt")
    if promises > promised or (doubted and not doubts):
        yield "promise"
    secret, secrets = count("secret")
    if secrets > secret:
        yield "secret"
    denied, denies = count("denial")
    if bool(denied) != bool(denies) and (denied or line.step):
        yield "meaning"


def _strange(bare: str, said: str, was: str, language: Language) -> bool:
    """Tell a sign that the language's prose has not: of an address, a number, code, markup or another language."""
    own = set(was)
    if any(not _PROSE[language].fullmatch(char) and char not in own for char in bare):
        return True
    if language == "ja":
        return not _KANA.search(bare)
    return any(one not in was for one in (*_RUN_ON.findall(bare), *_NAME.findall(said)))
