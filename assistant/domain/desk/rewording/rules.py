"""The words of the fence: tones to ask for, and what a reworded sentence may not say more of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from assistant.domain.text import Language, Text

Watched = Literal["promise", "doubt", "secret", "denial"]


@dataclass(frozen=True, slots=True)
class Tone:
    """One tone: its name for a person, and how it is asked for."""

    label: Text
    ask: Text


@dataclass(frozen=True, slots=True)
class Rewording:
    """What a language model is told, by language, and the words that are counted before and after."""

    instruction: Text
    tones: Mapping[str, Tone] = field(default_factory=dict)
    watched: Mapping[Watched, Mapping[Language, tuple[str, ...]]] = field(default_factory=dict)

    def count(self, kind: Watched, sentence: str, language: Language) -> int:
        """Return how often a sentence says words of one kind."""
        words = self.watched.get(kind, {}).get(language, ())
        return len(_pattern(words, language).findall(sentence)) if words else 0


@lru_cache(maxsize=32)
def _pattern(words: tuple[str, ...], language: Language) -> re.Pattern[str]:
    """Return a pattern of words: in English their beginnings, or whole where one ends with a full stop."""
    if language == "ja":
        return re.compile("|".join(map(re.escape, words)))
    said = (rf"\b{re.escape(one[:-1])}\b" if one.endswith(".") else rf"\b{re.escape(one)}" for one in words)
    return re.compile("|".join(said), re.IGNORECASE)
