"""What a language model never sees: ids, links, models, numbers, names, labels; a mark stands for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from assistant.domain.text import Language

MARK = re.compile(r"\u27e6([a-z]+)\u27e7")
_WORD = r"[A-Za-z\d_]+(?:[.:/@+%_=&?~#'-]+[A-Za-z\d_]+)*%?"
_FIXED = (
    r"https?://[^\s\u3000-\u3003\uff08\uff09\u300c-\u300f]+",
    r"\[masked:[a-z0-9_]+\]",
    r"`[^`\n]+`",
    r"\u300c[^\u300c\u300d\n]*\u300d",
    r"\u300e[^\u300e\u300f\n]*\u300f",
    r'"[^"\n]*"',
    r"\u201c[^\u201c\u201d\n]*\u201d",
    r"[\u27e6\u27e7]",
)
_PLAIN = re.compile(r"[A-Za-z]?[a-z]*(?:'[a-z]+)?")
_BEGINS = re.compile(r"(?:^|[.?!:]\s+)$")


@dataclass
class Hiding:
    """Replaces values by marks, the same value by the same mark, throughout one draft."""

    language: Language
    values: Iterable[str]
    text: str = ""
    marks: dict[str, str] = field(default_factory=dict)  # value -> mark
    _pattern: re.Pattern[str] = field(init=False)
    _names: set[str] = field(init=False)

    def __post_init__(self) -> None:
        """Make the pattern: what is known word for word before what only looks like a value."""
        lines = {line.strip() for value in self.values for line in value.splitlines() if line.strip()}
        known = [_bounded(one) for one in sorted(lines, key=lambda one: (-len(one), one))]
        self._pattern = re.compile("|".join([*known, *_FIXED, f"(?P<word>{_WORD})"]))
        self._names = set(self._named(self.text))

    def hide(self, words: str) -> str:
        """Return words with a mark in the place of every value."""
        return self._pattern.sub(lambda found: self._said(found, words), words)

    def blind(self, words: str) -> str:
        """Return words with dots in the place of every value: for what is read and never written back."""
        return self._pattern.sub(lambda found: found[0] if self._plain(found, words) else "\u2026", words)

    def show(self, words: str) -> str:
        """Return words with their values in the place of the marks."""
        values = {mark: value for value, mark in self.marks.items()}
        return MARK.sub(lambda found: values.get(found[0], found[0]), words)

    def _said(self, found: re.Match[str], words: str) -> str:
        if self.language == "en" and self._plain(found, words):
            return found[0]
        return self.marks.setdefault(found[0], f"\u27e6{_letters(len(self.marks))}\u27e7")

    def _plain(self, found: re.Match[str], words: str) -> bool:
        """Tell whether a match is an English word, in small letters or at a sentence's start, and no name or value."""
        word = found["word"]
        if word is None or not _PLAIN.fullmatch(word):
            return False
        begins = bool(_BEGINS.search(words[: found.start()]))
        return word.islower() or word == "I" or (begins and word not in self._names)

    def _named(self, text: str) -> Iterator[str]:
        """Yield the words that stand in capitals amid a sentence, such as a console's labels."""
        for line in text.split("\n"):
            for found in re.finditer(r"(?<=[a-z,] )[A-Z][a-z]+", line):
                yield found[0]


def _bounded(value: str) -> str:
    left = r"(?<![A-Za-z0-9])" if value[0].isascii() and value[0].isalnum() else ""
    right = r"(?![A-Za-z0-9])" if value[-1].isascii() and value[-1].isalnum() else ""
    return f"{left}{re.escape(value)}{right}"


def _letters(number: int) -> str:
    rest, last = divmod(number, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("a") + last)
