"""A case: facts, findings and answers; every sentence on a screen is derived from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from assistant.domain.evidence import Finding, Found, ListedModel, Policy, PolicyMode
from assistant.domain.report import ErrorReport, Fact, FactName, Seen


@dataclass(frozen=True, slots=True)
class Unseen:
    """A press of "I do not see this", and the masked label that was there instead, where it was said."""

    guide_id: str
    step_id: str
    saw: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """The whole state of a conversation; never a key.

    `answers` are of the guide `guide_id`; `corrections` win over what was read; an empty correction takes a fact away.
    Times are UTC, ISO 8601.
    """

    id: str
    created: str
    report: ErrorReport
    version: int = 0
    practice: bool = False
    owner: str | None = None
    corrections: Mapping[FactName, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    tried: tuple[Finding, ...] = ()  # calls of other models, to recommend only what passed
    pending: str | None = None  # since when a check is under way
    guide_id: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    earlier: tuple[ErrorReport, ...] = ()  # reports that a newer paste replaced, oldest first
    note: str | None = None  # what the last input was taken for, an id of wording.yaml
    changes: tuple[str, ...] = ()  # records of the permission changes made for it that stand, oldest first
    requests: tuple[str, ...] = ()  # requests to an administrator, oldest first
    unseen: tuple[Unseen, ...] = ()  # what was not to be seen at steps, oldest first; a way back keeps it

    def value(self, name: FactName) -> str | None:
        """Return a fact as corrected, or as read."""
        if name in self.corrections:
            return self.corrections[name] or None
        return self.report.value(name)


@dataclass(frozen=True, slots=True)
class WrongVerdict:
    """A user's word that a verdict is wrong; `text` is the masked paste, `said` is masked too."""

    case_id: str
    at: str
    category: str
    cause: str | None
    said: str
    text: str


def to_json(case: Case) -> str:
    """Return the case as JSON."""
    return json.dumps(case, default=_members, ensure_ascii=False, separators=(",", ":"))


def _members(value: Any) -> dict[str, Any]:
    return {one.name: getattr(value, one.name) for one in fields(value)}


def from_json(data: Mapping[str, Any]) -> Case:
    """Return the case whose JSON was read; unknown keys are ignored, so that an older server can read on."""
    known = _known(Case, data)
    known["report"] = _report(known["report"])
    known["earlier"] = tuple(_report(one) for one in known.get("earlier", ()))
    for name in ("changes", "requests"):
        known[name] = tuple(known.get(name, ()))
    known["unseen"] = tuple(Unseen(**_known(Unseen, one)) for one in known.get("unseen", ()))
    for name in ("findings", "tried"):
        known[name] = tuple(_finding(one) for one in known.get(name, ()))
    return Case(**known)


def _known(kind: type[Any], data: Mapping[str, Any]) -> dict[str, Any]:
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in data.items() if name in names}


def _report(data: Mapping[str, Any]) -> ErrorReport:
    known = _known(ErrorReport, data)
    known["facts"] = tuple(Fact(**_known(Fact, one)) for one in known["facts"])
    known["errors"] = tuple(_seen(one) for one in known["errors"])
    known["masked"] = tuple(known.get("masked", ()))
    return ErrorReport(**known)


def _seen(data: Mapping[str, Any]) -> Seen:
    known = _known(Seen, data)
    known["rivals"] = tuple(known.get("rivals", ()))
    return Seen(**known)


def _finding(data: Mapping[str, Any]) -> Finding:
    known = _known(Finding, data)
    known["found"] = Found(known["found"])
    known["listed"] = tuple(ListedModel(**_known(ListedModel, one)) for one in known.get("listed", ()))
    if known.get("policy"):
        policy = _known(Policy, known["policy"])
        mode = policy.get("mode")
        known["policy"] = Policy(
            PolicyMode(mode) if mode else None, tuple(policy["model_ids"]), policy.get("mode_text")
        )
    return Finding(**known)
