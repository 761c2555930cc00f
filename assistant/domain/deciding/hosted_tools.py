"""What the Admin key's reading of the hosted tools says about a refusal that speaks of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.evidence import Finding, Found, ProbeId

CAUSE = "hosted_tool"
PROBE: ProbeId = "hosted_tools"
NAMES = ("file_search", "web_search", "image_generation", "mcp", "code_interpreter")


def with_tools(verdict: Diagnosis, findings: Sequence[Finding]) -> Diagnosis:
    """Return the verdict on a hosted tool as the project's settings prove or refute it; any other as it is."""
    read = [one for one in findings if one.probe == PROBE and one.found is Found.OK]
    if verdict.cause_id != CAUSE or not read:
        return verdict
    off = frozenset((read[-1].detail or "").split())
    said = " ".join(line.text for line in verdict.evidence).casefold().replace("_", " ")
    named = frozenset(one for one in NAMES if one.replace("_", " ") in said)
    if off & named or (off and not named):
        return replace(verdict, grade="verified", rests_on=(*verdict.rests_on, PROBE))
    return replace(verdict, grade="possible", against=(*verdict.against, PROBE))
