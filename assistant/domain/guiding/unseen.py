"""What was not to be seen at a step, and what was there instead: kept with the case whatever way it takes then."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.case import Case, Unseen
from assistant.domain.guiding.guide import NOT_SEEN, Walk


def with_press(case: Case, guide_id: str, before: Walk, step_id: str, answer: str) -> Case:
    """Return the case with a press of "I do not see this" at a step of the way; one of each step is kept."""
    steps = {one.step.id: one.step for one in before.given} | {before.step.id: before.step}
    step = steps.get(step_id)
    if answer != NOT_SEEN or step is None or not step.escape.not_seen:
        return case
    known = _of(case, guide_id, step_id)
    others = tuple(one for one in case.unseen if one is not known)
    return replace(case, unseen=(*others, known or Unseen(guide_id, step_id)))


def with_label(case: Case, step_id: str, label: str) -> Case:
    """Return the case with the label that was there instead of what a step speaks of."""
    changed = tuple(
        replace(one, saw=label) if (one.guide_id, one.step_id) == (case.guide_id, step_id) else one
        for one in case.unseen
    )
    return replace(case, unseen=changed)


def just_unseen(case: Case, walked: Walk | None) -> Unseen | None:
    """Return what the last answer said was not to be seen, None where it said something else."""
    if walked is None or not walked.given or walked.given[-1].answer != NOT_SEEN or case.guide_id is None:
        return None
    return _of(case, case.guide_id, walked.given[-1].step.id)


def _of(case: Case, guide_id: str, step_id: str) -> Unseen | None:
    return next((one for one in case.unseen if (one.guide_id, one.step_id) == (guide_id, step_id)), None)
