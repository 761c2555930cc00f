"""The HTTP status that the text states: a labelled number first, a bare one only where it can be nothing else."""

from __future__ import annotations

import re

from assistant.domain.reading.people.prose import line_at

_CODES = r"4(?:0[0-9]|1[0-8]|2[0-9]|31|51|99)|5(?:0[0-9]|1[01]|2[0-9]|3[0-9])"
_LABELLED = re.compile(
    r"(?:error[ _-]?code|status[ _-]?code|http[ _-]?(?:status(?:[ _-]?code)?|code)|response[ _-]?(?:status|code)"
    r"|api error|status|http[ _]error|error|exception|\bcode"
    r"|(?:\u30a8\u30e9\u30fc|\u30b9\u30c6\u30fc\u30bf\u30b9)(?:\u30b3\u30fc\u30c9)?"
    r"|\u72b6\u6001\u7801|\u9519\u8bef(?:\u7801|\u4ee3\u7801)?)"
    r"[\"'`*)\]]{0,4}[ \t]{0,4}(?::=|=>|[:=\uff1a])?[ \t]{0,4}(?:is |was )?(?:int\()?[\"'`*(\[]{0,4}"
    rf"(?P<status>{_CODES})(?![0-9A-Za-z]|\.[0-9])"
    rf"|HTTP(?:/[0-9.]{{1,3}})?[\"' :(]{{0,4}}(?P<http>{_CODES})(?![0-9])"
    rf"|(?<![0-9A-Za-z.])(?P<before>{_CODES}) status\b"
    rf"|(?<![0-9A-Za-z.])(?P<phrase>{_CODES})[ \t:\-]{{1,3}}(?:Client Error|Server Error|Forbidden|Unauthorized"
    rf"|Not Found|Too Many|Bad Request|Bad Gateway"
    r"|Internal Server|Service Unavailable|Gateway Time|Payment Required|Method Not|Conflict|Unprocessable"
    r"|Request Timeout|Proxy Auth|Error\b)",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?<![0-9A-Za-z_.\-#/$@+])(?<![0-9],)(?<![0-9A-Za-z)\]]:)(?P<status>{_CODES})(?![0-9A-Za-z_\-]|[.,:][0-9])"
)
_RIGHT_BEFORE = re.compile(rf"(?:^|(?<=[\s(:\[])) {{0,1}}(?P<status>{_CODES})[\])]?(?: -| \||[:,])? [\"'`]?$")
_PROCESS = re.compile(r"[a-z0-9]\[$")  # before its number, as syslog has it
_NOT_BEFORE = re.compile(
    r"(?<![A-Za-z])(?:limit|used|requested|line|port|pid|page|issue|pr|v|version|about|over|least|most|max|min|than|column"
    r"|id|elapsed\w*|took|top|rs|usd)[:= ]{0,3}$|(?-i:(?<=[a-z])(?:Id|ID))[:= ]{0,3}$|[$\u00a5#][:= ]{0,3}$",
    re.IGNORECASE,
)
_NOT_BEHIND = re.compile(
    r"[ \t]{0,2}(?:ms\b|s\b|sec|min|tok|words?\b|chars?|bytes?|kb|mb|files?|lines?|times|users?\b|people|docs?"
    r"|documents|rows|items|requests\b|calls\b|models\b(?!/)|px|pages?\b|p[\u00e1a]ginas?\b|seiten\b|dokument"
    r"|\u30da\u30fc\u30b8|\u9875|\ud398\uc774\uc9c0|\uac1c|\uba85|\ubc88|\ucabd"
    r"|usd|dollars|%|\u4ef6|\u884c|\u5186|\u56de|\u4eba|\u5b57|\u6587\u5b57|\u6642|\u5206|\u65e5|\u5e74|\u6708"
    r"|\u500b|\u53f7|/(?! ?[a-z]+_[a-z]))", re.IGNORECASE,
)  # fmt: skip

_FIELD = re.compile(  # a number right behind the name of a field
    r"(?:[\"'](?P<quoted>[\w.\-]{1,60})[\"']\s{0,4}(?::|=>|=)|(?<![\w.\-])(?P<bare>[A-Za-z_][\w.\-]{0,60})=)\s{0,4}$"
)
# how the names of those end that hold a status
_OF_STATUS = ("status", "state", "code", "http", "error", "err", "rc", "ret", "result", "response", "message", "detail")


def status_near(seen: str, start: int, end: int, low: int, high: int) -> tuple[str, int, int] | None:
    """Return the status that belongs to a sentence and its place.

    The one right before it, else the labelled one nearest to it, else a bare one.
    """
    low, high = max(low, start - 20_000), min(high, end + 20_000)
    before = _RIGHT_BEFORE.search(seen, max(low, start - 12), start)
    if before:
        return (before["status"], *before.span("status"))
    return _nearest(_labelled(seen, low, high), start, end) or _nearest(_bare(seen, low, high), start, end)


def is_beside(seen: str, status: tuple[str, int, int], places: list[tuple[int, int]], begin: int) -> bool:
    """Tell whether a status stands in a line of the error itself; `begin` is where its last body begins."""
    lines = [line_at(seen, place) for span in places for place in span]
    low, _ = line_at(seen, begin)
    return low <= status[1] < places[-1][1] or any(start <= status[1] < end for start, end in lines)


def labelled_status(seen: str, low: int, high: int) -> tuple[str, int, int] | None:
    """Return the last labelled status of a stretch."""
    return next(iter(reversed(_labelled(seen, low, high))), None)


def statuses_in(text: str) -> list[tuple[str, int, int]]:
    """Return all numbers of a sentence that can be statuses, each once, in their order."""
    return sorted({*_labelled(text, 0, len(text)), *_bare(text, 0, len(text))}, key=lambda one: one[1])


def bare_status(seen: str, low: int, high: int) -> tuple[str, int, int] | None:
    """Return the last bare number of a stretch that can be a status."""
    return next(iter(reversed(_bare(seen, low, high))), None)


def _labelled(seen: str, low: int, high: int) -> list[tuple[str, int, int]]:
    """Return all statuses with a label."""
    found_all = []
    for found in _LABELLED.finditer(seen, low, high):
        name = found.lastgroup or "status"
        found_all.append((found[name], *found.span(name)))
    return found_all


def _bare(seen: str, low: int, high: int) -> list[tuple[str, int, int]]:
    """Return all bare numbers that can be statuses and count nothing."""
    return [
        (found["status"], *found.span("status"))
        for found in _BARE.finditer(seen, low, high)
        if not _NOT_BEFORE.search(seen[max(low, found.start() - 14) : found.start()])
        and not _NOT_BEHIND.match(seen, found.end())
        and not (
            _PROCESS.search(seen, max(low, found.start() - 2), found.start()) and seen.startswith("]:", found.end())
        )
        and not _is_field(seen, low, found.start())
    ]


def _is_field(seen: str, low: int, start: int) -> bool:
    """Tell whether a number is the value of a field that holds no status."""
    field = _FIELD.search(seen, max(low, start - 72), start)
    return field is not None and not (field["quoted"] or field["bare"]).lower().endswith(_OF_STATUS)


def _nearest(found: list[tuple[str, int, int]], start: int, end: int) -> tuple[str, int, int] | None:
    """Return the one nearest to a sentence; what stands behind it counts as further away."""

    def distance(one: tuple[str, int, int]) -> int:
        return start - one[2] if one[2] <= start else 2 * max(0, one[1] - end)

    return min(found, key=distance, default=None)
