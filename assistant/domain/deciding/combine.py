"""The verdict from the text and the verdict from the probes as one: proved, refuted, or left as it was."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.evidence import ProbeId

NOT_OURS = frozenset({
    "azure_deployment_not_found", "chatgpt_plan_model", "gateway_budget_exceeded", "gateway_model_access",
    "provider_model_unknown",
})  # fmt: skip
NOT_TRIED = frozenset({"bad_request_other", "context_length", "wrong_endpoint"})  # a minimal call sends none of it
NOT_TRIED_CAUSES = frozenset({  # a minimal call is small, and no header of an organization or a project goes with it
    "mismatched_organization", "mismatched_project", "request_too_large", "unknown_organization",
})  # fmt: skip
NARROW_WORDS = ("to stream", "reasoning summar")  # verification that only such a request needs
NO_ANSWER = frozenset({"network", "server_error"})
NO_VERDICT = frozenset({"none", "other"})


def combine(told: Diagnosis, probed: Diagnosis, *, ours: bool = True) -> Diagnosis:
    """Return the case's verdict; its evidence stays the text's, `rests_on` and `against` are the probes'.

    `ours` is False where the text's cause is another vendor's, which a call to OpenAI can neither prove nor refute.
    A probe that proves another cause, or that the call works, replaces what the text says, which then stands among
    `also_seen`. One that could not see, or that only supposes, leaves the text standing.
    """
    foreign = not ours or told.category in NOT_OURS
    if told.category in NO_VERDICT and not foreign:
        return _joined(probed, told)
    if probed.category == "none":
        return _works(told, probed, foreign) if probed.usable else _not_refused(told, probed)
    if probed.category == told.category:
        return _agreed(told, probed)
    if probed.category in NO_ANSWER or probed.grade != "verified" or foreign:
        return _kept(told, probed)
    return _joined(probed, told)


def _works(told: Diagnosis, probed: Diagnosis, foreign: bool) -> Diagnosis:
    """Return the verdict after a passing call: it works now, unless the call did not try what the text is about."""
    return replace(_kept(told, probed), usable=True) if foreign or _not_tried(told) else _joined(probed, told)


def _not_refused(told: Diagnosis, probed: Diagnosis) -> Diagnosis:
    """Return the text's verdict where the free probes saw no refusal; those of the policy speak against a denial."""
    if told.category != "project_model_access":
        return replace(told, usable=probed.usable)
    against = tuple(one for one in probed.rests_on if one in _SPEAK_AGAINST_A_DENIAL)
    return replace(told, grade="possible" if against else told.grade, against=against, usable=probed.usable)


def _agreed(told: Diagnosis, probed: Diagnosis) -> Diagnosis:
    """Return the cause that both name, with the surer grade, unless a probe speaks against it."""
    cause = probed.cause_id if probed.grade == "verified" and probed.cause_id else told.cause_id or probed.cause_id
    surer = told.grade if probed.grade in ("possible", "unknown") and not probed.against else probed.grade
    rivals = () if surer == "verified" else probed.rivals or told.rivals
    return replace(
        probed, cause_id=cause, grade=surer, evidence=told.evidence, rivals=rivals, also_seen=told.also_seen
    )  # fmt: skip


def _kept(told: Diagnosis, probed: Diagnosis) -> Diagnosis:
    """Return the text's verdict, with a cause that the probe named beside it."""
    named = () if probed.cause_id is None or probed.cause_id == told.cause_id else (probed.cause_id,)
    sure = probed.grade == "verified" and named
    rivals = told.rivals if sure else tuple(dict.fromkeys((*told.rivals, *named)))
    second = tuple(dict.fromkeys((*told.second, *probed.second, *(named if sure else ()))))
    return replace(told, rivals=rivals, second=second, usable=probed.usable)


def _joined(probed: Diagnosis, told: Diagnosis) -> Diagnosis:
    """Return the probes' verdict, with the text's evidence and its refuted category named."""
    refuted = () if told.category in {*NO_VERDICT, probed.category} else (told.category,)
    seen = tuple(dict.fromkeys((*refuted, *told.also_seen)))
    return replace(probed, evidence=told.evidence, also_seen=seen)


def _not_tried(told: Diagnosis) -> bool:
    narrow = any(word in line.text.casefold() for line in told.evidence for word in NARROW_WORDS)
    return narrow or told.category in NOT_TRIED or told.cause_id in NOT_TRIED_CAUSES


_SPEAK_AGAINST_A_DENIAL: tuple[ProbeId, ...] = ("project_policy", "models_list", "model_retrieve")
