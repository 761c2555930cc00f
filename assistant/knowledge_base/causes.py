"""From the shape of a cause's file to the cause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.domain.cause import Cause, Choice, Escape, Evidence, Example, Signal, Source, Step
from assistant.domain.text import Text
from assistant.knowledge_base.located import Located
from assistant.knowledge_base.shapes import CauseShape, SignalShape, StepShape, TextShape


def text(shape: TextShape) -> Text:
    """Return a text of both languages."""
    return Text(shape.ja, shape.en)


def with_shared(steps: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """Return the steps in which each `use: name` is replaced by the shared step, the file's own keys winning."""
    result: dict[str, Any] = {}
    for step_id, step in steps.items():
        used = step.get("use") if isinstance(step, Mapping) else None
        if used is None or used not in shared:
            result[step_id] = step
            continue
        own = {key: value for key, value in step.items() if key != "use"}
        result[step_id] = {**shared[used], **own}
    return result


def steps_of(shapes: Mapping[str, StepShape], located: Located, *above: str | int) -> dict[str, Step]:
    """Return the steps of a guide in their order, each with its line."""
    return {
        step_id: _step(step_id, shape, located.line((*above, "steps", step_id))) for step_id, shape in shapes.items()
    }


def cause_of(shape: CauseShape, located: Located) -> Cause:
    """Return the cause that a valid file says."""
    return Cause(
        id=shape.id,
        category=shape.category,
        provider=shape.provider,
        checked=shape.checked,
        sources=tuple(Source(one.date, one.mark, one.url) for one in shape.sources),
        title=text(shape.title),
        why=text(shape.why),
        who=shape.who,
        needs=tuple(shape.needs),
        signals=tuple(_signal(one) for one in shape.signals),
        rivals={name: text(words) for name, words in shape.rivals.items()},
        evidence=Evidence(text(shape.evidence.verifies), text(shape.evidence.refutes), tuple(shape.evidence.probes)),
        steps=steps_of(shape.steps, located),
        examples=tuple(Example(one.paste, one.facts) for one in shape.examples),
        file=located.file,
    )


def _signal(shape: SignalShape) -> Signal:
    return Signal(
        tuple(shape.says),
        tuple(shape.status),
        tuple(shape.code),
        tuple(shape.type),
        tuple(shape.provider),
        tuple(shape.in_words),
    )


def _step(step_id: str, shape: StepShape, line: int) -> Step:
    if shape.ask:
        verb, words = "ask", shape.ask
    elif shape.do:
        verb, words = "do", shape.do
    elif shape.check:
        verb, words = "check", shape.say or shape.title
    else:
        verb, words = "end", shape.say or shape.title
    return Step(
        id=step_id,
        verb=verb,  # type: ignore[arg-type]  # one of the four words above
        say=text(words),
        title=text(shape.title),
        go=shape.go,
        choices={name: Choice(text(one.label), one.go, one.back, one.when) for name, one in shape.choices.items()},
        probe=shape.check,
        on=dict(shape.on),
        end=shape.end,
        console=shape.console,
        escape=Escape(shape.not_seen, shape.not_allowed),
        links=tuple(shape.links),
        picture=shape.picture,
        message=shape.message,
        warn=text(shape.warn) if shape.warn else None,
        own_call=shape.own_call,
        retry=tuple(shape.retry),
        line=line,
    )
