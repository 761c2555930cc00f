"""A body that is a message under one key and nothing more: some servers answer so, OpenAI's API never does."""

from __future__ import annotations

import re

FLAT = "flat_error"  # stands for the type of such an error; causes name it in their signals
KEYS = frozenset({"error", "detail"})
_BODY = re.compile(r"[\"'](?:error|detail)[\"']\s{0,4}:\s{0,4}[\"'](?![\"'])")


def has_flat_body(seen: str) -> bool:
    """Tell whether a text holds such a body at all."""
    return _BODY.search(seen) is not None
