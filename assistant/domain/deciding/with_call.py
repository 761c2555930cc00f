"""The truth table's rows where one minimal call was made: the call decides, what the policy says stays beside it."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.deciding.probed import Probed, excludes
from assistant.domain.deciding.refusal import Refusal
from assistant.domain.evidence import Finding, ProbeId

POLICY: ProbeId = "project_policy"
LIST: ProbeId = "models_list"
CALL: ProbeId = "model_call"
DENIED = "project_model_access"
NO_ANSWER = ("network", "server_error")


def with_call(probed: Probed, call: Finding) -> Diagnosis:
    """Return the verdict of a case whose minimal call was made."""
    refusal = probed.refusal(call)
    if refusal is None:
        return _passed(probed, call)
    return replace(_refused(probed, call, refusal), usable=False)


def mismatch(*rests_on: ProbeId) -> Diagnosis:
    """Return the verdict that the key belongs to another project."""
    return Diagnosis("key_org_project_mismatch", "mismatched_project", "verified", rests_on=rests_on)


def _passed(probed: Probed, call: Finding) -> Diagnosis:
    out = excludes(probed.policy, probed.model) is True
    if probed.of_another_project(call):
        return replace(mismatch(CALL), usable=True, second=(DENIED,) if out else ())
    passed = Diagnosis("none", None, "verified", rests_on=(CALL,), usable=True)
    # The key may be another project's, or the change has just spread: the call proves that it works, not why.
    return replace(passed, rivals=("mismatched_project",), against=(POLICY,)) if out else passed


def _refused(probed: Probed, call: Finding, refusal: Refusal) -> Diagnosis:
    out = excludes(probed.policy, probed.denied_model(call)) is True
    if refusal.category in NO_ANSWER:
        return _plain(refusal, out)
    if probed.of_another_project(call):
        return replace(mismatch(CALL), second=(refusal.cause_id,) if refusal.cause_id else ())
    if refusal.cause_id == DENIED:
        return denied(probed, call, refusal)
    if refusal.cause_id == "model_not_found":
        return _unknown_name(probed, refusal, out)
    return _plain(refusal, out)


def _plain(refusal: Refusal, out: bool) -> Diagnosis:
    second = (DENIED,) if out and refusal.cause_id != DENIED else ()
    return Diagnosis(refusal.category, refusal.cause_id, refusal.grade, rests_on=(CALL,), second=second)


def denied(probed: Probed, answer: Finding, refusal: Refusal) -> Diagnosis:
    """Return the verdict on a 403 that names the project."""
    told = Diagnosis(refusal.category, refusal.cause_id, "verified", rests_on=(answer.probe,))
    out = excludes(probed.policy, probed.denied_model(answer))
    if out:
        return replace(told, rests_on=(answer.probe, POLICY))
    if out is None:
        return replace(told, rests_on=(answer.probe, LIST)) if probed.listed is False and answer.probe == CALL else told
    # The policy lets it through: the change is spreading, or the organization has a rule, or it is not entitled.
    rivals = () if probed.listed else ("model_not_found", "org_not_verified", "missing_scope")
    return replace(told, grade="possible", rivals=rivals, against=(POLICY,))


def _unknown_name(probed: Probed, refusal: Refusal, out: bool) -> Diagnosis:
    """Return the verdict on a 404 for the model."""
    unknown = replace(_plain(refusal, out), grade="verified")
    if probed.dead:
        category = probed.categories.get("model_shut_down", "model_deprecated")
        return replace(unknown, category=category, cause_id="model_shut_down", rivals=("model_not_found",))
    if probed.listed or (out and probed.alive):
        return replace(unknown, grade="possible", rivals=(DENIED, "org_not_verified"))
    return replace(unknown, rests_on=(CALL, LIST)) if probed.listed is False else unknown
