"""The values that are read: ids of projects and organizations, and which words only hold the place of a name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.reading.text.source import Source, unwrapped

VARIANT = r"\[[0-9]{1,4}[kmKM]\]"  # the size of the context that a tool appends to a name
_VARIANT = re.compile(rf"[A-Za-z0-9]{VARIANT}$")
_BLANK = re.compile(
    r"\.{2,}|\u2026|x{4,}|\*{2,}|[<{\[]|\$\w|%s|^(?:your|the|some)[-_ ]|^my[-_ ]?(?:model|deployment)(?:[-_ ]?name)?$"
    r"|^(?:model|name|id|x|y|m|none|null"
    r"|undefined)$|\[masked",
    re.IGNORECASE,
)
PROJECT = re.compile(r"(?<![A-Za-z0-9_])proj_(?P<body>[A-Za-z0-9]{24})(?![A-Za-z0-9])")
_BODY_LENGTH = 24
_PROJECT_LENGTH = 29
_LINE_END = re.compile(r"[ \t]*[|]?[ \t]*\r?\n")
ORGANIZATION = re.compile(r"(?<![A-Za-z0-9_\-])org-[A-Za-z0-9]{16,40}(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Value:
    """A value read from the text, and its place there; no place when it had to be put together."""

    text: str
    start: int | None = None
    end: int | None = None
    doubtful: bool = False


def is_variant(name: str) -> bool:
    """Tell whether a name ends with the size that a tool appends to it."""
    return _VARIANT.search(name) is not None


def is_blank(value: str) -> bool:
    """Tell whether a value only holds the place of a name."""
    name = value[: value.rindex("[")] if is_variant(value) else value
    return not name or _BLANK.search(name) is not None


def project_in(source: Source, start: int, end: int) -> Value | None:
    """Return the complete project id in a stretch, put together where it was broken, or None."""
    text = source.text[start:end]
    begin = text.find("proj_")
    if begin < 0:
        text = unwrapped(text)
        found = re.search(r"proj_[A-Za-z0-9]*", text)
        return Value(found[0]) if found and len(found[0]) == _PROJECT_LENGTH else None
    whole = re.match(r"proj_[A-Za-z0-9]*", text[begin:])
    if whole and (len(whole[0]) == _PROJECT_LENGTH or _is_joint(source, start + begin, whole[0], _PROJECT_LENGTH)):
        return Value(whole[0][:_PROJECT_LENGTH], start + begin, start + begin + _PROJECT_LENGTH)
    joined = re.sub(r"[\s>|]+", "", text[begin:]).rstrip("\"'`*.,_")
    found = re.match(r"proj_[A-Za-z0-9]*", joined)
    if found and len(found[0]) == _PROJECT_LENGTH:
        return Value(found[0], doubtful="\n" not in text[begin:])
    return None


def _is_joint(source: Source, start: int, run: str, length: int) -> bool:
    """Tell whether a run of letters is longer than an id only because a line that ended with it was joined."""
    place = start + length
    return len(run) > length and source.place(place) > source.place(place - 1) + 1


def id_in(source: Source, prefix: str, start: int, end: int) -> Value | None:
    """Return the first id of a prefix and 24 letters and digits, put together where a line break cut it."""
    text = source.text[start:end]
    if prefix not in text:
        return None
    for found in re.finditer(rf"(?<![A-Za-z0-9_\-]){prefix}(?P<body>[A-Za-z0-9]{{1,40}})", text):
        length = len(prefix) + _BODY_LENGTH
        if len(found[0]) == length or _is_joint(source, start + found.start(), found[0], length):
            return Value(found[0][:length], start + found.start(), start + found.start() + length)
        rest = (
            re.match(r"[A-Za-z0-9]+", unwrapped(text[found.end() : found.end() + 120]))
            if _LINE_END.match(text, found.end())
            else None
        )
        if rest and len(found["body"]) + len(rest[0]) == _BODY_LENGTH:
            return Value(found[0] + rest[0])
    return None


def first_of(pattern: re.Pattern[str], mark: str, source: Source, start: int, end: int) -> Value | None:
    """Return the first match of a pattern that begins with `mark`, wraps inside of it taken out, or None."""
    text = source.text[start:end]
    if mark not in text:
        return None
    if found := pattern.search(text):
        return Value(found[0], start + found.start(), start + found.end())
    found = pattern.search(unwrapped(text))
    return Value(found[0]) if found else None
