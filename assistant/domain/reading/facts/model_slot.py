"""The name in a model's slot: between two parts of a sentence, or behind its last words."""

from __future__ import annotations

import re

from assistant.domain.reading.facts.values import Value, is_variant
from assistant.domain.reading.text.source import Source, unwrapped

_AROUND = "/ \t\r\n\"'`*_:;,>|<([{=\u300c\u300d\u300e\u300f\u3010\u3011"
_MODEL_TAIL = ".,:;!?)]}>*_'\"`"
_MODEL = re.compile(
    r"(?P<comma>,)?[\"'`*_\s:=>|(\[<\u300c\u300e]{0,12}(?P<name>(?:/(?=[A-Za-z]))?[A-Za-z0-9$%{<]"
    r"[A-Za-z0-9._:/@+\-{}<>$%\[\]]{0,160})"
)
_PATH = re.compile(r"/[A-Za-z]")  # a folder of a server's own, or a name whose vendor is empty
_GOES_ON = re.compile(r"[ \t]*[|]?[ \t]*\n(?:[ \t]*[>|#]){0,6}[ \t]*(?P<rest>[A-Za-z0-9._:/@+\-]{1,80})(?=[\"'`])")
_REST = re.compile(
    r"[ \t]*[|]?[ \t]*\n(?:[ \t]*[>|#]){0,6}[ \t]*(?P<rest>[A-Za-z.\-]{0,40}[0-9][A-Za-z0-9._:/@+\-]{0,80})"
)
_TOKEN = re.compile(r"[A-Za-z0-9._:/@+\-]{2,160}$")
_TITLED = re.compile(  # a name with blanks, which only its quotes hold together
    r"[\s:=]{0,4}(?P<quote>[\"'`])(?P<name>[A-Za-z0-9][\w.:/@+\-]*(?: [\w.:/@+\-]+){1,3})(?P=quote)\s{0,4}"
)
_EMPTY = re.compile(r"[\s:=]{1,4}(?P<quote>[\"'`])\s{0,3}(?P=quote)(?![\w\"'`])")  # quotes around no name
_LOST = "~?\ufffd\u25a1\u25a0\u25cb\u25cf\u3013"  # what stands for a character that could not be shown
_EMPTY_BEFORE = re.compile(rf"(?:(?<![\w\"'`])(?P<quote>[\"'`])\s{{0,3}}(?P=quote)|(?<!\S)[{_LOST}]{{1,40}})\s{{0,4}}$")
_WIDE = 60  # characters of a line that may be a terminal's whole width


def model_between(source: Source, start: int, end: int) -> Value | None:
    """Return the one name that stands alone between two parts of a sentence, or None when that is not one name."""
    text = source.text
    if start == end or text[start:end] == "_":
        return None
    titled = _TITLED.fullmatch(text, start, end)
    if titled:
        return _value(source, titled["name"], *titled.span("name"))
    while start < end and text[start] in _AROUND and not _PATH.match(text, start, end):
        start += 1
    while end > start and text[end - 1] in _AROUND + ")]}.":
        end -= 1
    end += text[end : end + 1] == "]" and is_variant(text[start : end + 1])
    aside = text.find(" (", start, end)
    end = aside if aside > start else end
    name = unwrapped(text[start:end])
    if name and not name.strip(_LOST):
        return Value("")
    if len(name) > 160 or any(char.isspace() for char in name) or any(mark in name for mark in "\"'`"):
        return None
    return _value(source, name, start, end)


def model_before(source: Source, end: int) -> Value | None:
    """Return the name right before a sentence that begins with it."""
    low = max(0, end - 200)
    room = source.text[low:end]
    if _EMPTY_BEFORE.search(room):
        return Value("")
    token = _TOKEN.search(room.rstrip(" \t\n\"'`*"))
    return model_between(source, low + token.start(), low + token.end()) if token else None


def model_after(source: Source, start: int) -> Value | None:
    """Return the name that follows a sentence's last words, or None when none does."""
    text = source.text[start : start + 400]
    if _EMPTY.match(text):
        return Value("")
    found = _MODEL.match(text)
    if not found:
        return None
    name, end = found["name"], found.end("name")
    if _is_word(source.text, start, found):
        return None
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
    kept += "]" * (is_variant(kept + "]"))
    begin = start + found.start("name")
    return _value(source, kept, begin, start + end if goes_on else begin + len(kept)) if kept else None


def _is_word(text: str, start: int, found: re.Match[str]) -> bool:
    """Tell whether the sentence only goes on: with letters alone, unquoted, and another word behind."""
    if found["name"].lower().rstrip(".:") in ("model", "models", "requests", "tokens"):
        return True
    before, behind = found[0][: -len(found["name"])], text[start + found.end() : start + found.end() + 2]
    return found["name"].isalpha() and before.isspace() and behind[:1] == " " and behind[1:].isalnum()


def _wrapped(source: Source, start: int, end: int, name: str) -> re.Match[str] | None:
    """Return the rest of a name that a terminal has broken: it begins with a hyphen, or without it there is no name."""
    found = _REST.match(source.text[start : start + 400], end)
    wide = start + end - source.text.rfind("\n", 0, start + end) > _WIDE
    return found if found and wide and (found["rest"][0] in "-." or not any(map(str.isdigit, name))) else None


def _value(source: Source, name: str, start: int, end: int) -> Value:
    """Return a value as the paste spells it: wide letters kept, odd hyphens made plain."""
    spelt = source.spelt(start, end) if end - start == len(name) else None
    return Value(spelt, start, end) if spelt is not None else Value(name)
