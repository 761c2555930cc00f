"""The values in a sentence's slots: a model's name, ids of projects, organizations and requests."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.reading.source import Source, unwrapped

_AROUND = "/ \t\r\n\"'`*_:;,>|<([{=\u300c\u300d\u300e\u300f\u3010\u3011"
_MODEL_TAIL = ".,:;!?)]}>*_'\"`"
_MODEL = re.compile(
    r"(?P<comma>,)?[\"'`*_\s:=>|(\[<\u300c\u300e]{0,12}(?P<name>[A-Za-z0-9$%{<][A-Za-z0-9._:/@+\-{}<>$%\[\]]{0,160})"
)
_GOES_ON = re.compile(r"[ \t]*[|]?[ \t]*\n(?:[ \t]*[>|#]){0,6}[ \t]*(?P<rest>[A-Za-z0-9._:/@+\-]{1,80})(?=[\"'`])")
_REST = re.compile(
    r"[ \t]*[|]?[ \t]*\n(?:[ \t]*[>|#]){0,6}[ \t]*(?P<rest>[A-Za-z.\-]{0,40}[0-9][A-Za-z0-9._:/@+\-]{0,80})"
)
_WIDE = 60  # characters of a line that may be a terminal's whole width
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


def is_blank(value: str) -> bool:
    """Tell whether a value only holds the place of a name."""
    return not value or _BLANK.search(value) is not None


def model_between(source: Source, start: int, end: int) -> Value | None:
    """Return the one name that stands alone between two parts of a sentence, or None when that is not one name."""
    text = source.text
    if start == end or text[start:end] == "_":
        return None
    while start < end and text[start] in _AROUND:
        start += 1
    while end > start and text[end - 1] in _AROUND + ")]}.":
        end -= 1
    aside = text.find(" (", start, end)
    end = aside if aside > start else end
    name = unwrapped(text[start:end])
    if len(name) > 160 or any(char.isspace() for char in name) or any(mark in name for mark in "\"'`"):
        return None
    return _value(source, name, start, end)


def model_after(source: Source, start: int) -> Value | None:
    """Return the name that follows a sentence's last words, or None when none does."""
    text = source.text[start : start + 400]
    found = _MODEL.match(text)
    if not found:
        return None
    name, end = found["name"], found.end("name")
    opened = text[: found.start("name")]
    apart = found["comma"] or ("\n" in opened and opened[-1:] not in ("`", "'", '"'))
    if apart and not any(map(str.isdigit, name)):
        return None  # the next words, or the next line, and no name
    if opened[-1:] in ("`", "'", '"') and start + end == len(source.text):
        return Value("")  # cut off in the middle of the name
    goes_on = _GOES_ON.match(text, end) or _wrapped(source, start, end, name)
    if goes_on and (opened[-1:] in ("`", "'", '"') or text.find("\n", 0, end) < 0):
        name, end = name + goes_on["rest"], goes_on.end("rest")
    name = name.partition("</")[0]
    for closing, opening in (("}", "{"), (">", "<"), ("]", "[")):
        if closing in name and opening not in name:
            name = name[: name.index(closing)]
    kept = name.rstrip(_MODEL_TAIL if name[:1] not in "{<" else ".,:;")
    begin = start + found.start("name")
    return _value(source, kept, begin, start + end if goes_on else begin + len(kept)) if kept else None


def _wrapped(source: Source, start: int, end: int, name: str) -> re.Match[str] | None:
    """Return the rest of a name that a terminal has broken: it begins with a hyphen, or without it there is no name."""
    found = _REST.match(source.text[start : start + 400], end)
    wide = start + end - source.text.rfind("\n", 0, start + end) > _WIDE
    return found if found and wide and (found["rest"][0] in "-." or not any(map(str.isdigit, name))) else None


def _value(source: Source, name: str, start: int, end: int) -> Value:
    """Return a value as the paste spells it: wide letters kept, odd hyphens made plain."""
    spelt = source.spelt(start, end) if end - start == len(name) else None
    return Value(spelt, start, end) if spelt is not None else Value(name)


def project_in(source: Source, start: int, end: int) -> Value | None:
    """Return the complete project id in a stretch, put together where it was broken, or None."""
    text = source.text[start:end]
    begin = text.find("proj_")
    if begin < 0:
        text = unwrapped(text)
        found = re.search(r"proj_[A-Za-z0-9]*", text)
        return Value(found[0]) if found and len(found[0]) == _PROJECT_LENGTH else None
    whole = re.match(r"proj_[A-Za-z0-9]*", text[begin:])
    if whole and len(whole[0]) == _PROJECT_LENGTH:
        return Value(whole[0], start + begin, start + begin + _PROJECT_LENGTH)
    joined = re.sub(r"[\s>|]+", "", text[begin:]).rstrip("\"'`*.,_")
    found = re.match(r"proj_[A-Za-z0-9]*", joined)
    if found and len(found[0]) == _PROJECT_LENGTH:
        return Value(found[0], doubtful="\n" not in text[begin:])
    return None


def id_in(source: Source, prefix: str, start: int, end: int) -> Value | None:
    """Return the first id of a prefix and 24 letters and digits, put together where a line break cut it."""
    text = source.text[start:end]
    if prefix not in text:
        return None
    for found in re.finditer(rf"(?<![A-Za-z0-9_\-]){prefix}(?P<body>[A-Za-z0-9]{{1,40}})", text):
        if len(found["body"]) == _BODY_LENGTH:
            return Value(found[0], start + found.start(), start + found.end())
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
