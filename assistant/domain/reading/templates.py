"""The causes' signals, compiled once: sentence templates by their rarest part, and the codes that speak for a cause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.domain.cause import Cause, Signal
from assistant.domain.reading.retold.retellings import Retellings, compile_retellings
from assistant.domain.reading.text.grams import by_gram, halves, pieces
from assistant.domain.reading.text.skeleton import fold

SLOT = re.compile(r"\{([a-z_]+)\}")
_DOTTED = re.compile(r"[A-Za-z_]+(?:[./][A-Za-z_]+)+")
_WORD = re.compile(r"[A-Za-z]{2,}")
_LONG, _OPENING = 18, 14
_SHORT = 24  # a template of fewer folded letters must also have its dots and slashes, and stand between word boundaries


@dataclass(frozen=True, slots=True)
class Template:
    """One sentence: its folded literal parts with a slot between each two; the longest part is searched for."""

    cause: int  # index of the cause
    signal: Signal
    says: str
    literals: tuple[str, ...]
    slots: tuple[str, ...]  # one fewer than literals
    anchor: int  # index of the literal that is searched for
    leading: str | None  # the slot before the first literal
    trailing: str | None  # the slot behind the last literal
    weight: int
    mark: str = ""  # punctuation right before the trailing slot, where another slot stands before it
    dotted: tuple[str, ...] = ()

    @property
    def short(self) -> bool:
        """Tell whether so few letters match by accident easily."""
        return self.weight < _SHORT


@dataclass(frozen=True, slots=True)
class Templates:
    """Everything that reading needs to know of the causes, and the words of people."""

    causes: tuple[Cause, ...]
    by_anchor: Mapping[str, tuple[Template, ...]]
    by_gram: Mapping[str, tuple[str, ...]]  # a few letters -> the anchors that hold them: searched for first
    openings: tuple[tuple[str, str], ...]  # how a long anchor begins, and the anchor: enough of it to know it cut short
    clauses: tuple[tuple[int, Signal], ...]  # signals without a sentence
    values: frozenset[str]  # every code and type that a signal names
    sharing: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # a code -> the causes whose errors carry it
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    vocabulary: frozenset[str] = frozenset()  # the words of all sentences, and all codes and types
    pieces: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)  # of long anchors, and from where
    runs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # letters of long parts, and those behind them
    retellings: Retellings = field(default_factory=Retellings)  # signals in people's words


def compile_signals(
    causes: Sequence[Cause],
    words: Mapping[str, Sequence[str]] | None = None,
    concepts: Mapping[str, Sequence[str]] | None = None,
) -> Templates:
    """Compile the signals of all causes; people's words are as reading.yaml and concepts.yaml list them."""
    anchors: dict[str, list[Template]] = {}
    clauses: list[tuple[int, Signal]] = []
    values: set[str] = set()
    for index, cause in enumerate(causes):
        for signal in cause.signals:
            values |= {*signal.code, *signal.type}
            if not signal.says and not signal.in_words:
                clauses.append((index, signal))
            for says in signal.says:
                template = _template(index, signal, says)
                anchors.setdefault(template.literals[template.anchor], []).append(template)
    sharing: dict[str, list[int]] = {}
    for index, cause in enumerate(causes):
        named = {code for signal in cause.signals for code in signal.code}
        named |= {str(example.facts["error_code"]) for example in cause.examples if "error_code" in example.facts}
        for code in named:
            sharing.setdefault(code, []).append(index)
    return Templates(
        tuple(causes),
        {anchor: tuple(templates) for anchor, templates in anchors.items()},
        by_gram(anchors),
        tuple((anchor[: max(_OPENING, len(anchor) * 3 // 5)], anchor) for anchor in anchors if len(anchor) > _LONG),
        tuple(clauses),
        frozenset(value for value in values if not value.isdigit()),
        {code: tuple(indexes) for code, indexes in sharing.items() if len(indexes) > 1},
        _lowered(words),
        _vocabulary(anchors.values()) | values,
        pieces(anchors),
        halves(anchor for anchor in anchors if len(anchor) > _LONG),
        compile_retellings(causes, words or {}, concepts or {}),
    )


def _vocabulary(listed: Iterable[Sequence[Template]]) -> frozenset[str]:
    """Return the words of all sentences."""
    says = (template.says for templates in listed for template in templates)
    return frozenset(word.lower() for one in says for word in _WORD.findall(SLOT.sub(" ", one)))


def _lowered(listed: Mapping[str, Sequence[str]] | None) -> dict[str, tuple[str, ...]]:
    return {name: tuple(word.lower() for word in phrases) for name, phrases in (listed or {}).items()}


def _template(index: int, signal: Signal, says: str) -> Template:
    """Take one sentence apart."""
    parts = SLOT.split(says)
    literals = [fold(part) for part in parts[::2]]
    slots = parts[1::2]
    leading = slots.pop(0) if slots and not literals[0] else None
    trailing = slots.pop() if slots and not literals[-1] else None
    mark = parts[-3].strip()[-1:] if trailing and len(parts) > 3 and not fold(parts[-3]) else ""
    kept = [(literal, slot) for literal, slot in zip(literals[bool(leading) :], [*slots, ""], strict=False) if literal]
    texts = tuple(literal for literal, _ in kept)
    if not texts:
        raise ValueError(f"a template needs words besides its placeholders: {says!r}")
    weight = sum(map(len, texts))
    return Template(
        cause=index,
        signal=signal,
        says=says,
        literals=texts,
        slots=tuple(slot for _, slot in kept[:-1]),
        anchor=max(range(len(texts)), key=lambda at: len(texts[at])),
        leading=leading,
        trailing=trailing,
        weight=weight,
        mark=mark,
        dotted=tuple(_DOTTED.findall(says.lower())) if weight < _SHORT else (),
    )
