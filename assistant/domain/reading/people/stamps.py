"""When something was written: the day and time of a comment or an entry, in the forms that tools and people use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.domain.reading.people.prose import Words

_DAY, _HOUR = 1440, 60  # minutes
_DATE = re.compile(
    r"(?<![A-Za-z0-9_\-./:#])(?:"
    r"(?P<y1>\d{4})[-/.\u5e74] ?(?P<m1>\d{1,2})[-/.\u6708] ?(?P<d1>\d{1,2})(?:\u65e5|(?!\d))"
    r"|(?P<m2>\d{1,2})\u6708 ?(?P<d2>\d{1,2})\u65e5"
    r"|(?P<a3>\d{1,2})(?P<mark>[/.\-])(?P<b3>\d{1,2})(?P=mark)(?P<y3>\d{4}|\d\d)(?!\d)"
    r"|(?P<a4>\d{1,2})/(?P<b4>\d{1,2})(?![A-Za-z0-9_./\-])"
    r"|(?P<d5>\d{1,2})\.(?P<m5>\d{1,2})\.(?!\d)"
    r"|(?P<d6>\d{1,2})(?:\.|st|nd|rd|th)?[ /\-](?:de |of )?(?P<n6>[^\W\d_]{3,10})\.?"
    r"(?:(?:,? | de |[/\-])(?P<y6>\d{4}|\d\d)(?![\d:]))?"
    r"|(?P<n7>[^\W\d_]{3,10})\.? (?P<d7>\d{1,2})(?:st|nd|rd|th)?(?![\d:])(?:,? (?P<y7>\d{4}))?"
    r")"
)  # fmt: skip
_TIME = re.compile(
    r"(?:(?P<half>\u5348\u524d|\u5348\u5f8c|\u4e0a\u5348|\u4e0b\u5348|\uc624\uc804|\uc624\ud6c4) ?"
    r"|(?<![A-Za-z0-9_.:,\-])|(?<=\dT))"
    r"(?P<hour>[0-2]?\d)(?::|h|\u6642)(?P<minute>[0-5]\d)(?::\d\d)?(?![\d:])(?: ?(?P<am>[aApP])\.?[mM](?![A-Za-z]))?"
)
_LATE = ("p", "P", "\u5348\u5f8c", "\u4e0b\u5348", "\uc624\ud6c4")
_COUNT = re.compile(r"(?<![A-Za-z0-9_.])(?P<count>\d{1,3}|an?|einer|einem|une?|una?|uma?) ?(?=[^\W\d_])")
_ABOUT = re.compile(r" [^\W\d_]{2,8}\.?$")  # "vor etwa 3 Stunden": a word between
_BESIDE = 16  # characters between a day and its time

Kind = Literal["date", "dated", "time", "ago", "edit"]  # "dated": a day of a year; "date": of any; "edit": a number


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time, comparable with those of its kind, and where it stands in its line."""

    kind: Kind
    at: tuple[int, ...]
    start: int
    end: int


def stamp_in(line: str, words: Words, *, day_first: bool = False) -> Stamp | None:
    """Return the first time that a line tells, or None; `day_first` settles whether 3/4 is in April."""
    return _dated(line, words, day_first) or _from_now(line.lower(), words) or _timed(line)


def is_day_first(line: str) -> bool:
    """Tell whether a line has a day before a month, as 20/11."""
    return any(int(found["a3"] or found["a4"] or 0) > 12 for found in _DATE.finditer(line[:40]))


def _dated(line: str, words: Words, day_first: bool) -> Stamp | None:
    for found in _DATE.finditer(line):
        day = _day(found, words, day_first)
        if day is None:
            continue
        time = next((one for one in _TIME.finditer(line) if _is_beside(one, found)), None)
        start, end = found.span() if time is None else (min(found.start(), time.start()), max(found.end(), time.end()))
        return Stamp("dated" if day[0] else "date", (*day, *(_clock(time) if time else ())), start, end)
    return None


def _is_beside(time: re.Match[str], day: re.Match[str]) -> bool:
    """Tell whether a time belongs to a day: right behind it or right before it."""
    return 0 <= time.start() - day.end() <= _BESIDE or 0 <= day.start() - time.end() <= _BESIDE // 4


def _day(found: re.Match[str], words: Words, day_first: bool) -> tuple[int, int, int] | None:
    """Return year (0 where none), month and day; None where it is none."""
    part = found.groupdict()
    first, second = (part["a3"] or part["a4"]), (part["b3"] or part["b4"])
    if first and second:
        swapped = day_first or part["mark"] == "."
        month, day = map(int, (second, first) if swapped else (first, second))
    else:
        name = part["n6"] or part["n7"]
        month = _month(name.lower(), words) if name else int(part["m1"] or part["m2"] or part["m5"])
        day = int(part["d1"] or part["d2"] or part["d5"] or part["d6"] or part["d7"])
    year = int(part["y1"] or part["y3"] or part["y6"] or part["y7"] or 0)
    return (year % 100, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _month(name: str, words: Words) -> int:
    """Return the number of the month whose name begins so, or 0."""
    numbered = enumerate(words.get("months", ()), 1)
    return max(
        ((len(one), number) for number, listed in numbered for one in listed.split() if name.startswith(one)),
        default=(0, 0),
    )[1]


def _clock(found: re.Match[str]) -> tuple[int, int]:
    """Return hour and minute of a day of 24 hours."""
    half = found["am"] or found["half"]
    hour = int(found["hour"])
    return (hour % 12 + 12 * (half in _LATE) if half else hour), int(found["minute"])


def _timed(line: str) -> Stamp | None:
    found = _TIME.search(line)
    return Stamp("time", _clock(found), *found.span()) if found else None


def _from_now(line: str, words: Words) -> Stamp | None:
    """Return a time that is told from now: so long ago, or at an hour of yesterday."""
    for days, name in enumerate(("today", "yesterday"), 1):
        for word in words.get(name, ()):
            at = line.find(word)
            time = _TIME.search(line, at) if at >= 0 else None
            if time and time.start() - at - len(word) <= _BESIDE // 4:
                hour, minute = _clock(time)
                return Stamp("ago", (hour * _HOUR + minute - days * _DAY,), at, time.end())
    marks = (*words.get("ago_behind", ()), *words.get("ago_before", ()))
    for found in _COUNT.finditer(line) if any(one in line for one in marks) else ():
        size, end = _unit(line, found.end(), words)
        behind = next((one for one in words.get("ago_behind", ()) if line[end:].lstrip().startswith(one)), "")
        before = line[: found.start()].rstrip()
        told = any(one.endswith(words.get("ago_before", ("\n",))) for one in (before, _ABOUT.sub("", before)))
        if size and (behind or told):
            count = int(found["count"]) if found["count"].isdigit() else 1
            return Stamp("ago", (-count * size,), found.start(), line.find(behind, end) + len(behind))
    return None


def _unit(line: str, at: int, words: Words) -> tuple[int, int]:
    """Return how many minutes the unit at a place has, and where it ends; 0 where none stands there."""
    best = (0, at)
    for listed in words.get("units", ()):
        size, *names = listed.split()
        for name in names:
            end = at + len(name)
            whole = not (name[-1].isalpha() and name.isascii() and line[end : end + 1].isalpha())
            if end > best[1] and line.startswith(name, at) and whole:
                best = (int(size), end)
    return best
