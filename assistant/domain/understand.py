"""Free text at a step: which of its buttons was meant."""

from __future__ import annotations

from assistant.domain.cause import Step
from assistant.domain.guide import DONE, answers_of
from assistant.domain.knowledge import Knowledge
from assistant.domain.phrase import Meant, understand

YES, NO = "yes", "no"
STANDING = frozenset({"person", "back"})


def meant_at(step: Step, said: str, knowledge: Knowledge) -> Meant | None:
    """Return the answer of this step that a text stands for, "person" or "back", or None when it is not clear."""
    choices = {name: (choice.label.ja, choice.label.en) for name, choice in step.choices.items()}
    meant = understand(said, knowledge.phrases, choices)
    if meant is None:
        return None
    if meant.choice or meant.id in STANDING or meant.id in answers_of(step):
        return meant
    return _of_two(step, meant.id)


def _of_two(step: Step, intent: str) -> Meant | None:
    """Read yes, done and again as this step's own words where they can only mean one thing."""
    if step.verb == "do" and intent == YES:
        return Meant(DONE, False)
    if intent == "again":
        back = next((name for name, choice in step.choices.items() if choice.back), None)
        return Meant(back, True) if back else None
    return None
