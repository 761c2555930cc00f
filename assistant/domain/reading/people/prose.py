"""The people's own words in a paste: their lines, their language, and what they say about the error."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.domain.text import Language

Words = Mapping[str, tuple[str, ...]]  # phrases of reading.yaml by what they tell

_MACHINE = re.compile(
    r"^\s*(?:at\s|File \"|Traceback|\^|\d{4}[-/]\d\d[-/]\d\d[T ]|[{}\[\]<|$%]|[\"'][\w.\-]+[\"']\s*[:=]"
    r"|(?:[a-z_]\w*\.){1,6}[A-Z]\w+: "
    r"|[\w.\-\"']+\s*=\s*\S|import |from \w+ import|def |class |return |const |let |var |curl |POST |GET )"
    r"|\w(?:Error|Exception)\b\s*[:({\[]|=>|[{};]\s*$|->|==|[\"']\s*:\s*[\"'{\[\dntf]|Error code: \d|\blevel="
    r"|\bmsg=|[A-Za-z0-9_]\(.*\)\s*$"
)
_STAMP = re.compile(  # before what somebody says in a chat: the time and the name, in either order
    r"[ \t]*(?:[\[(]?(?:\d{1,4}[-/.]\d\d?(?:[-/.]\d{1,4})?\.?,? )?\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?[\])]? "
    r"(?!ERROR|WARN|INFO|DEBUG|FATAL|TRACE)[^\W\d_][^\n:\uff1a\[\](){}=/.]{0,24}[:\uff1a]|"
    r"[^\W\d_][^\n:\uff1a\[\](){}=/.]{0,24} [\[(]\d{1,2}:\d\d(?: ?[AaPp][Mm])?[\])][:\uff1a]?)[ \t]"
)
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_WORD = re.compile(r"[A-Za-z][A-Za-z']+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
_WORD_CHARS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")
_EDGE = 30_000  # characters at either end in which people's words are looked for
_FORWARDED = re.compile(
    r"(?m)^[ \t]*(?:-{2,}\s?(?:Original Message|Forwarded message)\b|On .{5,100} wrote:\s*$|From: .{3"
    r",200}\n(?:Sent|Date|To): |_{20,}\s*$"
    r"|.{3,80}\u3055\u3093\u306f\u66f8\u304d\u307e\u3057\u305f|-{3,}\s?\u8ee2\u9001|-{2"
    r",}\s?\u5143\u306e\u30e1\u30c3\u30bb\u30fc\u30b8)"
)
_BELOW = re.compile(  # where people say that what they first wrote stands below
    r"(?i:\b(?:original|earlier|previous) (?:report|message|post|issue|question|ticket)\b[^\n]{0,40}"
    r"(?:\bbelow|\bfollows|:)[.:]?[ \t]*\n)"
)
_BEFORE_BODY = re.compile(r"[{\[]\s*[\"'{]|\bError code: \d|<(?:html|!doctype)\b", re.IGNORECASE)
_CURL = re.compile(r"(?m)^[<*] (?:HTTP/|Connected|Trying|TLS|Host )|^> (?:POST|GET) /")


def ends(text: str) -> str:
    """Return the text, or its two ends where it is long."""
    return text if len(text) <= 2 * _EDGE else f"{text[:_EDGE]}\n{text[-_EDGE:]}"


def is_at_edge(text: str, place: int) -> bool:
    """Tell whether a place is near enough to either end that people's words are looked for there."""
    return place < _EDGE or place >= len(text) - _EDGE


def is_prose(line: str) -> bool:
    """Tell whether a line looks written by a person and not printed by a program."""
    return _MACHINE.search(unstamped(line[:600])) is None


def unstamped(line: str) -> str:
    """Return what somebody says in a line of a chat, without the time and the name before it."""
    stamp = _STAMP.match(line)
    return line[stamp.end() :] if stamp else line


def language(text: str, words: Mapping[str, tuple[str, ...]]) -> Language:
    """Return the language of the people in the text; "en" where they use another one, or say nothing."""
    lines = [line for line in ends(text).split("\n")[:4000] if line.strip()]
    fresh = [line for line in lines if not _QUOTED.match(line)]
    for chosen in (fresh, lines):
        prose = " ".join(line[:2000] if is_prose(line) else _japanese_before(line) for line in chosen)
        machine = " ".join(line[:2000] for line in chosen if not is_prose(line))
        kana, english = len(_KANA.findall(prose)), len(_WORD.findall(prose))
        if kana >= 2 and kana * 6 >= english:
            return "ja"
        if len(_KANA.findall(machine)) >= 3 and english < 8:
            return "ja"
        only = "".join(words.get("japanese_only", ()))
        if not kana and len(_HAN.findall(prose)) >= 2 and any(char in only for char in prose):
            return "ja"
        if english >= 4 or len(_HAN.findall(prose)) >= 3:
            return "en"
    return "en"


def _japanese_before(line: str) -> str:
    """Return what a person has written in Japanese before a body in its line."""
    found = _BEFORE_BODY.search(line[:600])
    before = line[: found.start()] if found else ""
    return before if _KANA.search(before) and is_prose(before) else ""


def quoted_from(seen: str) -> int:
    """Return where a quoted older message begins that has no quote marks, or the text's length."""
    places = (pattern.search(seen, 0, 2 * _EDGE) for pattern in (_FORWARDED, _BELOW))
    return min((one.start() for one in places if one and seen[: one.start()].strip()), default=len(seen))


def is_quoted(seen: str, start: int) -> bool:
    """Tell whether a place stands in a line with mail's quote marks; curl's marks are none."""
    begin = seen.rfind("\n", 0, start) + 1
    return (
        _QUOTED.match(seen, begin, start) is not None and _CURL.search(seen, max(0, start - 3000), start + 3000) is None
    )


def line_at(text: str, place: int) -> tuple[int, int]:
    """Return where the line around a place begins and ends."""
    end = text.find("\n", place)
    return text.rfind("\n", 0, place) + 1, end if end >= 0 else len(text)


def says(line: str, phrases: tuple[str, ...]) -> int:
    """Return where a line first says one of the phrases, whole words where they are words, or -1."""
    low = line.lower().replace("\u2019", "'")
    places = (said_at(low, phrase) for phrase in phrases if phrase in low)
    return min((at for at in places if at >= 0), default=-1)


def said_at(low: str, phrase: str, start: int = 0) -> int:
    """Return where a line in small letters says a phrase, from `start` on, or -1."""
    at = low.find(phrase, start)
    while at >= 0:
        before, behind = low[at - 1 : at], low[at + len(phrase) : at + len(phrase) + 1]
        inside = phrase[0].isascii() and before in _WORD_CHARS
        if not inside and not (phrase[-1].isascii() and behind in _WORD_CHARS):
            return at
        at = low.find(phrase, at + 1)
    return -1
