"""The answer of a call that went through, in the own shape of a vendor other than OpenAI."""

from __future__ import annotations

import re

from assistant.domain.reading.passed import FAILED

_ENDED = r"[\"'](?:end_turn|max_tokens|stop_sequence|tool_use)[\"']"
_SHAPES = (  # the provider, letters that every such answer holds, and what tells that it came to its end
    ("anthropic", "stop_reason", re.compile(rf"\bstop_reason[\"']?\s*[:=]\s*{_ENDED}")),
    (
        "google",
        "inish",
        re.compile(r"[\"']finishReason[\"']\s*:\s*[\"'](?:STOP|MAX_TOKENS)[\"']|\bFinishReason\.(?:STOP|MAX_TOKENS)\b"),
    ),
    ("ollama", "done_reason", re.compile(r"\bdone_reason[\"']?\s*[:=]\s*[\"'](?:stop|length)[\"']")),
    ("other", "stopReason", re.compile(rf"[\"']stopReason[\"']\s*:\s*{_ENDED}")),  # Bedrock's Converse
)
_VERSION = re.compile(r"\bmodel_?[vV]ersion[\"']?\s*[:=]\s*[\"'](?P<name>[a-z][A-Za-z0-9._\-]{2,80})[\"']")


def native_at(seen: str) -> tuple[str, tuple[int, int]] | None:
    """Return whose own shape the answer of a passing call has, and where it stands, or None when there is none."""
    for provider, letters, pattern in _SHAPES:
        found = pattern.search(seen) if letters in seen else None
        if found and not FAILED.search(seen, max(0, found.start() - 20_000), found.end() + 4_000):
            return provider, found.span()
    return None


def version_near(seen: str, low: int, high: int) -> tuple[str, int, int] | None:
    """Return the model that an answer names as its version."""
    found = _VERSION.search(seen, low, high)
    return (found["name"], *found.span("name")) if found else None
