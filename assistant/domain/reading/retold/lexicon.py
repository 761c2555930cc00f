"""Phrases of knowledge, all found in one pass over a text; where each concept is spoken of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Spans = dict[str, list[tuple[int, int]]]  # a concept -> where it is spoken of

_ANY = "*"
_KEY = 3  # characters by which phrases are looked up; shorter ones by all of theirs
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_") | {chr(code) for code in range(0xDF, 0x250)}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase in small letters; `closed` where its last word ends with it."""

    text: str
    closed: bool
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by how they begin: those that begin a word, or have no words around them, and those within words."""

    starts: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    inner: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    idiom: str = ""  # the concept whose phrases hide what stands within them


def compile_lexicon(listed: Mapping[str, Sequence[str]], idiom: str = "") -> Lexicon:
    """Compile phrases by concept; `*` behind a phrase stands for any ending of a word, before it for any beginning."""
    concepts: dict[str, list[str]] = {}
    for name, phrases in listed.items():
        for written in phrases:
            concepts.setdefault(written.lower(), []).append(name)
    starts: dict[str, list[Phrase]] = {}
    inner: dict[str, list[Phrase]] = {}
    for written, names in concepts.items():
        text = written.strip(_ANY)
        phrase = Phrase(text, text[-1] in _LATIN and not written.endswith(_ANY), tuple(names))
        starts.setdefault(text[:_KEY], []).append(phrase)
        if written.startswith(_ANY):
            inner.setdefault(text[:_KEY], []).append(phrase)
    return Lexicon(_frozen(starts), _frozen(inner), idiom)


def _frozen(grouped: Mapping[str, Sequence[Phrase]]) -> dict[str, tuple[Phrase, ...]]:
    return {key: tuple(phrases) for key, phrases in grouped.items()}


def spoken(low: str, lexicon: Lexicon) -> Spans:
    """Return where each concept is spoken of in a text of small letters; idioms hide what stands within them."""
    found: Spans = {}
    within = False
    starts, inner = lexicon.starts, lexicon.inner
    for at, sign in enumerate(low):
        latin = sign in _LATIN
        if within and latin:
            possible = inner.get(low[at : at + _KEY])
        else:
            possible = starts.get(low[at : at + _KEY], ()) + starts.get(low[at : at + 2], ())
            possible = possible if latin else possible + starts.get(sign, ())
        within = latin
        for phrase in possible or ():
            end = at + len(phrase.text)
            if low.startswith(phrase.text, at) and not (phrase.closed and low[end : end + 1] in _LATIN):
                for name in phrase.concepts:
                    found.setdefault(name, []).append((at, end))
    return _unhidden(found, lexicon.idiom)


def _unhidden(found: Spans, idiom: str) -> Spans:
    """Return the places that no idiom hides."""
    hiding = found.pop(idiom, None)
    if not hiding:
        return found
    kept = {
        name: [one for one in spans if not any(_hides(whole, one) for whole in hiding)] for name, spans in found.items()
    }
    return {name: spans for name, spans in kept.items() if spans}


def _hides(whole: tuple[int, int], part: tuple[int, int]) -> bool:
    """Tell whether a phrase is a part of an idiom, and not the same words."""
    return whole != part and whole[0] <= part[0] and part[1] <= whole[1]
