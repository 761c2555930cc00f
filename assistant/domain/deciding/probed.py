"""All findings of a case as the columns of the truth table: policy, model in it, the key's list, the call."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.domain.deciding.refusal import Classify, Refusal, refusal_of, was_sent
from assistant.domain.evidence import Finding, Found, Policy, PolicyMode, ProbeId
from assistant.domain.knowledge import ModelTable
from assistant.domain.models import known_alive, shut_down

KEY_PROBES: tuple[ProbeId, ...] = ("models_list", "model_retrieve", "model_call")
ADMIN_PROBES: tuple[ProbeId, ...] = ("project", "project_policy", "rate_limits", "spend_limit", "hosted_tools")
NAMED = re.compile(
    r"project\W{1,3}(proj_\w{1,64})\W{1,3}does not have access to model\W{1,3}([\w.:/-]{1,128})", re.IGNORECASE
)


def excludes(policy: Policy | None, model: str) -> bool | None:
    """Tell whether a policy leaves a model out, by exact id; None for no policy seen or a mode not known."""
    if policy is None or (policy.mode is None and (policy.model_ids or policy.mode_text)):
        return None
    if policy.mode is PolicyMode.ALLOW_LIST:
        return model not in policy.model_ids
    return policy.mode is PolicyMode.DENY_LIST and model in policy.model_ids


@dataclass(frozen=True, slots=True)
class Probed:
    """The last finding of each probe, and what was asked."""

    findings: Sequence[Finding]
    model: str
    project: str | None
    classify: Classify
    categories: Mapping[str, str]
    table: ModelTable = field(default_factory=ModelTable)
    today: str | None = None

    def last(self, probe: ProbeId) -> Finding | None:
        """Return the newest finding of a probe that was not skipped."""
        found = (one for one in reversed(self.findings) if one.probe == probe and one.found is not Found.SKIPPED)
        return next(found, None)

    def those(self, probes: Sequence[ProbeId]) -> tuple[Finding, ...]:
        """Return the newest findings of several probes, in their order."""
        return tuple(one for probe in probes if (one := self.last(probe)) is not None)

    @property
    def call(self) -> Finding | None:
        """Return the newest minimal call that was really made."""
        last = self.last("model_call")
        return last if last is not None and was_sent(last) else None

    @property
    def policy(self) -> Policy | None:
        """Return the project's policy; no policy at all is a policy without a mode."""
        last = self.last("project_policy")
        return last.policy if last else None

    @property
    def listed(self) -> bool | None:
        """Tell whether this key sees the model, by its list and by looking the model up; None when neither was seen."""
        if not self.model:
            return None
        one, model = self.last("models_list"), self.last("model_retrieve")
        if model is not None and model.found is Found.OK:
            return True
        if one is not None and one.found is Found.OK:
            return any(listed.id == self.model for listed in one.listed)
        return False if model is not None and model.found is Found.MISSING else None

    def refusal(self, finding: Finding) -> Refusal | None:
        """Return what a finding refuses."""
        return refusal_of(finding, self.classify, self.categories)

    def of_another_project(self, finding: Finding) -> bool:
        """Tell whether an answer comes from another project than the one asked about."""
        return self.project is not None and any(one != self.project for one in projects_named(finding))

    def denied_model(self, finding: Finding) -> str:
        """Return the model that a denial names, which may be a snapshot of the one asked for."""
        match = NAMED.search(finding.message or "")
        return match[2].rstrip(".") if match else self.model

    @property
    def dead(self) -> bool:
        """Tell whether the model's announced end is past."""
        seen = [*self.those(("models_list", "model_retrieve"))]
        return shut_down(self.model, self.table, [one for finding in seen for one in finding.listed], self.today)

    @property
    def alive(self) -> bool:
        """Tell whether the model is known by this exact id and has not ended."""
        return known_alive(self.model, self.table, self.today)


def projects_named(finding: Finding) -> tuple[str, ...]:
    """Return the projects that an answer to the key belongs to: of its header, and of a denial's own words."""
    if finding.probe not in KEY_PROBES:
        return ()
    match = NAMED.search(finding.message or "")
    return tuple(one for one in (finding.project_id, match[1] if match else None) if one)
