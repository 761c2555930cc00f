"""What people type instead of pressing a button, by rules in both languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.domain.knowledge import Phrases

LONGEST = 200
WORDS, SIGNS = 6, 8  # how many times as long as a phrase the text around it may be, in words and in Japanese characters
ASKS = ("?", "\uff1f")
SCRIPTS = re.compile(r"(?<=[a-z0-9])(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])(?=[a-z0-9])")
ELSEWHERE, HERE, OWN = range(3)  # a phrase of an intent that means nothing at this step, of one that does, of a choice


@dataclass(frozen=True, slots=True)
class Meant:
    """What a line of free text was taken for: an intent of phrases.yaml or a choice of this step."""

    id: str
    choice: bool


def understand(
    said: str, phrases: Phrases, choices: Mapping[str, Sequence[str]], intents: Mapping[str, Meant]
) -> Meant | None:
    """Return what a short text means at a step; None when that is not clear.

    `choices` are the step's own answers with the labels that its buttons show, `intents` say what an intent stands for
    here. A label or a phrase counts when the text is it, or holds it and not much more; a question must end with it.
    The longest one found wins. Of two equally long ones the step's own choice wins, then what means something here; a
    tie that is left is not clear.
    """
    line, asks = plain(said), said.rstrip().endswith(ASKS)
    if not line or len(line) > LONGEST:
        return None
    known: list[tuple[int, Meant | None, Iterable[str]]] = [
        (OWN, Meant(choice, True), (*labels, *phrases.choices.get(choice, ()))) for choice, labels in choices.items()
    ]
    for intent, words in phrases.intents.items():
        known.append((HERE if intent in intents else ELSEWHERE, intents.get(intent), words))
    return _best(line, asks, known)


@cache
def _known(phrase: str) -> str:
    return plain(phrase)


def plain(words: str) -> str:
    """Return a text without case, width, punctuation and quotes, and Latin words apart from Japanese ones."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    kept = (char if char.isalnum() else " " for char in folded)
    return " ".join(SCRIPTS.sub(" ", "".join(kept)).split())


def _best(line: str, asks: bool, known: Iterable[tuple[int, Meant | None, Iterable[str]]]) -> Meant | None:
    best: tuple[int, int] = (0, 0)
    found: Meant | None = None
    for rank, meant, words in known:
        length = max((len(one) for one in map(_known, words) if one and _holds(line, one, asks)), default=0)
        if length and (length, rank) > best:
            best, found = (length, rank), meant
        elif (length, rank) == best and meant != found:
            found = None
    return found


def _holds(line: str, phrase: str, asks: bool) -> bool:
    """Tell whether a line holds a phrase and little else; a phrase in Latin letters only as whole words."""
    if phrase.isascii():
        whole, part, long = f" {line} ", f" {phrase} ", len(line.split()) > WORDS * len(phrase.split())
    else:
        whole, part = line.replace(" ", ""), phrase.replace(" ", "")
        long = len(whole) > SIGNS * len(part)
    return not long and (whole.endswith(part) if asks else part in whole)
