"""The truth table's rows where no call was made: what the free probes refuse, in the order in which a server checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.deciding.probed import ADMIN_PROBES, KEY_PROBES, Probed, excludes
from assistant.domain.deciding.refusal import Refusal, was_sent
from assistant.domain.deciding.with_call import DENIED, LIST, POLICY, denied, mismatch
from assistant.domain.evidence import Finding, Found, ProbeId

RETRIEVE: ProbeId = "model_retrieve"
ABSENT_RIVALS = (DENIED, "model_not_found", "org_not_verified", "model_shut_down")
ABOUT_THE_LIST = "missing_scope"  # a key that may not list models can still call one


def without_call(probed: Probed) -> Diagnosis:
    """Return the verdict of a case without a minimal call."""
    verdicts = (rule(probed) for rule in RULES)
    return next((one for one in verdicts if one is not None), _nothing_refuses(probed))


def _key_refused(probed: Probed) -> Diagnosis | None:
    """Judge an answer that refuses the key itself, whatever the model."""
    for finding in _key_side(probed):
        refusal = probed.refusal(finding)
        if refusal and _about_the_key(finding) and refusal.cause_id != ABOUT_THE_LIST:
            if probed.of_another_project(finding):
                return replace(mismatch(finding.probe), second=(refusal.cause_id,) if refusal.cause_id else ())
            return denied(probed, finding, refusal) if refusal.cause_id == DENIED else _with_policy(probed, refusal)
    return None


def _about_the_key(finding: Finding) -> bool:
    """Tell whether a refusal is more than no answer, or than a model that is not there."""
    not_there = finding.found is Found.MISSING and finding.probe == RETRIEVE
    return finding.found not in (Found.UNREACHABLE, Found.CRASHED) and not not_there


def _other_project(probed: Probed) -> Diagnosis | None:
    found = next((one for one in _key_side(probed) if probed.of_another_project(one)), None)
    return mismatch(found.probe) if found else None


def _archived(probed: Probed) -> Diagnosis | None:
    project = probed.last("project")
    if project is None or project.detail != "archived":
        return None
    return _verdict(probed, "project_archived", "project")


def _left_out(probed: Probed) -> Diagnosis | None:
    """Judge a policy that excludes the model; a key that lists it all the same speaks against."""
    if not excludes(probed.policy, probed.model):
        return None
    verdict = _verdict(probed, DENIED, POLICY)
    if probed.listed:
        return replace(verdict, grade="possible", rivals=("mismatched_project",), against=(_seen_by(probed),))
    return replace(verdict, rests_on=(POLICY, _seen_by(probed))) if probed.listed is False else verdict


def _no_rate(probed: Probed) -> Diagnosis | None:
    limits = probed.last("rate_limits")
    return _verdict(probed, "limit_zero", "rate_limits") if limits and limits.detail == "0" else None


def _no_money(probed: Probed) -> Diagnosis | None:
    limit = probed.last("spend_limit")
    return _verdict(probed, "project_spend_limit", "spend_limit") if limit and limit.detail == "enforcing" else None


def _no_answer(probed: Probed) -> Diagnosis | None:
    """Judge probes of the key that got no usable answer."""
    refusals = (probed.refusal(one) for one in _key_side(probed) if one.found in (Found.UNREACHABLE, Found.CRASHED))
    first = next((one for one in refusals if one is not None), None)
    return _of(first) if first else None


def _invisible(probed: Probed) -> Diagnosis | None:
    """Judge a model that this key does not see: a call would settle it."""
    if probed.listed is not False:
        return None
    listing, retrieve = probed.last(LIST), probed.last(RETRIEVE)
    told = probed.refusal(retrieve) if retrieve else None
    if told and told.cause_id is None and not (listing and listing.found is Found.OK):
        return _of(told)
    cause = told.cause_id if told and told.cause_id not in (ABOUT_THE_LIST, None) else None
    if cause in (None, "model_not_found"):
        cause = _likely(probed)
    seen = tuple(one.probe for one in probed.those(("models_list", RETRIEVE)) if one.found in (Found.OK, Found.MISSING))
    rivals = tuple(one for one in ABSENT_RIVALS if one != cause)
    return Diagnosis(_category(probed, cause), cause, "possible", rivals=rivals, rests_on=seen)


def _likely(probed: Probed) -> str:
    """Return the likeliest reason why a model is not listed for a key."""
    if probed.dead:
        return "model_shut_down"
    permits = excludes(probed.policy, probed.model) is False
    return DENIED if probed.alive and not permits else "model_not_found"


def _past_its_day(probed: Probed) -> Diagnosis | None:
    """Judge a model that is still listed after the day of its end."""
    if not (probed.dead and probed.listed):
        return None
    return replace(_verdict(probed, "model_shut_down", _seen_by(probed)), grade="possible")


def _admin_refused(probed: Probed) -> Diagnosis | None:
    """Judge an Admin key that saw nothing, when there is nothing else to go by."""
    admin = probed.those(ADMIN_PROBES)
    if any(one.found is Found.OK for one in probed.those(KEY_PROBES)):
        return None
    if _unknown_project(admin):
        return Diagnosis("key_org_project_mismatch", "mismatched_project", "possible", rests_on=("project",))
    if not admin or any(one.found is Found.OK or one.policy is not None for one in admin):
        return None
    refusals = (probed.refusal(one) for one in admin)
    first = next((one for one in refusals if one is not None), None)
    return _of(first) if first else None


def _unknown_project(admin: tuple[Finding, ...]) -> bool:
    """Tell whether the organization knows no such project; then a missing policy says nothing."""
    return any(one.probe == "project" and one.found is Found.MISSING for one in admin)


def _nothing_refuses(probed: Probed) -> Diagnosis:
    seen = (one for one in probed.those((*KEY_PROBES, *ADMIN_PROBES)) if was_sent(one))
    rests_on = tuple(one.probe for one in seen if one.found is Found.OK or one.policy is not None)
    return Diagnosis("none", None, "possible", rests_on=rests_on)


RULES: tuple[Callable[[Probed], Diagnosis | None], ...] = (
    _key_refused,
    _other_project,
    _archived,
    _left_out,
    _no_rate,
    _no_money,
    _no_answer,
    _past_its_day,
    _invisible,
    _admin_refused,
)


def _key_side(probed: Probed) -> tuple[Finding, ...]:
    return probed.those(KEY_PROBES)


def _seen_by(probed: Probed) -> ProbeId:
    return LIST if probed.last(LIST) else RETRIEVE


def _with_policy(probed: Probed, refusal: Refusal) -> Diagnosis:
    out = excludes(probed.policy, probed.model) is True
    return replace(_of(refusal), second=(DENIED,) if out else ())


def _of(refusal: Refusal) -> Diagnosis:
    return Diagnosis(refusal.category, refusal.cause_id, refusal.grade, rests_on=(refusal.probe,))


def _verdict(probed: Probed, cause: str, rests_on: ProbeId) -> Diagnosis:
    return Diagnosis(_category(probed, cause), cause, "verified", rests_on=(rests_on,))


def _category(probed: Probed, cause: str | None) -> str:
    return probed.categories.get(cause, cause) if cause else "other"
