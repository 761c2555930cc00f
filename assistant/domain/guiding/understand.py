"""Free text at a step: which of its buttons was meant."""

from __future__ import annotations

from assistant.domain.cause import Step
from assistant.domain.guiding.guide import DONE, PERSON, answers_of
from assistant.domain.guiding.phrase import Meant, understand
from assistant.domain.knowledge import Knowledge

BACK = "back"
SOLVED = "solved"  # said, not proved: only a passing call solves a case
SAID_OF_A_CALL = ("again", "done", "solved", "still_failing", "yes")


def meant_at(step: Step, said: str, knowledge: Knowledge) -> Meant | None:
    """Return the answer of this step that a text stands for, "person", "back" or "solved"; None when unclear."""
    choices = {name: (choice.label.ja, choice.label.en) for name, choice in step.choices.items()}
    return understand(said, knowledge.phrases, choices, intents_at(step))


def intents_at(step: Step) -> dict[str, Meant]:
    """Return what the intents of phrases.yaml stand for at a step; those that are left out mean nothing here."""
    here = {name: Meant(name, name in step.choices) for name in answers_of(step)}
    back = next((name for name, choice in step.choices.items() if choice.back), None)
    if back is not None:
        here.setdefault("again", Meant(back, True))
    if step.verb == "do":
        here["yes"] = Meant(DONE, False)
    if step.verb == "check":
        here |= dict.fromkeys(SAID_OF_A_CALL, Meant(SOLVED, False))
    for standing in (PERSON, BACK, SOLVED):
        here.setdefault(standing, Meant(standing, False))
    return here
