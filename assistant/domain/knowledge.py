"""All that knowledge/ says, as values: what every other part looks things up in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.domain.cause import Cause, Step
from assistant.domain.desk.rewording.rules import Rewording
from assistant.domain.text import Language, Text


@dataclass(frozen=True, slots=True)
class Link:
    """One address; `url` may hold fact placeholders, `without` serves when such a fact is not known."""

    id: str
    label: Text
    url: Text
    checked: str
    without: str | None = None


Asks = Literal["permission", "support"]


@dataclass(frozen=True, slots=True)
class Message:
    """A ready message to copy, with placeholders; `asks` for a model's permission, or OpenAI's support for help."""

    id: str
    subject: Text
    body: Text
    asks: Asks | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A schematic drawing of a console page; the SVG may hold {{model}} and {{project_id}}."""

    id: str
    svg: str
    alt: Text
    caption: Text
    checked: str


@dataclass(frozen=True, slots=True)
class Family:
    """Models that share an endpoint: `patterns` are id patterns in which * stands for anything."""

    id: str
    patterns: tuple[str, ...]
    endpoints: tuple[str, ...]  # the first is the one that a minimal call uses


@dataclass(frozen=True, slots=True)
class Retirement:
    """The announced end of some model ids, and what replaces them."""

    ids: tuple[str, ...]
    date: str  # YYYY-MM-DD
    replacement: str | None = None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class ModelTable:
    """What is known about model ids: families in order of precedence, aliases with their snapshots, retirements."""

    families: tuple[Family, ...] = ()
    snapshots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # alias -> dated ids
    retirements: tuple[Retirement, ...] = ()
    checked: str = ""  # YYYY-MM-DD
    restricted: tuple[str, ...] = ()  # ids that need an approval of their own, whatever a project permits


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that sends a model unasked, and where in it the model is set."""

    id: str
    name: str
    question: Text
    where: Text
    models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Secret:
    """A kind of secret that is masked, and how to revoke one."""

    id: str
    name: Text
    revoke: Text


@dataclass(frozen=True, slots=True)
class Phrases:
    """What people type instead of pressing a button: id of a standing button or of a choice -> phrases."""

    intents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


Register = Literal["customer", "polite", "memo"]


@dataclass(frozen=True, slots=True)
class Letters:
    """Frames of a reply: what each says, in the registers of a letter; `memo` has its own."""

    frames: Mapping[str, Mapping[Register, Text]] = field(default_factory=dict)
    memo: Mapping[str, Text] = field(default_factory=dict)
    asks: Mapping[str, Text] = field(default_factory=dict)  # what is asked for, by fact
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # what is known -> ids of choices that it means
    usual: tuple[str, ...] = ()  # choices that are taken for granted
    unsaid: tuple[str, ...] = ()  # steps that a letter leaves out
    titles: tuple[str, ...] = ()  # what a name may already end with
    only_here: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)  # marks of sentences for the screen


@dataclass(frozen=True, slots=True)
class Guide:
    """Steps to walk: those of a cause, or of the fallback when no cause fits."""

    id: str
    steps: Mapping[str, Step]
    checked: str
    needs: tuple[str, ...] = ()
    title: Text | None = None  # of a fallback guide; a cause has its own
    why: Text | None = None

    @property
    def start(self) -> Step:
        """Return the step that the guide begins with."""
        return next(iter(self.steps.values()))


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The whole of knowledge/, read once for the process."""

    causes: Mapping[str, Cause]
    fallback: Mapping[str, Guide]
    links: Mapping[str, Link]
    wording: Mapping[str, Text]
    messages: Mapping[str, Message]
    models: ModelTable
    tools: Sequence[Tool]
    phrases: Phrases
    pictures: Mapping[str, Picture]
    secrets: Mapping[str, Secret]
    reading: Mapping[str, Sequence[str]] = field(default_factory=dict)  # words around an error, by what they tell
    concepts: Mapping[str, Sequence[str]] = field(default_factory=dict)  # words in which people retell errors
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)  # names of an export's columns, by field
    letters: Letters = field(default_factory=Letters)
    rewording: Rewording | None = None

    def guide(self, guide_id: str) -> Guide:
        """Return a cause's guide, or the fallback's of that id; KeyError when there is neither."""
        if guide_id in self.fallback:
            return self.fallback[guide_id]
        cause = self.causes[guide_id]
        return Guide(cause.id, cause.steps, cause.checked, cause.needs)
