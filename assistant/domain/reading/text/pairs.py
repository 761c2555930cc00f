"""Keys with their values, and the braces they stand in: read the same from JSON, Python, JavaScript, Ruby or a log."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from assistant.domain.reading.facts.values import VARIANT
from assistant.domain.reading.text.source import unwrapped

_KEY = re.compile(
    r"(?<![A-Za-z0-9$])(?P<key>[A-Za-z][A-Za-z0-9]{0,39}(?:[_.\-][A-Za-z0-9]{1,40}){0,5})"
    r"[\"'`\])*]{0,4}[ \t]{0,4}(?:=>|->|:=|=(?![=~])|:(?!:))"
    r"(?:[ \t]{0,60}\|?[ \t]{0,8}\n[ \t]{0,8}(?:[>|] ?){1,4}[ \t]{0,40}|\s{0,40})"
    r"(?:string\(\d{1,4}\)\s?|Some\(|Optional[\[(]|Just |u(?=[\"']))?(?P<quote>[\"'`*]{0,3})"
)
_SCALAR = re.compile(rf"[^\s,;\"'`{{}}\[\]()<>*]{{1,200}}(?:{VARIANT})?")
_WRAPPED = re.compile(r"[\w.\-]{1,80}[ \t]*\n[ \t>|]{0,40}[\w.\-]{1,80}")
_BEFORE = re.compile(
    r"(?:^|[^A-Za-z])(?P<word>status|error|request|project|organi[sz]ation|http|response|model|correlation)[ _]$",
    re.IGNORECASE,
)
_MIXED = re.compile(r"[\w.\-]{1,80}(?=[\"'`]\s{0,4}[,}\])])")  # a name whose quotation may end in another mark
_CUT = re.compile(r"[ \t]*(?:\Z|\s{0,4}(?:\.\.|\u2026)|[(\[<])")  # behind a value whose quotation never ends
_BRACE = re.compile(r"[{}]")
_NONE = frozenset({"", "null", "none", "nil", "undefined", "n/a", "nan", "-"})
LIMIT = 60_000


@dataclass(frozen=True, slots=True)
class Pair:
    """One key with its value; `group` is the braces it stands in, -1 for none."""

    key: str  # lower case, without marks between words
    value: str
    start: int  # of the value, in the whole text
    end: int
    group: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A pair of braces; the closing one may be missing."""

    start: int
    end: int
    parent: int


class Pairs:
    """All keys with values in a stretch of text, and the braces around them."""

    def __init__(self, text: str, start: int, end: int) -> None:
        """Read the stretch, at most `LIMIT` characters of it."""
        end = min(end, start + LIMIT)
        self.groups = _groups(text, start, end)
        self.all = _pairs(text, start, end, self.groups)
        self._starts = [pair.start for pair in self.all]

    def near(self, place: int, reach: int) -> list[Pair]:
        """Return the pairs whose values begin at most so many characters from a place."""
        return self.all[bisect_left(self._starts, place - reach) : bisect_right(self._starts, place + reach)]

    def enclosing(self, place: int) -> list[int]:
        """Return the braces around a place, the innermost first."""
        inside = [at for at, group in enumerate(self.groups) if group.start < place < group.end]
        return sorted(inside, key=lambda at: -self.groups[at].start)

    def of(self, group: int, *keys: str) -> Pair | None:
        """Return the first pair with one of the keys right inside of the braces."""
        for key in keys:
            for pair in self.all:
                if pair.group == group and pair.key == key:
                    return pair
        return None

    def keys(self, group: int) -> set[str]:
        """Return the keys right inside of the braces."""
        return {pair.key for pair in self.all if pair.group == group}


def is_none(value: str) -> bool:
    """Tell whether a value says that there is none."""
    return value.lower() in _NONE


def _groups(text: str, start: int, end: int) -> list[Group]:
    """Return the braces of a stretch, in the order of their beginnings."""
    opened: list[int] = []
    found: list[Group] = []
    for brace in _BRACE.finditer(text, start, end):
        place = brace.start()
        if brace[0] == "{":
            found.append(Group(place, 1 << 60, opened[-1] if opened else -1))
            opened.append(len(found) - 1)
        elif opened:
            last = opened.pop()
            found[last] = Group(found[last].start, place, found[last].parent)
    return found


def _pairs(text: str, start: int, end: int, groups: list[Group]) -> list[Pair]:
    """Return the pairs of a stretch, each with the braces it stands in."""
    pairs = []
    at, around = 0, -1
    for found in _KEY.finditer(text, start, end):
        place = found.start()
        while at < len(groups) and groups[at].start < place:
            around = at
            at += 1
        while around >= 0 and groups[around].end <= place:
            around = groups[around].parent
        value, first, last = _value(text, found.end(), found["quote"][-1:])
        pairs.append(Pair(_name(text, found), value, first, last, around, bool(found["quote"].strip("*"))))
    return pairs


def _name(text: str, found: re.Match[str]) -> str:
    """Return a key in lower case, joined with the word before it where keys are written in words."""
    key = re.sub(r"[_.\-]", "", found["key"]).lower()
    if key in ("code", "id", "type", "status", "name", "group"):
        before = _BEFORE.search(text[max(0, found.start() - 16) : found.start()])
        if before:
            key = before["word"].lower() + key
    return key


def _value(text: str, at: int, quote: str) -> tuple[str, int, int]:
    """Return the value that begins at `at`, and its place."""
    if quote and quote != "*":
        mixed = _MIXED.match(text, at)
        if mixed:
            return mixed[0], at, mixed.end()
        end = text.find(quote, at, at + 400)
        line = text.find("\n", at, at + 400)
        inner = text[at : max(at, end)]
        if end >= 0 and (line < 0 or end < line or "\n" not in inner.strip()):
            return inner.strip(), at, end
        if end >= 0 and _WRAPPED.fullmatch(inner):
            return unwrapped(inner), at, end
    found = _SCALAR.match(text, at)
    if not found:
        return "", at, at
    value = found[0].rstrip(".:")
    if quote and quote != "*" and _CUT.match(text, at + len(value)):
        return "", at, at
    return value, at, at + len(value)
