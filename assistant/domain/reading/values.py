"""The values in a sentence's slots: a model's name, ids of projects, organizations and requests."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.plain import FILL, LOOK_ALIKE_HYPHENS
from assistant.domain.reading.window import Window, unwrapped

_AROUND = " \t\r\n\"'`*_:;,>|<([{=" + FILL
_MODEL_TAIL = ".,:;!?)]}>*_'\"`"
_MODEL = re.compile(r"(?P<comma>,)?[\"'`*_\s:=>|(\[<]{0,12}(?P<name>[A-Za-z0-9$%{<][A-Za-z0-9._:/@+\-{}<>$%\[\]]{0,160})")
_GOES_ON = re.compile(r"[ \t]*\n(?:[ \t]*[>|#]){0,6}[ \t]*(?P<rest>[A-Za-z0-9._:/@+\-]{1,80})(?=[\"'`])")
_BLANK = re.compile(r"\.{2,}|\u2026|x{4,}|\*{2,}|[<{\[]|\$\w|%s|^(?:your|my|the|some)[-_ ]|^(?:model|name|id|x|y|m|none|null|undefined)$|\[masked", re.I)
PROJECT = re.compile(r"(?<![A-Za-z0-9_])proj_(?P<body>[A-Za-z0-9]{24})(?![A-Za-z0-9])")
ORGANIZATION = re.compile(r"(?<![A-Za-z0-9_\-])org-[A-Za-z0-9]{16,40}(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Value:
    """A value read from the text, and its place; no place when it had to be put together."""

    text: str
    start: int | None = None
    end: int | None = None
    doubtful: bool = False


def is_blank(value: str) -> bool:
    """Tell whether a value only holds the place of a name."""
    return not value or _BLANK.search(value) is not None


def model_between(raw: str, seen: str, start: int, end: int) -> Value | None:
    """Return the one name that stands alone between two parts of a sentence, or None when that is not one name."""
    if start == end or seen[start:end] == "_":
        return None
    while start < end and seen[start] in _AROUND:
        start += 1
    while end > start and seen[end - 1] in _AROUND + ")]}.":
        end -= 1
    name = unwrapped(Window(seen, start, end).text)
    if len(name) > 160 or any(char.isspace() for char in name) or any(mark in name for mark in "\"'`"):
        return None
    return _value(raw, seen, name, start, end)


def model_after(raw: str, seen: str, start: int) -> Value | None:
    """Return the name that follows a sentence's last words, or None when none does."""
    window = Window(seen, start, start + 400)
    found = _MODEL.match(window.text)
    if not found:
        return None
    name, end = found["name"], found.end("name")
    if found["comma"] and not any(map(str.isdigit, name)):
        return None
    opened = window.text[: found.start("name")]
    goes_on = _GOES_ON.match(window.text, end)
    if goes_on and (opened[-1:] in ("`", "'", '"') or window.text.find("\n", 0, end) < 0):
        name, end = name + goes_on["rest"], goes_on.end("rest")
    for closing, opening in (("}", "{"), (">", "<"), ("]", "[")):
        if closing in name and opening not in name:
            name = name[: name.index(closing)]
    kept = name.rstrip(_MODEL_TAIL if name[:1] not in "{<" else ".,:;")
    first, last = window.span(found.start("name"), end - (len(name) - len(kept)) if not goes_on else end)
    return _value(raw, seen, kept, first, last) if kept else None


def _value(raw: str, seen: str, name: str, start: int, end: int) -> Value:
    """Return a value as the text spells it: wide letters kept, odd hyphens made plain."""
    if end - start == len(name) and FILL not in seen[start:end]:
        spelt = "".join("-" if char in LOOK_ALIKE_HYPHENS else char for char in raw[start:end])
        return Value(spelt, start, end) if spelt == raw[start:end] else Value(spelt)
    return Value(name)


def project_in(seen: str, start: int, end: int) -> Value | None:
    """Return the complete project id in a stretch, put together where it was broken, or None."""
    window = Window(seen, start, end)
    begin = window.text.find("proj_")
    if begin < 0:
        return None
    whole = re.match(r"proj_[A-Za-z0-9]*", window.text[begin:])
    if whole and len(whole[0]) == 29:
        return _placed(window, whole[0], begin, begin + 29)
    joined = re.sub(r"[\s>|]+", "", window.text[begin:]).rstrip("\"'`*.,_")
    found = re.match(r"proj_[A-Za-z0-9]*", joined)
    if found and len(found[0]) == 29 and (len(joined) == 29 or not joined[29].isalnum()):
        wrapped = "\n" in window.text[begin:]
        return Value(found[0], doubtful=not wrapped)
    return None


def _placed(window: Window, value: str, start: int, end: int) -> Value:
    """Return a value with its place, if it stands there in one piece."""
    first, last = window.span(start, end)
    return Value(value, first, last) if last - first == len(value) else Value(value)


def first_of(pattern: re.Pattern[str], seen: str, start: int, end: int) -> Value | None:
    """Return the first match of a pattern in a stretch, wraps inside of it taken out, or None."""
    window = Window(seen, start, end)
    if found := pattern.search(window.text):
        return _placed(window, found[0], *found.span())
    found = pattern.search(unwrapped(window.text))
    return Value(found[0]) if found else None
