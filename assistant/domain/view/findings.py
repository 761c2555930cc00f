"""What the checks found, a line each."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.domain.evidence import Finding, Found, Policy, PolicyMode
from assistant.domain.view.words import Words


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One check: its name, its outcome, and the server's own words, which must be shown as text."""

    probe: str
    found: str
    label: str
    outcome: str
    call: str
    said: str
    request_id: str
    seconds: float | None
    at: str | None
    pasted: bool


def finding_line(finding: Finding, words: Words) -> FindingLine:
    """Return one finding in one language."""
    return FindingLine(
        probe=finding.probe,
        found=finding.found.value,
        label=words(f"probe_{finding.probe}"),
        outcome=_outcome(finding, words),
        call=f"{finding.method} {finding.url}" if finding.method and finding.url else "",
        said=finding.message or "",
        request_id=finding.request_id or "",
        seconds=finding.seconds,
        at=finding.at,
        pasted=finding.pasted,
    )


def _outcome(finding: Finding, words: Words) -> str:
    model = words.values.get("model")
    if finding.found is Found.OK:
        said = _passed(finding, model, words)
        if said:
            return said
    if finding.probe == "model_retrieve" and finding.found is Found.MISSING and model:
        return words.shown("result_not_visible", model=model)
    if finding.probe == "project_policy" and finding.policy is not None:
        return _policy(finding.policy, model, words)
    reason = f"reason_{finding.reason}"
    known = reason in words.knowledge.wording
    host = urlsplit(finding.url or "").netloc
    return words.shown(reason, host=host) if known else words(f"found_{finding.found.value}")


def _passed(finding: Finding, model: str | None, words: Words) -> str | None:
    if finding.probe == "models_list":
        count = len(finding.listed)
        if model is None:
            return words.shown("result_list", count=count)
        listed = any(one.id == model for one in finding.listed)
        return words.shown("result_listed" if listed else "result_not_listed", model=model, count=count)
    if finding.probe == "model_retrieve" and model:
        return words.shown("result_visible", model=model)
    if finding.probe == "model_call":
        return words.shown("result_called", model=finding.model or model or words.missing("model"))
    if finding.probe == "project_policy" and finding.policy is not None:
        return _policy(finding.policy, model, words)
    return _setting(finding, model, words)


def _setting(finding: Finding, model: str | None, words: Words) -> str | None:
    named = model or words.missing("model")
    if finding.probe == "project":
        return words.shown("result_project_archived" if finding.detail == "archived" else "result_project_active")
    if finding.probe == "rate_limits":
        return words.shown("result_rate_zero" if finding.detail == "0" else "result_rate_set", model=named)
    if finding.probe == "spend_limit":
        return words.shown("result_spend_enforcing" if finding.detail == "enforcing" else "result_spend_inactive")
    if finding.probe == "hosted_tools":
        return (
            words.shown("result_tools_off", tools=finding.detail) if finding.detail else words.shown("result_tools_on")
        )
    return None


def _policy(policy: Policy, model: str | None, words: Words) -> str:
    named, sibling = model or words.missing("model"), words.values.get("sibling")
    if policy.mode_text:
        return words.shown("result_policy_unknown", mode=policy.mode_text)
    if policy.mode is None:
        return words.shown("result_policy_none")
    inside = model in policy.model_ids
    if policy.mode is PolicyMode.DENY_LIST:
        return words.shown("result_deny_with" if inside else "result_deny_without", model=named)
    if inside:
        return words.shown("result_allow_with", model=named)
    if sibling in policy.model_ids:
        return words.shown("result_allow_sibling", model=named, sibling=sibling or "")
    return words.shown("result_allow_without", model=named)
