"""A cause and its guide: what one file under knowledge/causes says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.domain.evidence import ProbeId
from assistant.domain.text import Text

Shown = Literal["allow_list", "deny_list", "no_policy"]
Who = Literal["developer", "key_owner", "project_owner", "organization_owner", "gateway_admin", "anyone"]


@dataclass(frozen=True, slots=True)
class Signal:
    """One way to recognise a cause; every stated clause must hold, several values of a clause are alternatives."""

    says: tuple[str, ...] = ()  # sentence templates with {project_id}, {model}, …; any one suffices
    status: tuple[int, ...] = ()
    code: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    provider: tuple[str, ...] = ()
    in_words: tuple[str, ...] = ()  # concepts of concepts.yaml: people retell the error where a sentence holds them all


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of an Ask step: on to `go`, or `back` to an earlier step whose later answers are dropped."""

    label: Text
    go: str | None = None
    back: str | None = None
    when: Shown | None = None  # what a reading with the Admin key must show for this answer to be given by itself


@dataclass(frozen=True, slots=True)
class Escape:
    """Where the standing buttons of a console step lead."""

    not_seen: str | None = None  # "I do not see this"
    not_allowed: str | None = None  # "I may not change this"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a guide: exactly one of the four verbs."""

    id: str
    verb: Literal["ask", "do", "check", "end"]
    say: Text
    title: Text
    go: str | None = None  # do
    choices: Mapping[str, Choice] = field(default_factory=dict)  # ask
    probe: ProbeId | None = None  # check
    on: Mapping[str, str] = field(default_factory=dict)  # check: found -> step, with "ok" and "else"
    end: Literal["solved", "handoff"] | None = None  # end
    console: bool = False  # a step in OpenAI's console: dated, with the two escapes
    escape: Escape = field(default_factory=Escape)
    links: tuple[str, ...] = ()
    picture: str | None = None
    message: str | None = None  # id of a ready message in messages.yaml
    warn: Text | None = None
    retry: tuple[int, ...] = ()  # minutes after the last check at which to check again
    own_call: bool = False  # check: only the user's own call, pasted, can answer it
    line: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """A paste that must land on the cause, with the facts that must be read from it."""

    paste: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from and how sure it is (A official, B third-party capture, C inference)."""

    date: str
    mark: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves or refutes a cause, and the probes that can tell."""

    verifies: Text
    refutes: Text
    probes: tuple[ProbeId, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause of a refused call: one file, one category, one guide."""

    id: str
    category: str
    provider: str
    checked: str  # YYYY-MM-DD
    sources: tuple[Source, ...]
    title: Text
    why: Text
    who: Who
    needs: tuple[str, ...]
    signals: tuple[Signal, ...]
    rivals: Mapping[str, Text]
    evidence: Evidence
    steps: Mapping[str, Step]  # in order; the first is the start
    examples: tuple[Example, ...]
    file: str = ""

    @property
    def start(self) -> Step:
        """Return the step that the guide begins with."""
        return next(iter(self.steps.values()))
