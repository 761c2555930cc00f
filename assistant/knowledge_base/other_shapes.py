"""The shapes of the files beside the causes."""

from __future__ import annotations

from pydantic import Field

from assistant.knowledge_base.shapes import Day, Id, Shape, StepShape, TextShape, Words


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

    checked: Day
    needs: list[Id] = Field(default_factory=list)
    steps: dict[Id, StepShape] = Field(min_length=1)
