"""Lines that stand in the middle of a sentence and are none of it: the foot and the head of a page, a line of a log."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from assistant.domain.reading.text.breaks import in_string
from assistant.domain.reading.text.grams import HALF
from assistant.domain.reading.text.skeleton import fold

Runs = Mapping[str, tuple[str, ...]]  # so many letters of a sentence, and those that follow them
_MOST, _LONGEST = 4, 120  # lines between, and characters of each
_ALONE = r"^[ \t]{0,40}(?:\d{1,4} ?/ ?\d{1,4}|- ?\d{1,4} ?-)[ \t]{0,40}$"  # a page's number
_COUNTED = re.compile(_ALONE, re.MULTILINE)
_COUNT = r"\d{1,4}(?: ?(?:/|of|von|de|sur) ?\d{1,4})?"
_MAY_GO_ON = re.compile(r"^\s*[a-z`'\"]|[{}`\"']")  # the beginning, or a sign, of what a sentence may go on with
_SHORT = 40
_WORDS = re.compile(r"[a-z{}\[\]\"'`=<>;|]")
_PROGRAM = re.compile(r"[{}\[\]\"'`=<>;]|^\s*\|")
_OPEN, _FURTHER = re.compile(r"[A-Za-z`'\"(\[{:=,\-]\s*$"), re.compile(r"\s*[a-z`'\"(\[{]")


def interruptions(seen: str, runs: Runs, names: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the lines between two parts of a sentence that has these runs of letters at its break.

    `names` are what pages are called where they are numbered.
    """
    lines, low = seen.split("\n"), seen.lower()
    page = _numbered(names) if any(name in low for name in ("\f", *names)) or _COUNTED.search(seen) else None
    found, row, at = [], 0, 0
    while row < len(lines) - 2:
        end = at + len(lines[row])
        back = _goes_on(lines, row, runs) or (_behind_page(seen, lines, row, end, page) if page else 0)
        at = end + 1
        for line in lines[row + 1 : back]:
            at += len(line) + 1
        if back:
            found.append((end, at - 1))
        row = back or row + 1
    return found


def _goes_on(lines: list[str], row: int, runs: Runs) -> int:
    """Return the row at which the sentence goes on that a row's end breaks off; 0 where it does at once, or nowhere."""
    tail = fold(lines[row][-5 * HALF :])[-2 * HALF :]
    behind = runs.get(tail[-HALF:])
    if not behind or not lines[row].rstrip()[-1:].isalnum() or _joins(tail, _head(lines[row + 1]), runs):
        return 0
    for back in range(row + 2, min(len(lines), row + 2 + _MOST)):
        if len(lines[back - 1]) > _LONGEST or _MAY_GO_ON.search(lines[back - 1]):
            return 0
        if lines[back].lstrip()[:1].islower() and _head(lines[back]).startswith(behind):
            return back
    return 0


def _head(line: str) -> str:
    return fold(line[: 8 * HALF])[: 2 * HALF]


def _joins(tail: str, head: str, runs: Runs) -> bool:
    """Tell whether the end of a line and the beginning of the next are parts of one sentence."""
    whole, middle = tail + head, len(tail)
    return any(
        whole.startswith(rest, at + HALF) and at + HALF + len(rest) > middle + (len(rest) == HALF)
        for at in range(max(0, middle - 2 * HALF + 1), middle - 3)
        for rest in runs.get(whole[at : at + HALF], ())
    )


@lru_cache(maxsize=4)
def _numbered(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of what the foot of a page says: its name and number, in either order by the language."""
    before = "|".join(re.escape(name) for name in names if name.isascii() or name[0].isascii())
    behind = "|".join(re.escape(name) for name in names if not name[0].isascii())
    return re.compile(rf"\f|(?<!\w)(?:{before}) {_COUNT}(?!\w)|\d ?(?:{behind})|{_ALONE}", re.IGNORECASE)


def _behind_page(seen: str, lines: list[str], row: int, end: int, page: re.Pattern[str]) -> int:
    """Return the row behind the foot of a page that stands inside of an object's string or of a sentence, or 0."""
    back = row + 1
    while back < len(lines) and back - row <= _MOST and (_is_foot(lines[back], page) or _is_title(lines[back])):
        back += 1
    if back == len(lines) or not any(_is_foot(line, page) for line in lines[row + 1 : back]):
        return 0
    open_ = _OPEN.search(lines[row][-4:]) and _FURTHER.match(lines[back][:4])
    return back if open_ or in_string(seen, end) else 0


def _is_foot(line: str, page: re.Pattern[str]) -> bool:
    """Tell whether a line is what stands at the foot or the head of a page."""
    return len(line) <= _LONGEST and page.search(line) is not None and not _PROGRAM.search(line)


def _is_title(line: str) -> bool:
    """Tell whether a line may stand beside the page's number: short, without words of a sentence, or blank."""
    return len(line) <= _SHORT and not _WORDS.search(line)
