"""The engine itself: opens cases, takes answers, runs checks, derives views."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from assistant.domain.case import Case, WrongVerdict
from assistant.domain.deciding.decide import Decider
from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.evidence import Finding
from assistant.domain.guiding import guide as guides
from assistant.domain.knowledge import Guide, Knowledge
from assistant.domain.permissions.made import Made, with_change
from assistant.domain.permissions.wanted import Wanted, wanted
from assistant.domain.probing.asked import asked_of
from assistant.domain.probing.keys import Keys
from assistant.domain.probing.plan_probes import free_round
from assistant.domain.probing.request import Outgoing, request_for, shown
from assistant.domain.report import ErrorReport, FactName
from assistant.domain.text import Language
from assistant.domain.view.advice import Advice, advice
from assistant.domain.view.render import View, render
from assistant.engine.advance import Advance, same_question
from assistant.engine.ports import CaseStore, Chooser, OnFinding, Prober

CASE_BITS = 128
LOST_AFTER = 60.0  # seconds; a check ends within 40
RETRIES = 5
LONGEST_WORD = 1_000  # characters of a user's word on a verdict


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
        self._advance = Advance(knowledge, decider, chooser)

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

    def read_as(self, text: str) -> str | None:
        """Return the cause that a text speaks of, without opening a case, or None."""
        return self._decider.from_text(self._decider.read(text[:LONGEST_WORD])).cause_id

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
        return advice(case, self.knowledge.models, self._now()[:10])

    def correct(self, case_id: str, version: int, corrections: dict[FactName, str]) -> Case | None:
        """Take corrected facts; what equals the reading is no correction."""
        return self._change(case_id, version, lambda case: self._advance.corrected(case, corrections))

    def start_guide(self, case_id: str, version: int, chosen: str) -> Case | None:
        """Begin a guide from its first step."""
        guide = self.knowledge.guide(chosen)

        def started(case: Case) -> Case:
            return replace(case, guide_id=chosen, answers=self._advance.onward(case, guide, {}))

        return self._change(case_id, version, started)

    def answer(self, case_id: str, version: int, step_id: str, answer: str) -> Case | None:
        """Take an answer to a step; an older step again drops what came after. A check is answered by `check` alone."""

        def given(case: Case) -> Case:
            guide = self._guide(case)
            if guide is None or step_id not in guide.steps:
                return case
            if guide.steps[step_id].verb == "check" and answer != guides.PERSON:
                return case
            return self._advance.answered(case, guide, step_id, answer)

        return self._change(case_id, version, given)

    def saw(self, case_id: str, version: int, step_id: str, label: str) -> Case | None:
        """Take the label that was there instead of what a step speaks of, masked."""
        return self._change(case_id, version, lambda case: self._advance.saw(case, step_id, label))

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
            done = self._release(claimed, lambda case: self._with_checked(claimed, case, found))
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
        return self._change(case_id, version, lambda case: self._advance.said(case, report, self._now()))

    def wanted(self, case: Case) -> Wanted | None:
        """Return what a case wants of the project's list, None where its verdict is not about that."""
        cause = self.knowledge.causes.get(self.diagnosis(case).cause_id or "")
        return wanted(case, cause, self.knowledge.models)

    def changed(self, case_id: str, made: Made) -> Case | None:
        """Take in that the project's list was changed for a case, or a change of it undone."""
        return self._kept(case_id, lambda case: with_change(case, made, self._now()))

    def requested(self, case_id: str, approval_id: str) -> Case | None:
        """Take in that an administrator was asked."""
        return self._kept(case_id, lambda case: replace(case, requests=(*case.requests, approval_id)))

    def approved(self, case_id: str) -> Case | None:
        """Take in that an administrator has made the change: what remains is the check."""
        return self._kept(case_id, lambda case: replace(case, guide_id=None, answers={}))

    def title(self, report: ErrorReport) -> str:
        """Return the line that a list of cases shows: the error's own, or the text's first."""
        line = report.errors[-1].quote if report.errors else next(iter(report.text.strip().splitlines()), "")
        return line.strip()[:160]

    def _guide(self, case: Case) -> Guide | None:
        return self.knowledge.guide(case.guide_id) if case.guide_id else None

    def _change(self, case_id: str, version: int, change: Callable[[Case], Case]) -> Case | None:
        case = self._store.at(case_id, version)
        if case is None:
            return None
        return self._store.save(change(replace(case, note=None)), self._now())

    def _claim(self, case_id: str, version: int) -> Case | None:
        """Mark a check as under way, so that no other click starts one; a mark older than a minute is void."""
        case = self._store.at(case_id, version)
        if case is None or self.checking(case):
            return None
        return self._store.save(replace(case, note=None, pending=self._now()), self._now())

    def _with_checked(self, claimed: Case, case: Case, found: tuple[Finding, ...]) -> Case:
        """Add what a check found, unless the case has come to ask about something else meanwhile."""
        if not same_question(claimed, case):
            return replace(case, note="check_interrupted")
        return self._advance.with_findings(case, found, self._now())

    def _release(self, claimed: Case, change: Callable[[Case], Case]) -> Case | None:
        """Store what a check found on the case as it is now: answers given meanwhile are kept."""
        return self._kept(claimed.id, lambda case: change(replace(case, pending=None)))

    def _kept(self, case_id: str, change: Callable[[Case], Case]) -> Case | None:
        """Change a case whatever its version is, as what has happened outside has happened."""
        for _ in range(RETRIES):
            case = self._store.load(case_id)
            if case is None:
                return None
            saved = self._store.save(change(case), self._now())
            if saved is not None:
                return saved
        return None


def _age(since: str, now: str) -> float:
    return (datetime.fromisoformat(now) - datetime.fromisoformat(since)).total_seconds()
