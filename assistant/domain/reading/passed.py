"""The answer of a call that went through, as a user pastes it after trying again."""

from __future__ import annotations

import re

_OBJECT = re.compile(
    r"[\"']?\bobject[\"']?\s*[:=]>?\s*[\"'](?:response|chat\.completion(?:\.chunk)?|text_completion|list"
    r"|embedding|model|response\.input_tokens|realtime\.session)[\"']"
    r"|\bChatCompletion\(id=|\bResponse\(id=|\bCreateEmbeddingResponse\(|\bSyncPage\[Model\]\("
)
_OK = re.compile(
    r"\bHTTP/[0-9.]{1,3}[\"']?\s+200\b|(?:^|\b)(?:status(?:[ _]?code)?)[\"']?\s*[:=]\s*200\b|^200(?: OK)?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
FAILED = re.compile(
    r"[\"']error[\"']\s*[:=]>?\s*(?!null|None|nil|undefined)[\"'{\[]|[\"']?status[\"']?\s*[:=]\s*[\"']failed[\"']"
)
_MARKS = ("object", "ChatCompletion(id=", "Response(id=", "CreateEmbeddingResponse(", "SyncPage[Model](")
_STATUS = re.compile(r"\b200\b")


def passed_at(seen: str) -> tuple[int, int] | None:
    """Return where the answer of a passing call stands, or None when the text holds none."""
    for mark in _MARKS:
        at = -1
        for _ in range(200):
            at = seen.find(mark, at + 1)
            if at < 0:
                break
            found = _OBJECT.search(seen, max(0, at - 1), at + 80)
            if found and not FAILED.search(seen, max(0, found.start() - 4000), found.end() + 20_000):
                return found.span()
    return None


def stated_200(seen: str, start: int) -> tuple[str, int, int] | None:
    """Return the status 200 that stands before or behind an answer."""
    found = _OK.search(seen, max(0, start - 30_000), start + 60_000)
    inner = _STATUS.search(seen, found.start(), found.end()) if found else None
    return ("200", *inner.span()) if inner else None
