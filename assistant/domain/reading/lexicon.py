"""Phrases of knowledge, all found in one pass over a text; where each concept is spoken of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Spans = dict[str, list[tuple[int, int]]]  # a concept -> where it is spoken of

IDIOM = "idiom"  # the list of phrases that hide what stands within them
WORDS = (  # lists of reading.yaml
    IDIOM,
    "retelling",
    "sayer",
    "speaking",
    "naming",
    "supposing",
    "supposing_behind",
    "own_try",
    "general",
    "hearsay",
    "question_end",
)
_ANY = "*"
_KEY = 2  # characters by which phrases are looked up
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_") | {chr(code) for code in range(0xDF, 0x250)}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase in small letters; `open` where any letters of its word may follow."""

    text: str
    open: bool
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by how they begin: those that begin a word, or have no words around them, and those within words."""

    starts: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    inner: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)


def compile_lexicon(listed: Mapping[str, Sequence[str]]) -> Lexicon:
    """Compile phrases by concept; `*` behind a phrase stands for any ending of a word, before it for any beginning."""
    concepts: dict[str, list[str]] = {}
    for name, phrases in listed.items():
        for phrase in phrases:
            concepts.setdefault(phrase.lower(), []).append(name)
    starts: dict[str, list[Phrase]] = {}
    inner: dict[str, list[Phrase]] = {}
    for written, names in concepts.items():
        text = written.strip(_ANY)
        phrase = Phrase(text, written.endswith(_ANY), tuple(names))
        starts.setdefault(text[:_KEY], []).append(phrase)
        if written.startswith(_ANY):
            inner.setdefault(text[:_KEY], []).append(phrase)
    return Lexicon(_frozen(starts), _frozen(inner))


def _frozen(grouped: Mapping[str, Sequence[Phrase]]) -> dict[str, tuple[Phrase, ...]]:
    return {key: tuple(phrases) for key, phrases in grouped.items()}


def spoken(low: str, lexicon: Lexicon) -> Spans:
    """Return where each concept is spoken of in a text of small letters; idioms hide what stands within them."""
    found: Spans = {}
    within = False
    for at, sign in enumerate(low):
        latin = sign in _LATIN
        table = lexicon.inner if within and latin else lexicon.starts
        within = latin
        for phrase in table.get(low[at : at + _KEY], ()):
            _note(found, low, at, phrase)
        if not latin and sign in table:
            for phrase in table[sign]:
                _note(found, low, at, phrase)
    return _unhidden(found)


def _note(found: Spans, low: str, at: int, phrase: Phrase) -> None:
    """Note a phrase where it stands at a place, with the whole of its last word."""
    end = at + len(phrase.text)
    if not low.startswith(phrase.text, at):
        return
    if not phrase.open and phrase.text[-1] in _LATIN and low[end : end + 1] in _LATIN:
        return
    for name in phrase.concepts:
        found.setdefault(name, []).append((at, end))


def _unhidden(found: Spans) -> Spans:
    """Return the places that no idiom hides."""
    hiding = found.pop(IDIOM, None)
    if not hiding:
        return found
    kept = {
        name: [one for one in spans if not any(_hides(idiom, one) for idiom in hiding)]
        for name, spans in found.items()
    }
    return {name: spans for name, spans in kept.items() if spans}


def _hides(idiom: tuple[int, int], span: tuple[int, int]) -> bool:
    """Tell whether a phrase is a part of an idiom, and not the same words."""
    return idiom != span and idiom[0] <= span[0] and span[1] <= idiom[1]
