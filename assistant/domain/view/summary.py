"""The hand-over: what a person needs to go on, without a key, a cookie or an Authorization header."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.case import Case
from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.guiding.guide import Walk
from assistant.domain.view.findings import FindingLine, finding_line
from assistant.domain.view.step import past
from assistant.domain.view.verdict import SHOWN, VerdictCard
from assistant.domain.view.words import Words

LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Summary:
    """A redacted summary, as text to copy."""

    text: str


def summary(case: Case, card: VerdictCard, diagnosis: Diagnosis, walked: Walk | None, words: Words) -> Summary:
    """Return the summary: verdict and grade, facts, evidence, checks with their request ids, steps already done."""
    lines = [words("app_title"), "", f"{words('handoff_verdict')}: {card.title} ({card.grade_label})"]
    lines += [f"{words('handoff_times')}: {case.created}", "", words("handoff_facts")]
    lines += [f"{words(f'fact_{name}')}: {value}" for name in SHOWN if (value := case.value(name))]
    lines += ["", words("handoff_error"), *(line.text for line in diagnosis.evidence)]
    if not diagnosis.evidence:
        lines.append(case.report.text[:LONGEST])
    if case.findings:
        lines += ["", words("handoff_checks")]
        lines += [_check(finding_line(one, words)) for one in case.findings]
    if walked and walked.given:
        lines += ["", words("handoff_steps")]
        lines += [f"- {one.title}: {one.answer}" for one in past(walked.given, words)]
    return Summary("\n".join([*lines, "", words("handoff_left_out")]))


def _check(line: FindingLine) -> str:
    parts = (line.label, line.outcome, line.said, line.request_id, line.at or "")
    return "- " + " | ".join(part for part in parts if part)
