"""The verdict card: what is wrong, how sure that is, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.case import Case
from assistant.domain.deciding.diagnosis import Diagnosis, Grade, Line
from assistant.domain.report import FactName
from assistant.domain.view.words import Words

SHOWN: tuple[FactName, ...] = (
    "project_id", "model", "http_status", "error_code", "organization_id",
    "request_id", "error_type", "endpoint", "provider", "tool",
)  # fmt: skip

FACTS_OF_A_CALL: tuple[FactName, ...] = ("project_id", "model", "http_status", "error_code", "request_id")

UNCHECKED = {
    "models_list": "not_checked_list",
    "model_call": "not_checked_call",
    "project_policy": "not_checked_policy",
    "project": "not_checked_project",
}


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact that the user can correct."""

    name: FactName
    label: str
    value: str
    doubtful: bool = False
    corrected: bool = False
    line: int | None = None  # of the paste, counted from 1


@dataclass(frozen=True, slots=True)
class Rival:
    """Another cause with the same signature, and what would tell it apart."""

    cause_id: str
    title: str
    tell_apart: str


@dataclass(frozen=True, slots=True)
class VerdictCard:
    """The verdict in one language; `evidence` is the user's own text and must be shown as text."""

    title: str
    category: str
    cause_id: str | None
    guide_id: str
    grade: Grade
    grade_label: str
    grade_note: str
    why: str
    who: str
    facts: tuple[FactRow, ...]
    evidence: tuple[Line, ...]
    rivals: tuple[Rival, ...]
    unchecked: tuple[str, ...]
    raises: str
    also: tuple[str, ...]
    second: tuple[str, ...]


def verdict_card(case: Case, diagnosis: Diagnosis, words: Words) -> VerdictCard:
    """Return the card of a diagnosis."""
    cause = words.knowledge.causes.get(diagnosis.cause_id or "")
    title, why = _headline(case, diagnosis, words)
    return VerdictCard(
        title=title,
        category=diagnosis.category,
        cause_id=diagnosis.cause_id,
        guide_id=guide_id(diagnosis),
        grade=diagnosis.grade,
        grade_label=words(f"grade_{diagnosis.grade}"),
        grade_note=words(_grade_note(case, diagnosis)),
        why=why,
        who=words(f"who_{cause.who}") if cause else "",
        facts=tuple(_facts(case, words)),
        evidence=diagnosis.evidence,
        rivals=tuple(_rivals(diagnosis, words)),
        unchecked=tuple(_unchecked(case, diagnosis, words)),
        raises=words.markdown(cause.evidence.verifies) if cause and diagnosis.grade != "verified" else "",
        also=tuple(words(f"category_{one}") for one in diagnosis.also_seen),
        second=tuple(words.markdown(words.knowledge.causes[one].title) for one in diagnosis.second),
    )


def _grade_note(case: Case, diagnosis: Diagnosis) -> str:
    """Return the words that say what a grade rests on."""
    if diagnosis.grade == "possible" and case.report.errors and case.report.errors[-1].retold and not case.findings:
        return "grade_retold_means"
    return f"grade_{diagnosis.grade}_means"


def guide_id(diagnosis: Diagnosis) -> str:
    """Return the guide that a diagnosis leads to: its cause's, or the fallback for an unknown error or for none."""
    return diagnosis.cause_id or ("none" if diagnosis.category == "none" else "other")


def _facts(case: Case, words: Words) -> list[FactRow]:
    read = {fact.name: fact for fact in case.report.facts}
    rows = []
    for name in SHOWN:
        fact = read.get(name) if name not in case.corrections else None
        at = fact.start if fact else None
        line = case.report.text.count("\n", 0, at) + 1 if at is not None else None
        doubtful = bool(fact and fact.doubtful)
        rows.append(
            FactRow(name, words(f"fact_{name}"), case.value(name) or "", doubtful, name in case.corrections, line)
        )
    return rows


def _rivals(diagnosis: Diagnosis, words: Words) -> list[Rival]:
    cause = words.knowledge.causes.get(diagnosis.cause_id or "")
    known = dict(cause.rivals) if cause else {}
    rivals = []
    for rival_id in dict.fromkeys((*diagnosis.rivals, *known)):
        other = words.knowledge.causes.get(rival_id)
        if other is None or rival_id == diagnosis.cause_id:
            continue
        tell = known.get(rival_id, other.evidence.verifies)
        rivals.append(Rival(rival_id, words.markdown(other.title), words.markdown(tell)))
    return rivals


def _unchecked(case: Case, diagnosis: Diagnosis, words: Words) -> list[str]:
    cause = words.knowledge.causes.get(diagnosis.cause_id or "")
    if cause is None or cause.provider != "openai":
        return []
    done = {finding.probe for finding in case.findings}
    return [words(UNCHECKED[one]) for one in cause.evidence.probes if one in UNCHECKED and one not in done]


def _headline(case: Case, diagnosis: Diagnosis, words: Words) -> tuple[str, str]:
    """Return the title and its explanation: the cause's, or what is the case when no cause fits."""
    cause = words.knowledge.causes.get(diagnosis.cause_id or "")
    if cause is not None:
        return words.markdown(cause.title), words.markdown(cause.why)
    if diagnosis.category == "none" and (case.report.kind == "passed" or diagnosis.usable):
        return words("passed_title"), words("passed_body")
    fallback = words.knowledge.fallback[guide_id(diagnosis)]
    title, why = fallback.title, fallback.why
    return words.markdown(title) if title else "", words.markdown(why) if why else ""
