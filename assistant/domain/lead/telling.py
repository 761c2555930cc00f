"""The line of a paste that tells most, and its skeleton: what two pastes of one trouble have in common."""

from __future__ import annotations

import re

LONGEST = 240  # characters of a line
_READ = 8_000  # characters of a paste that are looked at
_MESSAGE = re.compile(r"""['"]message['"]\s*:\s*(?:"((?:[^"\\]|\\.){4,})"|'((?:[^'\\]|\\.){4,})')""")
_NAMED = re.compile(r"^\s*(?:[\w.]+\.)?[A-Z]\w*(?:Error|Exception|Warning|Fault)\b")
_WORDS = re.compile(  # words of failing
    r"error|exception|fail|denied|refused|forbidden|invalid|not (?:found|allowed|supported|available)|unable|cannot|"
    "\u30a8\u30e9\u30fc|\u5931\u6557|\u62d2\u5426|\u3067\u304d\u307e\u305b\u3093|\u3067\u304d\u306a\u3044|\u7121\u52b9|"
    "\u898b\u3064\u304b\u308a\u307e\u305b\u3093",
    re.IGNORECASE,
)
_STATUS = re.compile(r"\bHTTP\b|\b[45]\d\d\b")
_CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|:\s+\S")  # an error's own code, or a name before what it says
# What differs from one paste of a trouble to the next, the longest first; each stands for itself in a skeleton.
_VARYING: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\[masked:[a-z0-9_]+\]"), "<masked>"),
    (re.compile(r"https?://[^\s'\"<>)\]]+"), "<url>"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "<address>"),
    (re.compile(r"`[^`]*`|\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)"), "<quoted>"),
    (re.compile(r"(?:[A-Za-z]:)?(?:[\\/][\w.@~+-]+){2,}[\\/]?"), "<path>"),
    (re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)?"), "<time>"),
    (re.compile(r"\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{6,}\b"), "<id>"),
    (re.compile(r"\b0x[0-9a-fA-F]+\b|\b\d+(?:[.,:]\d+)*\b"), "<n>"),
)


def telling_line(text: str) -> str:
    """Return the line that tells most: an error's own message, else a named error, else the one with most signs."""
    head = text[:_READ]
    message = _MESSAGE.search(head)
    if message:
        return _short(message[1] or message[2])
    lines = [line for line in head.splitlines() if line.strip()]
    named = [line for line in lines if _NAMED.search(line)]
    if named:
        return _short(named[-1])  # a traceback ends with it
    return _short(max(lines, key=_signs, default=""))  # of equals the first


def _signs(line: str) -> int:
    return 2 * bool(_WORDS.search(line)) + bool(_STATUS.search(line)) + bool(_CODE.search(line))


def skeleton(line: str) -> str:
    """Return a line in one case, with a mark in the place of whatever varies: quotes, ids, numbers, paths, times."""
    for pattern, mark in _VARYING:
        line = pattern.sub(mark, line)
    return " ".join(line.lower().split())


def _short(line: str) -> str:
    flat = " ".join(line.split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1] + "\u2026"
