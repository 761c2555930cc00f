"""The one place where a verdict is made: text and findings in, diagnosis out."""

from __future__ import annotations

import json
from collections.abc import Sequence

from assistant.domain.case import Case
from assistant.domain.deciding.combine import combine
from assistant.domain.deciding.correct import corrected
from assistant.domain.deciding.diagnose import diagnose
from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.deciding.hosted_tools import with_tools
from assistant.domain.deciding.judge import judge
from assistant.domain.evidence import Finding
from assistant.domain.knowledge import Knowledge
from assistant.domain.masking.mask import mask
from assistant.domain.reading import compile_signals, read
from assistant.domain.report import ErrorReport

OURS = ("openai", "unknown")  # a network's trouble has no vendor


class Decider:
    """Reads pastes and decides cases with the causes of one knowledge; holds no state of any case."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Compile the causes' signals once."""
        self._knowledge = knowledge
        self._causes = tuple(knowledge.causes.values())
        self._signals = compile_signals(self._causes, knowledge.reading, knowledge.concepts)
        self._categories = {cause.id: cause.category for cause in self._causes}

    def read(self, pasted: str) -> ErrorReport:
        """Mask a paste, then read it."""
        return read(mask(pasted), self._signals)

    def from_text(self, report: ErrorReport) -> Diagnosis:
        """Return the verdict from the text alone."""
        return diagnose(self._causes, report)

    def from_findings(
        self,
        findings: Sequence[Finding],
        model: str | None,
        project: str | None,
        report: ErrorReport | None,
        today: str,
    ) -> Diagnosis:
        """Return the verdict that the findings alone allow."""
        return judge(
            findings,
            asked_model=model,
            asked_project=project,
            report=report,
            classify=self.classify,
            categories=self._categories,
            table=self._knowledge.models,
            today=today,
        )

    def decide(self, case: Case, today: str) -> Diagnosis:
        """Return the verdict of a case: from its text as corrected, proved or refuted by its findings."""
        report = corrected(case)
        told = self.from_text(report)
        if not case.findings:
            return told
        model, project = case.value("model"), case.value("project_id")
        cause = self._knowledge.causes.get(told.cause_id or "")
        probed = self.from_findings(case.findings, model, project, report, today)
        verdict = combine(told, probed, ours=cause is None or cause.provider in OURS)
        return with_tools(verdict, case.findings)

    def classify(self, status: int | None, code: str | None, kind: str | None, message: str | None) -> str | None:
        """Return the cause that one refusal of the API speaks of, or None: read as a paste of it would be."""
        error = {"message": message or "", "type": kind, "code": code}
        return self.from_text(self.read(f"HTTP {status}\n{json.dumps({'error': error})}")).cause_id
