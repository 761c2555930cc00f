"""What the ids of figures are called."""

from __future__ import annotations

from assistant.domain.knowledge import Guide
from assistant.domain.view.words import Words


def cause_label(value: str | None, say: Words) -> str:
    """Return a cause's title, or the category's name."""
    cause = say.knowledge.causes.get(value or "")
    return say.plain(cause.title) if cause else say(f"category_{value}")


def guide_label(guide_id: str, say: Words) -> str:
    """Return the name of a guide: its cause's title, or a fallback's own; its id where it is gone."""
    fallback = say.knowledge.fallback.get(guide_id)
    if fallback is not None:
        return say.plain(fallback.title) if fallback.title else guide_id
    return cause_label(guide_id, say) if guide_id in say.knowledge.causes else guide_id


def step_label(guide: Guide | None, step_id: str, say: Words) -> str:
    """Return a step's title; its id where it is gone."""
    step = guide.steps.get(step_id) if guide else None
    return say.plain(step.title) if step else step_id


def time_label(seconds: float | None, say: Words) -> str:
    """Return a length of time in the one unit that tells; "" for none."""
    if seconds is None:
        return ""
    minutes = round(seconds / 60)
    if minutes < 120:
        return say("age_minutes", count=minutes)
    return say("age_hours", count=minutes // 60) if minutes < 48 * 60 else say("age_days", count=minutes // 1440)


def percent(part: int, whole: int) -> str:
    """Return a share in whole percents."""
    return f"{100 * part / whole:.0f} %" if whole else ""
