"""The mark of practice, which stands on every card of a practice case."""

from __future__ import annotations

from assistant.domain.view.words import Words


def practice_mark(say: Words) -> str:
    """Return the mark as Markdown."""
    return f":orange-badge[{say('case_practice')}]"
