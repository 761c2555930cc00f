"""Rules on guides: one verb a step, every edge leads somewhere, no cycles, an end for everyone."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.cause import Cause, Step
from assistant.domain.evidence import Found
from assistant.domain.guiding.guide import all_walks, answers_of, edge
from assistant.domain.knowledge import Guide
from assistant.knowledge_base.load import Loaded
from assistant.knowledge_base.located import Problem

MOST_WALKS = 300
LEAST_CHOICES = 2
OUTCOMES = frozenset(found.value for found in Found) | {"else"}


def guides(loaded: Loaded, _today: str) -> Iterator[Problem]:
    """Check every cause's guide and the fallback's."""
    for cause in loaded.knowledge.causes.values():
        guide = Guide(cause.id, cause.steps, cause.checked, cause.needs)
        yield from _guide(guide, cause.file)
        if not any(one.end for one in cause.steps.values()):
            continue
        yield from _ends(cause)
    for guide in loaded.knowledge.fallback.values():
        yield from _guide(guide, "fallback.yaml")


def _guide(guide: Guide, file: str) -> Iterator[Problem]:
    for step in guide.steps.values():
        yield from _step(step, guide, file)
    broken = [step for step in guide.steps.values() for one in _targets(step) if one not in guide.steps]
    if broken:
        return
    cycle = _cycle(guide)
    if cycle:
        yield Problem(file, guide.steps[cycle].line, "guide-cycle", f"the step {cycle} can be reached from itself")
        return
    reached = _reached(guide)
    for step in guide.steps.values():
        if step.id not in reached:
            yield Problem(file, step.line, "step-unreachable", f"no answer leads to {step.id}")
    walks = sum(1 for _ in all_walks(guide))
    if walks > MOST_WALKS:
        yield Problem(file, guide.start.line, "guide-walks", f"{walks} walks, more than {MOST_WALKS}")


def _step(step: Step, guide: Guide, file: str) -> Iterator[Problem]:
    def problem(rule: str, words: str) -> Problem:
        return Problem(file, step.line, rule, f"{guide.id}.{step.id}: {words}")

    for target in _targets(step):
        if target not in guide.steps:
            yield problem("step-target", f"there is no step {target}")
    for rule, words in (*_answers(step), *_outcomes(step)):
        yield problem(rule, words)
    if step.console and not (step.escape.not_seen and step.escape.not_allowed):
        yield problem("console-escapes", "a console step needs not_seen and not_allowed")
    yield from _solved(step, guide, file)


def _answers(step: Step) -> Iterator[tuple[str, str]]:
    """Check what a do and an ask lead to."""
    if step.verb == "do" and step.go is None:
        yield "step-go", "a do needs go"
    if step.verb == "ask" and len(step.choices) < LEAST_CHOICES:
        yield "step-choices", "an ask needs at least two choices"
    for name, choice in step.choices.items():
        if (choice.go is None) == (choice.back is None):
            yield "choice-edge", f"the choice {name} needs exactly one of go and back"


def _outcomes(step: Step) -> Iterator[tuple[str, str]]:
    """Check the outcomes that a check names."""
    if step.verb != "check":
        return
    missing = {"ok", "else"} - set(step.on)
    if missing:
        yield "check-outcomes", f"on lacks {', '.join(sorted(missing))}"
    for name in sorted(set(step.on) - OUTCOMES):
        yield "check-outcomes", f"{name} is no outcome of a check"


def _solved(step: Step, guide: Guide, file: str) -> Iterator[Problem]:
    """Only a passing check may lead to a solved end."""
    for answer in answers_of(step):
        target = guide.steps.get(edge(step, answer) or "")
        if target is not None and target.end == "solved" and not (step.verb == "check" and answer == "ok"):
            words = f"{guide.id}.{step.id}: {answer} leads to a solved end, only ok of a check may"
            yield Problem(file, step.line, "solved-unproved", words)


def _ends(cause: Cause) -> Iterator[Problem]:
    ends = {step.end for step in cause.steps.values()}
    if "handoff" not in ends:
        yield Problem(cause.file, cause.start.line, "guide-ends", "no way out to a person (end: handoff)")
    checks = any(step.verb == "check" for step in cause.steps.values())
    if checks and "solved" not in ends:
        yield Problem(cause.file, cause.start.line, "guide-ends", "a guide with a check needs a solved end")


def _targets(step: Step) -> list[str]:
    own = [step.go, step.escape.not_seen, step.escape.not_allowed, *step.on.values()]
    choices = [target for choice in step.choices.values() for target in (choice.go, choice.back)]
    return [target for target in (*own, *choices) if target]


def _nexts(step: Step, guide: Guide) -> list[Step]:
    targets = [edge(step, answer) for answer in answers_of(step)]
    return [guide.steps[target] for target in targets if target is not None and target in guide.steps]


def _reached(guide: Guide) -> set[str]:
    seen: set[str] = set()
    todo = [guide.start]
    while todo:
        step = todo.pop()
        if step.id not in seen:
            seen.add(step.id)
            todo += _nexts(step, guide)
    return seen


def _cycle(guide: Guide) -> str | None:
    done: set[str] = set()

    def visit(step: Step, above: frozenset[str]) -> str | None:
        if step.id in above:
            return step.id
        if step.id in done:
            return None
        for one in _nexts(step, guide):
            found = visit(one, above | {step.id})
            if found:
                return found
        done.add(step.id)
        return None

    return visit(guide.start, frozenset())
