"""Walking a guide: where the given answers lead, by replay; nothing but answers is ever stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.domain.cause import Step
from assistant.domain.knowledge import Guide

DONE = "done"
NOT_SEEN = "not_seen"
NOT_ALLOWED = "not_allowed"
PERSON = "person"

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Given:
    """A step that was answered, and its answer."""

    step: Step
    answer: str


@dataclass(frozen=True, slots=True)
class Walk:
    """The way so far and the step that is next."""

    given: tuple[Given, ...]
    step: Step

    @property
    def solved(self) -> bool:
        """Tell whether the walk has ended at a passing call."""
        return self.step.end == "solved"


def answers_of(step: Step) -> tuple[str, ...]:
    """Return the answers that a step takes, those of its standing buttons included."""
    if step.verb == "ask":
        own: tuple[str, ...] = tuple(step.choices)
    elif step.verb == "do":
        own = (DONE,)
    elif step.verb == "check":
        own = tuple(step.on)
    else:
        return ()
    seen = (NOT_SEEN,) if step.escape.not_seen else ()
    allowed = (NOT_ALLOWED,) if step.escape.not_allowed else ()
    return (*own, *seen, *allowed)


def edge(step: Step, answer: str) -> str | None:
    """Return the id of the step that an answer leads to, or None when the step does not take it."""
    if answer == NOT_SEEN and step.escape.not_seen:
        return step.escape.not_seen
    if answer == NOT_ALLOWED and step.escape.not_allowed:
        return step.escape.not_allowed
    if step.verb == "ask" and answer in step.choices:
        return step.choices[answer].go
    if step.verb == "do" and answer == DONE:
        return step.go
    if step.verb == "check":
        return step.on.get(answer, step.on.get("else"))
    return None


def handoff(guide: Guide) -> Step | None:
    """Return the guide's step that hands over to a person: the one of that name where there are several such ends."""
    ends = [step for step in guide.steps.values() if step.end == "handoff"]
    return next((step for step in ends if step.id == PERSON), ends[0] if ends else None)


def walk(guide: Guide, answers: Answers) -> Walk:
    """Replay the answers from the first step; the first step without a valid answer is the next one."""
    given: list[Given] = []
    step = guide.start
    while step.id in answers and step.verb != "end":
        answer = answers[step.id]
        target = _target(guide, step, answer)
        if target is None:
            break
        given.append(Given(step, answer))
        step = guide.steps[target]
    return Walk(tuple(given), step)


def give(guide: Guide, answers: Answers, step_id: str, answer: str) -> dict[str, str]:
    """Return the answers with one more; an answer to an older step drops all that came after it.

    A choice that leads back drops the answers from that earlier step on. An answer that the step does not take, or to a
    step that is not on the way, changes nothing.
    """
    now = walk(guide, answers)
    way = [one.step.id for one in now.given]
    kept = {one.step.id: one.answer for one in now.given}
    if step_id not in (*way, now.step.id):
        return kept
    step = guide.steps[step_id]
    before = way[: way.index(step_id)] if step_id in way else way
    choice = step.choices.get(answer)
    if choice is not None and choice.back is not None:
        before = before[: before.index(choice.back)] if choice.back in before else before
        return {name: kept[name] for name in before}
    if step.verb == "end" or _target(guide, step, answer) is None:
        return kept
    return {**{name: kept[name] for name in before}, step_id: answer}


def _target(guide: Guide, step: Step, answer: str) -> str | None:
    """Return where an answer leads; "person" hands over from any step that has no choice of that name."""
    if answer == PERSON and PERSON not in step.choices:
        person = handoff(guide)
        return person.id if person else None
    return edge(step, answer)


def back(guide: Guide, answers: Answers) -> dict[str, str]:
    """Return the answers without the last one."""
    given = walk(guide, answers).given
    return {one.step.id: one.answer for one in given[:-1]}


def before_check(guide: Guide, answers: Answers) -> dict[str, str]:
    """Return the answers up to the first check, for when what it was about has changed."""
    given = walk(guide, answers).given
    checks = [at for at, one in enumerate(given) if one.step.verb == "check"]
    return {one.step.id: one.answer for one in given[: checks[0] if checks else len(given)]}


def all_walks(guide: Guide) -> Iterator[Walk]:
    """Yield every walk from the start to an end; a choice that leads back ends none and is left out."""

    def follow(step: Step, given: tuple[Given, ...]) -> Iterator[Walk]:
        if step.verb == "end":
            yield Walk(given, step)
            return
        for answer in answers_of(step):
            target = edge(step, answer)
            if target is not None:
                yield from follow(guide.steps[target], (*given, Given(step, answer)))

    yield from follow(guide.start, ())


def remaining(step: Step, guide: Guide) -> int:
    """Return how many steps the usual way on has, this one included: the first answer of each, until an end."""
    count = 0
    while step.verb != "end":
        count += 1
        usual = "ok" if step.verb == "check" else answers_of(step)[0]
        target = edge(step, usual)
        if target is None:
            break
        step = guide.steps[target]
    return count
