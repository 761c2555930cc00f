"""Masking: every secret in a text is replaced before anything else looks at it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.domain.masking.spans import Span, all_spans
from assistant.domain.plain import FILL, plain, unescaped
from assistant.domain.printable import without_encoding

_ASCII_LOWER = {code: code + 32 for code in range(65, 91)}
_MARKED = re.compile(r"\[masked:[a-z0-9_]+\]")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without its secrets, and the kinds of secrets that were in it, in the order of the text.

    `seen` is the text as `plain` returns it; empty when it was not computed.
    """

    text: str
    kinds: tuple[str, ...] = ()
    seen: str = field(default="", repr=False, compare=False)


def mask(text: str) -> Masked:
    """Replace every secret by a tag such as `[masked:openai_project_key]`; masking twice changes nothing more."""
    found: dict[str, None] = {}
    decoded = without_encoding(text, FILL)
    masked, seen = _masked(text, unescaped(decoded), found)
    if decoded is not text:  # no secret may be seen either where nothing had been encoded
        masked, _ = _masked(masked, unescaped(masked), found)
        seen = plain(masked)
    return Masked(masked, tuple(found), seen)


def _masked(text: str, seen: str, found: dict[str, None]) -> tuple[str, str]:
    """Return a text and what is seen of it without the secrets that are seen; their kinds are added to `found`."""
    for _ in range(4):
        spans = _merged(_spans(seen))
        if not spans:
            break
        found |= dict.fromkeys(kind for _, _, kind in spans)
        text, seen = _replaced(text, spans), _replaced(seen, spans)
    return text, seen


def _replaced(text: str, spans: list[Span]) -> str:
    """Return the text with a tag in the place of every span."""
    pieces: list[str] = []
    last = 0
    for start, end, kind in spans:
        pieces += (text[last:start], f"[masked:{kind}]")
        last = end
    return "".join(pieces) + text[last:]


def _merged(spans: Iterator[Span]) -> list[Span]:
    """Return spans in order; of those that overlap the first stays, as long as all of them together."""
    merged: list[Span] = []
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), merged[-1][2])
        else:
            merged.append((start, end, kind))
    return merged


def _spans(seen: str) -> Iterator[Span]:
    """Yield every secret's place in the text, tags of an earlier masking left alone."""
    low = seen.lower() if seen.isascii() else seen.translate(_ASCII_LOWER)
    tags = [found.span() for found in _MARKED.finditer(seen)] if "[masked:" in seen else []
    for start, stop, kind in all_spans(seen, low):
        end = start + len(seen[start:stop].rstrip(FILL))
        at = bisect_left(tags, (start, start))
        touches = (at < len(tags) and tags[at][0] < end) or (at and tags[at - 1][1] > start)
        if end > start and not touches:
            yield start, end, kind
