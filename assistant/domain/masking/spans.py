"""Where the secrets stand in a text, and of which kind each is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.masking import kinds as kinds_of
from assistant.domain.masking.broken_value import gather
from assistant.domain.masking.labelled import Span, labelled, parted
from assistant.domain.masking.one_time import one_time_codes
from assistant.domain.masking.said import said
from assistant.domain.plain import FILL

__all__ = ["Span", "all_spans"]

_GAP = rf"[ \t{FILL}]"
_JOINT = rf"(?:{_GAP}{{0,200}}[\\|]?{_GAP}{{0,8}}\r?\n(?:{_GAP}{{0,40}}[>|#*]){{0,6}}{_GAP}{{0,200}}|{FILL}{{1,24}})?"


def _prefix_pattern() -> re.Pattern[str]:
    """Return one pattern for all prefixes, each allowed to be broken between any two of its characters.

    It begins with a set of characters, as such a pattern is searched for many times faster.
    """
    listed: dict[str, list[str]] = {}
    for prefix, _, _ in kinds_of.KEY_PREFIXES:
        listed.setdefault(prefix[0], []).append(prefix[1:])
    rows = "|".join(f"(?<={first}){_rest(rests)}" for first, rests in listed.items())
    return re.compile(f"[{''.join(sorted(listed))}](?<![A-Za-z0-9].)(?:{rows}){_JOINT}")


def _rest(rests: list[str]) -> str:
    """Return a pattern for what follows a first character that is the same; the second is looked at first."""
    broken = "|".join(_JOINT.join(["", *map(re.escape, rest)]) for rest in rests)
    return rf"(?=[{''.join(sorted({rest[0] for rest in rests}))}{FILL}\s\\])(?:{broken})"


_PREFIX = _prefix_pattern()
_ROWS = {row[0]: row for row in kinds_of.KEY_PREFIXES}
_UNMISTAKABLE = ("sk-proj-", "sk-svcacct-", "sk-admin-", "sk-ant-", "sk-or-v1-", "github_pat_")
_AZURE_MARK = re.compile(_JOINT.join(kinds_of.AZURE_MARK))
_AZURE_HEAD = re.compile(  # what stands before the mark, read backwards
    rf"(?:(?:{FILL}{{1,24}}|[ \t]{{0,200}}(?:[>|#*][ \t]{{0,40}}){{0,6}}\n\r?[ \t]{{0,8}}[\\|]?[ \t]{{0,200}})?"
    rf"[A-Za-z0-9]){{{kinds_of.AZURE_HEAD}}}"
)
_JUNK = re.compile(rf"[{FILL}\s\\>|#*]+")
_OTHERS = (
    (kinds_of.COOKIE_NAMES, kinds_of.COOKIE_PAIR, "cookie"),
    (("://",), kinds_of.URL_PASSWORD, "url_password"),
    ((" -u", "--user", "--proxy-user"), kinds_of.CURL_USER, "password"),
    (("ConvertTo-SecureString",), kinds_of.SECURE_STRING, "password"),
    (("sig=",), kinds_of.SIGNATURE, "other_vendor_key"),
    (("hooks.slack.com",), kinds_of.SLACK_HOOK, "other_vendor_key"),
)


def all_spans(seen: str, low: str) -> Iterator[Span]:
    """Yield the spans that each way of looking finds."""
    yield from _prefixed(seen)
    yield from labelled(seen, low)
    yield from parted(seen, low)
    yield from one_time_codes(seen, low)
    yield from said(seen, low)
    if "bearer" in low:
        yield from _schemes(seen, low, kinds_of.BEARER, "bearer_token")
    if "basic" in low:
        yield from _schemes(seen, low, kinds_of.BASIC, "password")
    if "PRIVATE KEY" in seen:
        yield from _private_keys(seen)
    if "J" in seen:
        yield from _azure_keys(seen)
    for marks, pattern, kind in _OTHERS:
        if not any(mark in seen for mark in marks):
            continue
        for found in pattern.finditer(seen):
            if not kinds_of.is_placeholder(found["value"]) or (
                kind == "url_password" and found["value"][0] not in "<{$[*"
            ):
                yield *found.span("value"), kind


def _prefixed(seen: str) -> Iterator[Span]:
    """Yield the keys that their first characters give away."""
    at = 0
    while found := _PREFIX.search(seen, at):
        span = _key(seen, found.start(), found.end(), _ROWS[_JUNK.sub("", found[0])])
        at = max(found.end(), span[1] if span else _words_end(seen, found.end()))
        if span:
            yield span
    for prefix in _UNMISTAKABLE:  # these also count in the middle of a word, where a blank before them was lost
        at = -1
        while (at := seen.find(prefix, at + 1)) >= 0:
            if at and seen[at - 1].isalnum() and (span := _key(seen, at, at + len(prefix), _ROWS[prefix])):
                yield span
                at = span[1]


def _words_end(seen: str, at: int) -> int:
    """Return where a run without anything random ends: no key begins inside of it either."""
    run = kinds_of.RUN.match(seen, at)
    return run.end() if run and not kinds_of.looks_random(run[0]) else at


def _key(seen: str, start: int, at: int, row: tuple[str, str, int]) -> Span | None:
    """Return the span of a key whose body begins at `at`, or None when it is no key."""
    prefix, kind, least = row
    run = kinds_of.DOTTED_KEY_RUN if prefix[-1] == "." else kinds_of.KEY_RUN
    if kind == "jwt":
        run = kinds_of.DOTTED_RUN
    end = gather(seen, at, run, start, prefix, least)
    body = "".join(run.findall(seen[at : min(end, at + 400)])).replace(FILL, "")
    real = len(body) >= least and not kinds_of.is_prefixed_placeholder(body) and _fits(kind, prefix, body)
    return (start, end, kind) if real else None


def _fits(kind: str, prefix: str, body: str) -> bool:
    """Tell whether a body fits a prefix that is short enough to be a word's beginning."""
    if kind == "jwt":
        return "." in body or len(body) >= 40
    if prefix in ("AKIA", "ASIA"):
        return body[:16].isalnum() and body[:16] == body[:16].upper()
    return prefix.startswith("sk") or kinds_of.looks_random(body)


