"""How near two sentences are: in Japanese by pairs of Chinese characters and by katakana, in English by stems."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.domain.desk.rewording.hidden import MARK
from assistant.domain.text import Language

_RUN = re.compile("[\u30a1-\u30fa\u30fc]{2,}|[\u3400-\u4dbf\u4e00-\u9fff]+")
_WORD = re.compile(r"[a-z]{3,}")
STEM = 5
FEW = {True: 1, False: 2}  # new words that are always allowed: in a step, elsewhere
SHARE = {True: 0.5, False: 0.75}


def words_of(sentence: str, language: Language) -> list[str]:
    """Return what a sentence says, word by word, without its endings and small words."""
    bare = MARK.sub(" ", sentence)
    if language == "ja":
        return [word for run in _RUN.findall(bare) for word in _pairs(run)]
    return [word[:STEM] for word in _WORD.findall(bare.lower())]


def alike(one: str, other: str, language: Language) -> float:
    """Return how much two sentences share of their words and marks: 0 nothing, 1 everything."""
    left, right = ({*words_of(each, language), *(mark[0] for mark in MARK.finditer(each))} for each in (one, other))
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 1.0


def new_words(sentence: str, known: Collection[str], language: Language, *, strict: bool) -> bool:
    """Tell whether a sentence says so much that the draft does not say that it is another sentence."""
    words = words_of(sentence, language)
    new = [word for word in words if word not in known]
    return len(new) > FEW[strict] and len(new) > SHARE[strict] * len(words)


def _pairs(run: str) -> list[str]:
    if len(run) == 1 or "\u30a1" <= run[0] <= "\u30fc":
        return [run]
    return [run[at : at + 2] for at in range(len(run) - 1)]
