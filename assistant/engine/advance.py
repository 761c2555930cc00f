"""How a case moves on: with findings, and with what the user types; values in, values out."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import guide as guides
from assistant.domain.case import Case
from assistant.domain.decide import Decider
from assistant.domain.evidence import Finding
from assistant.domain.judge import passes
from assistant.domain.knowledge import Guide, Knowledge
from assistant.domain.pasted import finding_of
from assistant.domain.phrase import Meant
from assistant.domain.report import ErrorReport
from assistant.domain.understand import meant_at
from assistant.engine.ports import Chooser


class Advance:
    """Moves cases on; `at` is the time of the move, UTC, ISO 8601."""

    def __init__(self, knowledge: Knowledge, decider: Decider, chooser: Chooser | None) -> None:
        """Take the parts."""
        self._knowledge = knowledge
        self._decider = decider
        self._chooser = chooser

    def with_findings(self, case: Case, found: tuple[Finding, ...], at: str) -> Case:
        """Add findings; where the guide stands at a check, the finding is its answer."""
        case = replace(case, findings=(*case.findings, *found))
        guide = self._guide(case)
        if guide is None:
            return case
        step = guides.walk(guide, case.answers).step
        of_step = [one for one in found if one.probe == step.probe]
        if step.verb != "check" or not of_step or (step.own_call and not of_step[-1].pasted):
            return case
        outcome = of_step[-1].found.value
        answer = "denied" if outcome == "ok" and not self._proves(case, of_step[-1], at) else outcome
        return replace(case, answers=guides.give(guide, case.answers, step.id, answer))

    def _proves(self, case: Case, passed: Finding, at: str) -> bool:
        """Tell whether a passing check proves the fix: a call must be of this project and try what failed."""
        if passed.probe != "model_call":
            return True
        verdict = self._decider.decide(case, at[:10])
        same = verdict.category == "none" or (passed.pasted and passes(passed, case.value("project_id")))
        return verdict.usable is True and same

    def said(self, case: Case, report: ErrorReport, at: str) -> Case:
        """Take free text: the answer of a call, a new paste, or words for a button of this step."""
        if report.kind == "passed":
            return self.with_findings(replace(case, note="taken_answer"), (finding_of(report, at),), at)
        if report.kind == "error":
            return self._pasted_again(case, report, at)
        guide = self._guide(case)
        if guide is None:
            same_kind = case.report.kind == "nothing" and not case.findings
            return _replaced(case, report) if same_kind else replace(case, note="not_understood")
        meant = meant_at(guides.walk(guide, case.answers).step, report.text, self._knowledge)
        if meant is None:
            meant = self._chosen(guide, case, report.text)
            case = replace(case, note="llm_used")
        return _meant(case, guide, meant) if meant else replace(case, note="not_understood")

    def _pasted_again(self, case: Case, report: ErrorReport, at: str) -> Case:
        """Take an error pasted in mid-case: the answer of the check that is due, or a new error."""
        guide = self._guide(case)
        step = guides.walk(guide, case.answers).step if guide else None
        before, now = self._decider.from_text(case.report), self._decider.from_text(report)
        if step is not None and step.verb == "check" and before.cause_id == now.cause_id:
            return self.with_findings(replace(case, note="taken_answer"), (finding_of(report, at),), at)
        note = "check_failed_same" if before.cause_id == now.cause_id else "taken_new_error"
        return replace(_replaced(case, report), note=note)

    def _chosen(self, guide: Guide, case: Case, said: str) -> Meant | None:
        if self._chooser is None:
            return None
        step = guides.walk(guide, case.answers).step
        choices = {name: choice.label.en for name, choice in step.choices.items()}
        standing = {name: name for name in guides.answers_of(step) if name not in choices}
        picked = self._chooser.choose(said, choices | standing)
        return Meant(picked, picked in choices) if picked else None

    def _guide(self, case: Case) -> Guide | None:
        return self._knowledge.guide(case.guide_id) if case.guide_id else None


def _replaced(case: Case, report: ErrorReport) -> Case:
    return replace(
        case,
        report=report,
        earlier=(*case.earlier, case.report),
        corrections={},
        findings=(),
        guide_id=None,
        answers={},
    )


def _meant(case: Case, guide: Guide, meant: Meant) -> Case:
    step = guides.walk(guide, case.answers).step
    if meant.id == "back":
        return replace(case, answers=guides.back(guide, case.answers))
    if step.verb == "check" and meant.id != guides.PERSON:
        return replace(case, note="solved_not_yet")
    return replace(case, answers=guides.give(guide, case.answers, step.id, meant.id))