def _schemes(seen: str, low: str, pattern: re.Pattern[str], kind: str) -> Iterator[Span]:
    """Yield the credentials behind `Bearer` or `Basic`."""
    for found in pattern.finditer(low):
        end = gather(seen, found.end(), kinds_of.TOKEN, found.start())
        value = re.sub(r"\s", "", seen[found.end() : end].replace(FILL, "")).rstrip(".")
        if kinds_of.looks_secret(value) or (
            kind == "bearer_token" and len(value) >= 24 and not kinds_of.is_placeholder(value)
        ):
            yield found.end(), end, kind


def _private_keys(seen: str) -> Iterator[Span]:
    """Yield private keys in PEM form, whole or cut off."""
    last = 0
    for found in kinds_of.PEM.finditer(seen):
        if found.start() < last:
            continue
        end = kinds_of.PEM_END.search(seen, found.end(), found.end() + 20000)
        body = kinds_of.PEM_BODY.match(seen, found.end(), found.end() + 20000)
        last = end.end() if end else body.end() if body else found.end()
        yield found.start(), last, "private_key"


def _azure_keys(seen: str) -> Iterator[Span]:
    """Yield newer Azure keys, which carry a mark inside, with whatever label."""
    at = 0
    while mark := _AZURE_MARK.search(seen, at):
        start = _azure_start(seen, mark.start())
        end = gather(seen, mark.start(), kinds_of.RUN, start)
        if end - start >= kinds_of.AZURE_LEAST:
            yield start, end, "azure_key"
        at = max(end, mark.end())


def _azure_start(seen: str, mark: int) -> int:
    """Return where the key begins that has its mark at a place; a line break may stand in it."""
    whole = _AZURE_HEAD.match(seen[max(0, mark - 400) : mark][::-1])
    if whole:
        return mark - whole.end()
    start = mark
    while start > max(0, mark - 80) and seen[start - 1].isalnum():
        start -= 1
    return start
