"""How a case moves on: with findings, and with what the user types; values in, values out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.domain.case import Case
from assistant.domain.deciding.decide import Decider
from assistant.domain.deciding.judge import passes
from assistant.domain.deciding.pasted import finding_of
from assistant.domain.evidence import Finding
from assistant.domain.guiding import guide as guides
from assistant.domain.guiding.phrase import LONGEST, Meant
from assistant.domain.guiding.seen_answers import onward
from assistant.domain.guiding.understand import SOLVED, meant_at
from assistant.domain.guiding.unseen import with_label, with_press
from assistant.domain.knowledge import Guide, Knowledge
from assistant.domain.masking.mask import mask
from assistant.domain.report import ErrorReport, FactName
from assistant.engine.ports import Chooser

SENTENCE = 60  # characters; an error's own sentence is longer than words for a button
STATED: tuple[FactName, ...] = (
    "project_id", "model", "organization_id", "request_id", "error_code", "error_type",
)  # fmt: skip
CALLED: tuple[FactName, ...] = ("project_id", "model", "endpoint")  # what a finding is a finding about


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
            return replace(case, answers=self.onward(case, guide, case.answers))
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
        """Take free text: the answer of a call, words for a button of this step, or a new paste."""
        if report.kind == "passed":
            return self._answered(case, report, at)
        guide, words = self._guide(case), _only_words(report)
        if guide is not None and (words or report.kind == "nothing"):
            meant = meant_at(guides.walk(guide, case.answers).step, report.text, self._knowledge)
            if meant is not None:
                return self._meant(case, guide, meant)
        known = guide is not None or bool(case.report.errors)
        if report.kind == "error" and not (known and words and not report.errors):
            return self._pasted_again(case, report, at)
        if guide is None:
            first = case.report.kind == "nothing" and not case.findings
            return _replaced(case, report) if first else replace(case, note="not_understood")
        meant = self._chosen(guide, case, report.text)
        if meant is None:
            return replace(case, note="not_understood")
        return self._meant(replace(case, note="llm_used"), guide, meant)

    def _answered(self, case: Case, report: ErrorReport, at: str) -> Case:
        """Take the pasted answer of a call as a finding."""
        found = finding_of(report, at, case.value("model"), self._knowledge.models, case.value("provider"))
        return self.with_findings(replace(case, note="taken_answer"), (found,), at)

    def _pasted_again(self, case: Case, report: ErrorReport, at: str) -> Case:
        """Take an error pasted in mid-case: the answer of the check that is due, or a new error."""
        guide = self._guide(case)
        step = guides.walk(guide, case.answers).step if guide else None
        before, now = self._decider.from_text(case.report), self._decider.from_text(report)
        same = before.cause_id == now.cause_id and not any(_differs(case, report, one) for one in CALLED[:2])
        if step is not None and step.verb == "check" and same:
            return self._answered(case, report, at)
        note = "check_failed_same" if same else "taken_new_error"
        kept = _of_the_same_call(case, report) if step is not None else {}
        return replace(_replaced(case, report), note=note, corrections=kept)

    def _chosen(self, guide: Guide, case: Case, said: str) -> Meant | None:
        if self._chooser is None:
            return None
        step = guides.walk(guide, case.answers).step
        choices = {name: choice.label.en for name, choice in step.choices.items()}
        standing = {name: name for name in guides.answers_of(step) if name not in choices}
        picked = self._chooser.choose(said, choices | standing)
        return Meant(picked, picked in choices) if picked else None

    def corrected(self, case: Case, corrections: Mapping[FactName, str]) -> Case:
        """Take corrected facts; what was found about another project or model says nothing any more."""
        wanted = {**case.corrections, **{name: _sound(value) for name, value in corrections.items()}}
        kept = {name: value for name, value in wanted.items() if value != (case.report.value(name) or "")}
        changed = replace(case, corrections=kept)
        if same_question(case, changed):
            return changed
        guide = self._guide(case)
        return replace(changed, findings=(), answers=guides.before_check(guide, case.answers) if guide else {})

    def onward(self, case: Case, guide: Guide, answers: Mapping[str, str]) -> dict[str, str]:
        """Return the answers with those that a reading with the Admin key has given already."""
        return onward(guide, answers, case.findings, case.value("model"))

    def _meant(self, case: Case, guide: Guide, meant: Meant) -> Case:
        step = guides.walk(guide, case.answers).step
        if meant.id == "back":
            return replace(case, answers=guides.back(guide, case.answers))
        if meant.id == SOLVED or (step.verb == "check" and meant.id != guides.PERSON):
            return replace(case, note="solved_not_yet")
        return self.answered(case, guide, step.id, meant.id)

    def answered(self, case: Case, guide: Guide, step_id: str, answer: str) -> Case:
        """Take an answer to a step, and keep that something was not to be seen there."""
        kept = with_press(case, guide.id, guides.walk(guide, case.answers), step_id, answer)
        answers = guides.give(guide, case.answers, step_id, answer)
        return replace(kept, answers=self.onward(case, guide, answers))

    def saw(self, case: Case, step_id: str, label: str) -> Case:
        """Take what was to be seen instead, as one masked line."""
        return with_label(case, step_id, _sound(label))

    def _guide(self, case: Case) -> Guide | None:
        return self._knowledge.guide(case.guide_id) if case.guide_id else None


def same_question(one: Case, other: Case) -> bool:
    """Tell whether what a check found for the one says something about the other."""
    return one.report == other.report and all(one.value(name) == other.value(name) for name in CALLED)


def _only_words(report: ErrorReport) -> bool:
    """Tell whether a text is a short line that states no facts of a call, as typed instead of pressing a button."""
    line = report.text.strip()
    longest = SENTENCE if report.errors else LONGEST
    return "\n" not in line and len(line) <= longest and not any(report.value(name) for name in STATED)


def _sound(value: str) -> str:
    """Return a typed fact as one masked line: a key that strays into the table is kept nowhere either."""
    return " ".join(mask(value).text.split())[:LONGEST]


def _differs(case: Case, report: ErrorReport, name: FactName) -> bool:
    """Tell whether a text states another value of a fact than the case has."""
    return report.value(name) is not None and case.value(name) is not None and report.value(name) != case.value(name)


def _of_the_same_call(case: Case, report: ErrorReport) -> dict[FactName, str]:
    """Return what is known of the call and a new error of it leaves unsaid, as errors of money do."""
    if any(_differs(case, report, name) for name in (*CALLED, "provider")):
        return {}
    return {name: value for name in CALLED if (value := case.value(name)) and report.value(name) is None}


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
