"""A draft behind the fence: its lines, of which the sentences alone may be reworded, their values hidden."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from assistant.domain.desk.rewording.hidden import MARK, Hiding
from assistant.domain.text import Language

_PREFIX = re.compile(r"\s*(?:(?P<step>\d+[.)]|[\u30fb*-])\s*)?")
_ENDED = re.compile(r"[\u3002.?!\uff1f\uff01]$")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what stands before its words, its words with marks, and the id of a sentence that may be reworded."""

    before: str
    words: str
    after: str
    id: str | None = None
    step: bool = False


@dataclass(frozen=True, slots=True)
class Fenced:
    """A draft's lines in order, and what turns marks back into values."""

    language: Language
    lines: tuple[Line, ...]
    hiding: Hiding

    @property
    def sent(self) -> dict[str, str]:
        """The sentences that a language model is given, by id."""
        return {line.id: line.words for line in self.lines if line.id is not None}

    def text(self, reworded: Mapping[str, str]) -> str:
        """Return the draft with its sentences reworded; every other line as it was."""
        return "\n".join(
            line.before + self.hiding.show(reworded.get(line.id or "", line.words)) + line.after for line in self.lines
        )


def fence(text: str, language: Language, hidden: Iterable[str], kept: Collection[str] = ()) -> Fenced:
    """Return a draft behind the fence; `hidden` are values word for word, `kept` are lines that stay as they are."""
    hiding = Hiding(language, tuple(hidden), text)
    stay = {line.strip() for one in kept for line in one.split("\n")}
    lines: list[Line] = []
    number = 0
    for whole in text.split("\n"):
        prefix = _PREFIX.match(whole)
        before = prefix[0] if prefix else ""
        body = whole[len(before) :]
        words = body.rstrip()
        hid = hiding.hide(words)
        may = bool(_ENDED.search(words)) and whole.strip() not in stay and words not in stay
        if may and _LETTER.search(MARK.sub("", hid)):
            number += 1
            step = bool(prefix and prefix["step"])
            lines.append(Line(before, hid, body[len(words) :], f"s{number}", step))
        else:
            lines.append(Line(before, hid, body[len(words) :]))
    return Fenced(language, tuple(lines), hiding)
