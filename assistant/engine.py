"""The engine: every face calls it and shows what it says; it alone decides."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from assistant.domain import guide as guides
from assistant.domain.asked import asked_of
from assistant.domain.case import Case, WrongVerdict
from assistant.domain.decide import Decider
from assistant.domain.diagnosis import Diagnosis
from assistant.domain.evidence import Finding
from assistant.domain.judge import passes
from assistant.domain.keys import Keys
from assistant.domain.knowledge import Guide, Knowledge
from assistant.domain.pasted import finding_of
from assistant.domain.phrase import Meant
from assistant.domain.plan_probes import free_round
from assistant.domain.report import ErrorReport, FactName
from assistant.domain.request import Outgoing, request_for, shown
from assistant.domain.text import Language
from assistant.domain.understand import meant_at
from assistant.domain.view.advice import Advice, advice
from assistant.domain.view.render import View, render
from assistant.domain.view.verdict import guide_id

OnFinding = Callable[[Finding], None]
CASE_BITS = 128
LOST_AFTER = 60.0  # seconds; a check ends within 40
RETRIES = 5
LONGEST_WORD = 1_000  # characters of a user's word on a verdict


class CaseStore(Protocol):
    """Where cases live; a save names the version it was made from and returns None when it came too late."""

    def add(self, case: Case, title: str) -> None:
        """Insert a new case."""

    def load(self, case_id: str) -> Case | None:
        """Return a case, or None."""

    def save(self, case: Case, updated: str) -> Case | None:
        """Write over the version that the case carries; None when somebody wrote before."""

    def delete(self, case_id: str) -> bool:
        """Delete a case."""

    def add_feedback(self, wrong: WrongVerdict) -> None:
        """Keep what a user said of a verdict."""


class Prober(Protocol):
    """Makes the live checks of a case; every outcome is a finding, in the order in which they came."""

    def check(self, case: Case, keys: Keys, *, call: bool, on_finding: OnFinding) -> tuple[Finding, ...]:
        """Run the free checks, and one minimal call when `call`."""

    def try_models(self, models: Sequence[str], keys: Keys, on_finding: OnFinding) -> tuple[Finding, ...]:
        """Make one minimal call on each of at most three models."""


class Chooser(Protocol):
    """A language model that may pick one of the given ids for a line of text, or None; it writes no words."""

    @property
    def host(self) -> str:
        """The host that the line is sent to."""

    def choose(self, said: str, choices: Mapping[str, str]) -> str | None:
        """Return one of the keys of `choices`, or None."""


class Engine:
    """Opens cases, takes answers, runs checks and derives views.

    Every change names the version of the case it was made on; a change that came too late changes nothing, so that a
    second click of the same button is harmless.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        decider: Decider,
        store: CaseStore,
        prober: Prober,
        now: Callable[[], str],
        chooser: Chooser | None = None,
    ) -> None:
        """Take the parts; `now` gives UTC as ISO 8601."""
        self.knowledge = knowledge
        self._store = store
        self._prober = prober
        self._now = now
        self._chooser = chooser
        self._decider = decider

    def open(self, pasted: str, *, practice: bool = False, owner: str | None = None) -> Case:
        """Make a case of a paste: masked, read, stored."""
        report = self._decider.read(pasted)
        case = Case(secrets.token_hex(CASE_BITS // 8), self._now(), report, practice=practice, owner=owner)
        self._store.add(case, self.title(report))
        return case

    def load(self, case_id: str) -> Case | None:
        """Return a stored case, or None."""
        return self._store.load(case_id)

    def delete(self, case_id: str) -> bool:
        """Delete a case and its texts."""
        return self._store.delete(case_id)

    def wrong(self, case: Case, said: str) -> None:
        """Keep a user's word that the verdict of a case is wrong, masked, for whoever keeps the knowledge."""
        verdict = self.diagnosis(case)
        told = self._decider.read(said[:LONGEST_WORD]).text
        self._store.add_feedback(
            WrongVerdict(case.id, self._now(), verdict.category, verdict.cause_id, told, case.report.text)
        )

    def diagnosis(self, case: Case) -> Diagnosis:
        """Return the verdict of a case."""
        return self._decider.decide(case, self._now()[:10])

    def view(self, case: Case, language: Language, base_url: str) -> View:
        """Derive what a face shows of a case."""
        told = {"host": self._chooser.host if self._chooser else ""}
        return render(case, self.diagnosis(case), self.knowledge, language, base_url, told)

    def checking(self, case: Case) -> bool:
        """Tell whether a check of the case is under way; a mark of more than a minute was left by a lost one."""
        return case.pending is not None and _age(case.pending, self._now()) < LOST_AFTER

    def checkable(self, case: Case | None) -> bool:
        """Tell whether a call to OpenAI can say anything about a case: another vendor's refusal it cannot prove."""
        if case is None or case.report.kind != "error":
            return False
        cause = self.knowledge.causes.get(self.diagnosis(case).cause_id or "")
        provider = cause.provider if cause else case.value("provider") or "openai"
        return provider in ("openai", "unknown")

    def planned(self, case: Case, keys: Keys, *, call: bool) -> tuple[Outgoing, ...]:
        """Return what a check of the case would send, in order; the second call that may follow is not among it."""
        asked = asked_of(case, keys, self.knowledge.models, call=call)
        sent = [*free_round(asked)]
        if call:
            sent.append(request_for("model_call", model=asked.model, table=asked.table, endpoint=asked.endpoint))
        return tuple(shown(one, keys.base_url) for one in sent)

    def advice(self, case: Case) -> Advice | None:
        """Return which models can be called meanwhile."""
        return advice(case, self.knowledge.models)

    def correct(self, case_id: str, version: int, corrections: dict[FactName, str]) -> Case | None:
        """Take corrected facts; what equals the reading is no correction."""
        return self._change(case_id, version, lambda case: _corrected(case, corrections))

    def start_guide(self, case_id: str, version: int, chosen: str) -> Case | None:
        """Begin a guide from its first step."""
        self.knowledge.guide(chosen)
        return self._change(case_id, version, lambda case: replace(case, guide_id=chosen, answers={}))

    def answer(self, case_id: str, version: int, step_id: str, answer: str) -> Case | None:
        """Take an answer to a step; an older step again drops what came after. A check is answered by `check` alone."""

        def given(case: Case) -> Case:
            guide = self._guide(case)
            if guide is None or step_id not in guide.steps:
                return case
            if guide.steps[step_id].verb == "check" and answer != guides.PERSON:
                return case
            return replace(case, answers=guides.give(guide, case.answers, step_id, answer))

        return self._change(case_id, version, given)

    def back(self, case_id: str, version: int) -> Case | None:
        """Take back the last answer; before the first step, leave the guide."""

        def stepped(case: Case) -> Case:
            guide = self._guide(case)
            if guide is None or not case.answers:
                return replace(case, guide_id=None, answers={})
            return replace(case, answers=guides.back(guide, case.answers))

        return self._change(case_id, version, stepped)

    def back_to(self, case_id: str, version: int, step_id: str) -> Case | None:
        """Go back to an answered step: its answer and all later ones are dropped."""

        def stepped(case: Case) -> Case:
            guide = self._guide(case)
            way = [one.step.id for one in guides.walk(guide, case.answers).given] if guide else []
            kept = way[: way.index(step_id)] if step_id in way else way
            return replace(case, answers={name: case.answers[name] for name in kept})

        return self._change(case_id, version, stepped)

    def probe(self, case_id: str, version: int, keys: Keys, *, call: bool, on_finding: OnFinding) -> Case | None:
        """Check the case live; claimed before the first call, so that a second click sends nothing."""
        claimed = self._claim(case_id, version)
        if claimed is None:
            return None
        found: tuple[Finding, ...] = ()
        try:
            found = self._prober.check(claimed, keys, call=call, on_finding=on_finding)
        finally:
            done = self._release(claimed, lambda case: self._with_findings(case, found))
        return done

    def try_models(
        self, case_id: str, version: int, models: Sequence[str], keys: Keys, on_finding: OnFinding
    ) -> Case | None:
        """Try at most three other models with one minimal call each."""
        claimed = self._claim(case_id, version)
        if claimed is None:
            return None
        found: tuple[Finding, ...] = ()
        try:
            found = self._prober.try_models(models[:3], keys, on_finding)
        finally:
            done = self._release(claimed, lambda case: replace(case, tried=(*case.tried, *found)))
        return done

    def say(self, case_id: str, version: int, said: str) -> Case | None:
        """Take free text in mid-case: a new paste, the answer of a call, or words for a button of this step."""
        report = self._decider.read(said)
        return self._change(case_id, version, lambda case: self._said(case, report))

    def title(self, report: ErrorReport) -> str:
        """Return the line that a list of cases shows: the error's own, or the text's first."""
        line = report.errors[-1].quote if report.errors else next(iter(report.text.strip().splitlines()), "")
        return line.strip()[:160]

    def _guide(self, case: Case) -> Guide | None:
        return self.knowledge.guide(case.guide_id) if case.guide_id else None

    def _change(self, case_id: str, version: int, change: Callable[[Case], Case]) -> Case | None:
        case = self._store.load(case_id)
        if case is None or case.version != version:
            return None
        return self._store.save(change(replace(case, note=None)), self._now())

    def _claim(self, case_id: str, version: int) -> Case | None:
        """Mark a check as under way, so that no other click starts one; a mark older than a minute is void."""
        case = self._store.load(case_id)
        if case is None or case.version != version or self.checking(case):
            return None
        return self._store.save(replace(case, note=None, pending=self._now()), self._now())

    def _release(self, claimed: Case, change: Callable[[Case], Case]) -> Case | None:
        """Store what a check found on the case as it is now: answers given meanwhile are kept."""
        for _ in range(RETRIES):
            case = self._store.load(claimed.id)
            if case is None:
                return None
            saved = self._store.save(change(replace(case, pending=None)), self._now())
            if saved is not None:
                return saved
        return None

    def _with_findings(self, case: Case, found: tuple[Finding, ...]) -> Case:
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
        answer = "denied" if outcome == "ok" and not self._proves(case, of_step[-1]) else outcome
        return replace(case, answers=guides.give(guide, case.answers, step.id, answer))

    def _proves(self, case: Case, passed: Finding) -> bool:
        """Tell whether a passing check proves the fix: a call must be of this project and model, and try what failed."""
        if passed.probe != "model_call":
            return True
        verdict = self.diagnosis(case)
        same = verdict.category == "none" or (passed.pasted and passes(passed, case.value("project_id")))
        return verdict.usable is True and same

    def _said(self, case: Case, report: ErrorReport) -> Case:
        if report.kind == "passed":
            return self._with_findings(replace(case, note="taken_answer"), (finding_of(report, self._now()),))
        if report.kind == "error":
            return self._pasted_again(case, report)
        guide = self._guide(case)
        if guide is None:
            same_kind = case.report.kind == "nothing" and not case.findings
            return self._replaced(case, report) if same_kind else replace(case, note="not_understood")
        meant = meant_at(guides.walk(guide, case.answers).step, report.text, self.knowledge)
        if meant is None:
            meant = self._chosen(guide, case, report.text)
            case = replace(case, note="llm_used")
        return self._meant(case, guide, meant) if meant else replace(case, note="not_understood")

    def _pasted_again(self, case: Case, report: ErrorReport) -> Case:
        """Take an error pasted in mid-case: the answer of the check that is due, or a new error."""
        guide = self._guide(case)
        step = guides.walk(guide, case.answers).step if guide else None
        before, now = self._decider.from_text(case.report), self._decider.from_text(report)
        if step is not None and step.verb == "check" and before.cause_id == now.cause_id:
            return self._with_findings(replace(case, note="taken_answer"), (finding_of(report, self._now()),))
        note = "check_failed_same" if before.cause_id == now.cause_id else "taken_new_error"
        return replace(self._replaced(case, report), note=note)

    def _replaced(self, case: Case, report: ErrorReport) -> Case:
        return replace(
            case,
            report=report,
            earlier=(*case.earlier, case.report),
            corrections={},
            findings=(),
            guide_id=None,
            answers={},
        )

    def _chosen(self, guide: Guide, case: Case, said: str) -> Meant | None:
        if self._chooser is None:
            return None
        step = guides.walk(guide, case.answers).step
        choices = {name: choice.label.en for name, choice in step.choices.items()}
        standing = {name: name for name in guides.answers_of(step) if name not in choices}
        picked = self._chooser.choose(said, choices | standing)
        return Meant(picked, picked in choices) if picked else None

    def _meant(self, case: Case, guide: Guide, meant: Meant) -> Case:
        step = guides.walk(guide, case.answers).step
        if meant.id == "back":
            return replace(case, answers=guides.back(guide, case.answers))
        if step.verb == "check" and meant.id != guides.PERSON:
            return replace(case, note="solved_not_yet")
        return replace(case, answers=guides.give(guide, case.answers, step.id, meant.id))


def _age(since: str, now: str) -> float:
    return (datetime.fromisoformat(now) - datetime.fromisoformat(since)).total_seconds()


def _corrected(case: Case, corrections: dict[FactName, str]) -> Case:
    wanted = {**case.corrections, **{name: value.strip() for name, value in corrections.items()}}
    kept = {name: value for name, value in wanted.items() if value != (case.report.value(name) or "")}
    return replace(case, corrections=kept)


__all__ = ["CaseStore", "Chooser", "Engine", "Prober", "guide_id"]
