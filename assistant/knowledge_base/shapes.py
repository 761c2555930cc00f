"""The shapes of the files under knowledge/, checked by pydantic at this edge and nowhere else."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from assistant.domain.cause import Shown, Who
from assistant.domain.evidence import ProbeId

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$")]


def _day(value: str) -> str:
    if date.fromisoformat(value).isoformat() != value:
        raise ValueError("a day is written YYYY-MM-DD")
    return value


Day = Annotated[str, AfterValidator(_day)]


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


Several = Annotated[list[str], BeforeValidator(_listed)]
Numbers = Annotated[list[int], BeforeValidator(_listed)]


class Shape(BaseModel):
    """A mapping that knows all its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TextShape(Shape):
    """One text in both languages."""

    ja: Words
    en: Words


class ChoiceShape(Shape):
    """One answer of a question."""

    label: TextShape
    go: Id | None = None
    back: Id | None = None
    when: Shown | None = None


class StepShape(Shape):
    """One step after its shared part was taken in; the verb rules are lint's."""

    title: TextShape
    ask: TextShape | None = None
    do: TextShape | None = None
    check: ProbeId | None = None
    end: Literal["solved", "handoff"] | None = None
    say: TextShape | None = None
    go: Id | None = None
    choices: dict[Id, ChoiceShape] = Field(default_factory=dict)
    on: dict[Id, Id] = Field(default_factory=dict)
    console: bool = False
    not_seen: Id | None = None
    not_allowed: Id | None = None
    links: list[Id] = Field(default_factory=list)
    picture: Id | None = None
    message: Id | None = None
    warn: TextShape | None = None
    own_call: bool = False
    retry: list[int] = Field(default_factory=list)

    @model_validator(mode="after")
    def _one_verb(self) -> Self:
        verbs = [name for name in ("ask", "do", "check", "end") if getattr(self, name) is not None]
        if len(verbs) != 1:
            raise ValueError(f"a step has exactly one verb, this one has {' and '.join(verbs) or 'none'}")
        return self


class SignalShape(Shape):
    """One line of signals."""

    says: Several = Field(default_factory=list)
    status: Numbers = Field(default_factory=list)
    code: Several = Field(default_factory=list)
    type: Several = Field(default_factory=list)
    provider: Several = Field(default_factory=list)
    in_words: Several = Field(default_factory=list)


class SourceShape(Shape):
    """Where a fact comes from."""

    date: Day
    mark: Literal["A", "B", "C"]
    url: str | None = None


class EvidenceShape(Shape):
    """What proves or refutes the cause."""

    verifies: TextShape
    refutes: TextShape
    probes: list[ProbeId] = Field(default_factory=list)


class ExampleShape(Shape):
    """A paste that must land on the cause."""

    paste: str
    facts: dict[str, str | int] = Field(default_factory=dict)


class CauseShape(Shape):
    """A whole file under causes/."""

    id: Id
    category: Id
    provider: str = "openai"
    checked: Day
    sources: list[SourceShape] = Field(min_length=1)
    title: TextShape
    why: TextShape
    who: Who
    needs: list[Id] = Field(default_factory=list)
    signals: list[SignalShape]
    rivals: dict[Id, TextShape] = Field(default_factory=dict)
    evidence: EvidenceShape
    steps: dict[Id, StepShape] = Field(min_length=1)
    examples: list[ExampleShape] = Field(default_factory=list)
