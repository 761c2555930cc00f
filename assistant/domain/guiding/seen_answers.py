"""Questions of a guide that the Admin key has answered: what was read is not asked."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.cause import Shown
from assistant.domain.deciding.probed import excludes
from assistant.domain.evidence import Finding, Policy, PolicyMode
from assistant.domain.guiding.guide import Answers, give, walk
from assistant.domain.knowledge import Guide


def last_policy(findings: Sequence[Finding]) -> Finding | None:
    """Return the newest reading of the project's policy, None where none was understood."""
    known = (one for one in reversed(findings) if one.probe == "project_policy" and one.policy is not None)
    found = next(known, None)
    return None if found is None or found.policy is None or found.policy.mode_text else found


def shown(findings: Sequence[Finding], model: str | None) -> Shown | None:
    """Return what the newest reading shows of a model: the list that keeps it out, or that there is no list."""
    found = last_policy(findings)
    if found is None or found.policy is None or model is None:
        return None
    if found.policy.mode is None:
        return "no_policy"
    if not excludes(found.policy, model):
        return None
    return _list(found.policy)


def onward(guide: Guide, answers: Answers, findings: Sequence[Finding], model: str | None) -> dict[str, str]:
    """Return the answers with those that the findings give from the step at hand on."""
    given, known = dict(answers), shown(findings, model)
    while known is not None:
        step = walk(guide, given).step
        answer = next((name for name, one in step.choices.items() if one.when == known), None)
        if answer is None:
            break
        given = give(guide, given, step.id, answer)
    return given


def _list(policy: Policy) -> Shown:
    return "allow_list" if policy.mode is PolicyMode.ALLOW_LIST else "deny_list"
