"""The live checks of a case: what the engine calls a prober."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.adapters.openai_api import Context, Limits, OnFinding, probe, run_round
from assistant.domain.case import Case
from assistant.domain.deciding.refusal import Classify
from assistant.domain.evidence import Finding
from assistant.domain.knowledge import ModelTable
from assistant.domain.probing.asked import asked_of
from assistant.domain.probing.keys import Keys
from assistant.domain.probing.request import request_for


@dataclass(frozen=True, slots=True)
class CaseProber:
    """Probes with a model table, a reading of refusals, and bounds in time and size."""

    table: ModelTable
    classify: Classify
    limits: Limits = field(default_factory=Limits)

    def check(self, case: Case, keys: Keys, *, call: bool, on_finding: OnFinding) -> tuple[Finding, ...]:
        """Run the free checks, and one minimal call when `call`."""
        asked = asked_of(case, keys, self.table, call=call)
        return probe(asked, self._context(asked.model, keys), on_finding)

    def try_models(self, models: Sequence[str], keys: Keys, on_finding: OnFinding) -> tuple[Finding, ...]:
        """Make one minimal call on each model, all at once; every finding names the model that was asked."""
        requests = [request_for("model_call", model=model, table=self.table) for model in models]
        found = run_round(requests, self._context("", keys), on_finding)
        return tuple(replace(finding, model=model) for model, finding in zip(models, found, strict=True))

    def _context(self, model: str, keys: Keys) -> Context:
        return Context(model, keys, self.classify, self.table, self.limits)
