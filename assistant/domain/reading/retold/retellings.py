"""What it takes to know an error that people retell: the causes' tellings and the phrases they are told in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.domain.cause import Cause, Signal
from assistant.domain.reading.retold.lexicon import Lexicon, compile_lexicon
from assistant.domain.reading.retold.telling import BROAD, FAILURES, TOLD, Telling, by_rarest, telling_of

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
    "instructive",
    "hearsay",
    "lately",
    "question_end",
)


@dataclass(frozen=True, slots=True)
class Retellings:
    """The causes' tellings by their rarest concept, all phrases, and what may be named anywhere in a text."""

    tellings: Mapping[str, tuple[Telling, ...]] = field(default_factory=dict)
    lexicon: Lexicon = field(default_factory=Lexicon)
    anywhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def compile_retellings(
    causes: Sequence[Cause], words: Mapping[str, Sequence[str]], concepts: Mapping[str, Sequence[str]]
) -> Retellings:
    """Compile the signals in people's words; `words` are as reading.yaml and `concepts` as concepts.yaml lists them."""
    broad = concepts.get(BROAD, ())
    tellings = [
        telling_of(at, signal, broad) for at, cause in enumerate(causes) for signal in cause.signals if signal.in_words
    ]
    tellings += [telling_of(None, Signal(in_words=(one, TOLD)), broad) for one in concepts.get(FAILURES, ())]
    anywhere = {name for one in tellings for name in one.anywhere}
    phrases = {name: listed for name, listed in concepts.items() if name not in (BROAD, FAILURES)}
    return Retellings(
        by_rarest(tellings),
        compile_lexicon(phrases | {name: words.get(name, ()) for name in WORDS}, IDIOM),
        {name: tuple(word.lower() for word in concepts.get(name, ())) for name in anywhere},
    )
