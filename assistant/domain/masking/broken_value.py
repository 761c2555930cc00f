"""Where a secret ends that a terminal, a mail program, a frame or a program text has broken over several lines."""

from __future__ import annotations

import re

from assistant.domain.masking import kinds as kinds_of
from assistant.domain.plain import FILL

_ASSIGNMENT = re.compile(r"[A-Za-z_][\w.-]{1,60}=[^=]")
_FORCED = 2  # line breaks that a value too short to be whole is followed over
_PATH = 12  # characters that the name of a folder seldom has
_WORD = re.compile(r"[A-Za-z]?[a-z]+|[A-Z_]+")


def gather(seen: str, at: int, run: re.Pattern[str], began: int, prefix: str = "", least: int = 0) -> int:
    """Return where a value ends that may be broken over several lines; it has at least so many characters."""
    found = run.match(seen, at)
    end = found.end() if found else at
    quote = seen[began - 1] if began and seen[began - 1] in "\"'`" else ""
    for turn in range(40):
        joint = kinds_of.BREAK.match(seen, end)
        part = run.match(seen, joint.end()) if joint else None
        if not joint or not part:
            break
        known = prefix + seen[at : min(end, at + 400)].replace(FILL, "")
        if (
            not joint["joined"]
            and not (turn < _FORCED and _lacks(known, prefix, part[0], least))
            and not _goes_on(seen, part, quote, end - (seen.rfind("\n", 0, end) + 1), known)
        ):
            break
        end = part.end()
    return end


def _is_azure(known: str) -> bool:
    """Tell whether a value is a whole key of Azure: 32 hexadecimal digits, or the newer kind with its mark."""
    marked = len(known) == kinds_of.AZURE_OLD or kinds_of.AZURE_MARK in known
    return marked and kinds_of.AZURE_VALUE.fullmatch(known) is not None


def _lacks(known: str, prefix: str, piece: str, least: int) -> bool:
    """Tell whether a value is too short without the next line's first run, which could be its rest."""
    body = re.sub(r"[^A-Za-z0-9_\-.]", "", known[len(prefix) :])
    rest = piece.replace(FILL, "")
    random = kinds_of.looks_random(body + rest) or rest.isupper()
    return len(body) < least and random and not kinds_of.is_known(rest)


def _bare(piece: str) -> str:
    """Return a run without the dots and slashes it begins with, where it is no path: a key may break there."""
    rest = piece.lstrip("./")
    longest = max(re.split(r"[./]", rest), key=len)
    mixed = rest.isalnum() and all(re.search(kind, rest) for kind in ("[a-z]", "[A-Z]", "[0-9]"))
    return rest if mixed or (len(longest) >= _PATH and kinds_of.looks_random(longest)) else piece


def _goes_on(seen: str, part: re.Match[str], quote: str, width: int, known: str) -> bool:
    """Tell whether the first run of the next line still belongs to the value that the line before ended with."""
    piece = _bare(part[0].replace(FILL, ""))
    after = seen[part.end() : part.end() + 2].lstrip(" ")[:1] or "\n"
    head, mark, tail = known.partition("T3BlbkFJ")
    if (mark and len(tail) >= len(head.split("-", 2)[-1]) > 10) or _is_azure(known):
        return False  # whole already
    if kinds_of.is_known(piece) or (not quote and (after in "=:(" or _ASSIGNMENT.match(piece))):
        return False
    end = seen[part.end() : part.end() + 1]
    ends = end in ("", "\n", "\r", '"', "'", "`", ",", "}", ")", "|", "\\", "<", "]")
    if (quote and ends) or end in ('"', "'", "`"):
        return True
    if kinds_of.looks_random(piece) and (len(piece) >= 5 or ends):
        return True
    return ends and width >= 40 and (width >= 60 or not _WORD.fullmatch(piece))
