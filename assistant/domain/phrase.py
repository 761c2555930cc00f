"""What people type instead of pressing a button, by rules in both languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.knowledge import Phrases

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Meant:
    """What a line of free text was taken for: an intent of phrases.yaml or a choice of this step."""

    id: str
    choice: bool


def understand(said: str, phrases: Phrases, choices: Mapping[str, Sequence[str]]) -> Meant | None:
    """Return what a short text means at a step, or None when that is not clear.

    `choices` are the step's own answers with the labels that its buttons show. A label or a phrase counts when the text
    is it, or holds it; the longest one found wins, and a tie between two meanings is not clear.
    """
    line = plain(said)
    if not line or len(line) > LONGEST:
        return None
    known = [(Meant(choice, True), (*labels, *phrases.choices.get(choice, ()))) for choice, labels in choices.items()]
    known += [(Meant(intent, False), words) for intent, words in phrases.intents.items()]
    return _best(line, known)


def plain(words: str) -> str:
    """Return a text without case, width, punctuation and quotes, for comparison."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    kept = (char if char.isalnum() else " " for char in folded)
    return " ".join("".join(kept).split())


def _best(line: str, known: Iterable[tuple[Meant, Iterable[str]]]) -> Meant | None:
    best: tuple[int, Meant | None] = (0, None)
    for meant, words in known:
        length = max((len(one) for one in map(plain, words) if one and _holds(line, one)), default=0)
        if length > best[0]:
            best = (length, meant)
        elif length and length == best[0] and best[1] != meant:
            best = (length, None)
    return best[1]


def _holds(line: str, phrase: str) -> bool:
    """Tell whether a line holds a phrase; a phrase in Latin letters only as whole words."""
    if phrase.isascii():
        return f" {phrase} " in f" {line} "
    return phrase.replace(" ", "") in line.replace(" ", "")
