"""Ids of requests, organizations and projects that stand outside of the sentence."""

from __future__ import annotations

import re

from assistant.domain.reading.facts.values import ORGANIZATION, PROJECT, Value, first_of, id_in
from assistant.domain.reading.people.prose import line_at
from assistant.domain.reading.text.source import Source, unwrapped

_REQUEST = re.compile(
    r"(?<![A-Za-z0-9_\-])(?:x-request-id|x-ms-request-id|apim-request-id|_?request[_ -]?id|requestid"
    r"|req[_ -]?id|x-oai-request-id|\u30ea\u30af\u30a8\u30b9\u30c8 ?id|\u8bf7\u6c42 ?id)"
    r"[\"'`*)\]]{0,4}[ \t]{0,4}(?:=>|->|[:=])?\s{0,4}(?:Some\()?[\"'`*(\[]{0,4}"
    r"(?P<id>req_[A-Za-z0-9]{6,64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-Fa-f]{24,40}|[0-9]{16,40}"
    r"|[A-Za-z0-9_\-]{16,64})(?![A-Za-z0-9_])",
    re.IGNORECASE,
)
_CLIENT = re.compile(r"(?:client|trace|correlation|parent)[-_ ]$", re.IGNORECASE)
_RECORD = re.compile(r"[ \t>|\"']*(?:\{|\[?\d{4}-\d\d-\d\d|(?:START|END|REPORT) )")  # how a line of a log begins
_BARE_REQUEST = re.compile(r"(?<![A-Za-z0-9_])req_[A-Za-z0-9]{16,64}(?![A-Za-z0-9_])")
_WHOLE = re.compile(r"(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|req_01[A-Za-z0-9]{22})(?![A-Za-z0-9])")
_WRAPPED_REQUEST = re.compile(r"(?<![A-Za-z0-9_])req_(?:[0-9a-f]\s{0,1}(?:\n[ \t>|]{0,8})?){31}[0-9a-f](?![A-Za-z0-9])")


def request_id(source: Source, start: int, end: int, low: int, high: int) -> Value | None:
    """Return the request id of a failing call: the labelled one nearest to its sentence, `req_` preferred."""
    text, low, high = source.text, max(low, start - 20_000), min(high, end + 20_000)
    found = [
        match for match in _REQUEST.finditer(text, low, high)
        if not _CLIENT.search(text, max(0, match.start() - 12), match.start()) and any(map(str.isdigit, match["id"]))
        and not _is_the_jobs(text, match["id"], start, end, low, high)
    ]  # fmt: skip
    best = min(
        found, key=lambda match: (not match["id"].startswith("req_"), abs(match.start("id") - start)), default=None
    )
    if best and best["id"].startswith("req_"):
        wrapped = _WRAPPED_REQUEST.match(text, best.start("id"))
        if wrapped and "\n" in wrapped[0]:
            return Value(re.sub(r"[\s>|]", "", wrapped[0]))
    if best:
        return _continued(text, best) or Value(best["id"], *best.span("id"))
    return first_of(_BARE_REQUEST, "req_", source, low, high)


def _continued(text: str, found: re.Match[str]) -> Value | None:
    """Return an id of a known length that a line break has cut, put together."""
    if text[found.end("id") : found.end("id") + 80].lstrip(" \t|\r")[:1] != "\n":
        return None
    whole = _WHOLE.match(unwrapped(text[found.start("id") : found.end("id") + 80]))
    return Value(whole[0]) if whole and len(whole[0]) > len(found["id"]) else None


def _is_the_jobs(text: str, name: str, start: int, end: int, low: int, high: int) -> bool:
    """Tell whether records of a log before and behind an error's own carry an id: the job's, then, not the call's."""
    if name.startswith("req_"):
        return False
    first, _ = line_at(text, start)
    _, last = line_at(text, end)
    before, behind = text.rfind(name, low, first), text.find(name, last, high)
    return before >= 0 and behind >= 0 and all(_RECORD.match(text, line_at(text, at)[0]) for at in (before, behind))


def organization(source: Source, low: int, high: int) -> Value | None:
    """Return the organization id of a stretch, if it names exactly one."""
    return _only(ORGANIZATION, source, low, high)


def project(source: Source, low: int, high: int) -> Value | None:
    """Return the project id of a stretch, if it names exactly one."""
    return _only(PROJECT, source, low, high)


def _only(pattern: re.Pattern[str], source: Source, low: int, high: int) -> Value | None:
    """Return what a pattern finds in a stretch, if it is the same everywhere."""
    prefix = "org-" if pattern is ORGANIZATION else "proj_"
    if source.text.find(prefix, low, high) < 0:
        return None
    names = {found[0] for found in pattern.finditer(source.text, low, high)}
    if len(names) > 1:
        return None
    return id_in(source, prefix, low, high) or first_of(pattern, prefix, source, low, high)
