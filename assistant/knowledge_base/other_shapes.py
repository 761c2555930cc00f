"""The shapes of the files beside the causes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.domain.desk.rewording.rules import Watched
from assistant.domain.knowledge import Asks
from assistant.domain.text import Language
from assistant.knowledge_base.shapes import Day, Id, Shape, SourceShape, StepShape, TextShape, Words


class LinkShape(Shape):
    """One entry of links.yaml; `url` is one address, or one in each language."""

    label: TextShape
    url: Words | TextShape
    checked: Day
    without: Words | None = None


class MessageShape(Shape):
    """One entry of messages.yaml."""

    subject: TextShape
    body: TextShape
    asks: Asks | None = None


class CaptionShape(Shape):
    """One entry of pictures/captions.yaml."""

    alt: TextShape
    caption: TextShape
    checked: Day


class SecretShape(Shape):
    """One entry of secrets.yaml."""

    name: TextShape
    revoke: TextShape


class PhraseShape(Shape):
    """The phrases of one intent or choice."""

    ja: list[str]
    en: list[str]


class PhrasesShape(Shape):
    """The whole of phrases.yaml."""

    intents: dict[Id, PhraseShape]
    choices: dict[Id, PhraseShape] = Field(default_factory=dict)


class GuideShape(Shape):
    """One guide of fallback.yaml."""

    title: TextShape
    why: TextShape
    needs: list[Id] = Field(default_factory=list)
    steps: dict[Id, StepShape] = Field(min_length=1)


class FallbackShape(Shape):
    """The whole of fallback.yaml."""

    checked: Day
    other: GuideShape
    none: GuideShape


class OriginShape(Shape):
    """Where entries of a table come from."""

    date: Day
    mark: Literal["A", "B", "C"]
    url: str | None = None
    words: str | None = None


class FamilyShape(Shape):
    """Models that share endpoints."""

    patterns: list[Words]
    endpoints: list[Words] = Field(min_length=1)
    source: Id


class RetirementShape(Shape):
    """The announced end of some ids."""

    ids: list[Words] = Field(min_length=1)
    date: Day
    source: Id
    replacement: Words | None = None
    unsure: bool = False


class RestrictedShape(Shape):
    """Ids that need an approval of their own."""

    ids: list[Words]
    source: Id
    unsure: bool = False


class EndpointShape(Shape):
    """The announced end of an endpoint."""

    path: Words
    date: Day
    source: Id


class ModelsShape(Shape):
    """The whole of models.yaml."""

    sources: dict[Id, OriginShape]
    checked: Day
    families: dict[Id, FamilyShape]
    restricted: RestrictedShape
    snapshots: dict[str, list[Words]]
    retirements: list[RetirementShape]
    endpoints: list[EndpointShape] = Field(default_factory=list)
    never: RestrictedShape | None = None


class FrameShape(Shape):
    """One frame of a letter; `polite` is Japanese alone, where it differs."""

    customer: TextShape
    polite: Words | None = None


class LettersShape(Shape):
    """The whole of reply.yaml."""

    frames: dict[Id, FrameShape] = Field(default_factory=dict)
    memo: dict[Id, TextShape] = Field(default_factory=dict)
    asks: dict[Id, TextShape] = Field(default_factory=dict)
    known: dict[Id, list[Id]] = Field(default_factory=dict)
    usual: list[Id] = Field(default_factory=list)
    unsaid: list[Id] = Field(default_factory=list)
    titles: list[Words] = Field(default_factory=list)
    only_here: dict[Literal["ja", "en"], list[str]] = Field(default_factory=dict)


class ToneShape(Shape):
    """One tone of rewording.yaml."""

    label: TextShape
    ask: TextShape


class RewordingShape(Shape):
    """The whole of rewording.yaml."""

    instruction: TextShape
    tones: dict[Id, ToneShape] = Field(min_length=1)
    watched: dict[Watched, dict[Language, list[Words]]]


class ToolShape(Shape):
    """One tool of tools.yaml."""

    name: Words
    models: list[Words] = Field(default_factory=list)
    question: TextShape
    looks: TextShape
    where: TextShape
    sources: list[SourceShape] = Field(min_length=1)
    checked: Day
