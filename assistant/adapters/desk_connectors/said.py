"""What the other side said, as it may be shown and kept."""

from __future__ import annotations

from assistant.domain.masking.mask import mask

LONGEST = 300  # characters


def said(words: object) -> str:
    """Return a short masked line of what a server or an error says."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return mask(" ".join(text.split())[: 4 * LONGEST]).text[:LONGEST]
