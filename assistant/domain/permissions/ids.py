"""Which texts may stand as the id of a project or a model."""

from __future__ import annotations

from assistant.domain.masking.mask import mask

LONGEST = 256


def is_id(text: str) -> bool:
    """Tell whether a text can be an id: short, printable, without white space at its ends, and no secret."""
    sound = 0 < len(text) <= LONGEST and text.isprintable() and text == text.strip() and bool(text.strip("."))
    return sound and not mask(text).kinds
