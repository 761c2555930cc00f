"""The truth table: findings in, verdict out; and what it does to the verdict from the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain.deciding.combine import combine
from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.deciding.probed import Probed
from assistant.domain.deciding.refusal import Classify
from assistant.domain.deciding.with_call import with_call
from assistant.domain.deciding.without_call import without_call
from assistant.domain.evidence import Finding, Found
from assistant.domain.knowledge import ModelTable
from assistant.domain.report import ErrorReport

__all__ = ["Classify", "combine", "judge", "passes"]


def judge(
    findings: Sequence[Finding],
    *,
    asked_model: str | None,
    asked_project: str | None,
    report: ErrorReport | None,
    classify: Classify,
    categories: Mapping[str, str],
    table: ModelTable | None = None,
    today: str | None = None,
) -> Diagnosis:
    """Return the verdict that the findings alone allow; with several of one probe the newest counts.

    `categories` gives each cause its category; `today` is YYYY-MM-DD, without it no model counts as shut down.
    A model or project that is not asked for is taken from the report.
    """
    probed = Probed(
        findings,
        model=asked_model or _told(report, "model") or "",
        project=asked_project or _told(report, "project_id"),
        classify=classify,
        categories=categories,
        table=table or ModelTable(),
        today=today,
    )
    call = probed.call
    return with_call(probed, call) if call is not None else without_call(probed)


def passes(finding: Finding, asked_project: str | None) -> bool:
    """Tell whether a call went through for the project asked about: what alone may end a guide as solved."""
    elsewhere = None not in (asked_project, finding.project_id) and finding.project_id != asked_project
    return finding.found is Found.OK and not elsewhere


def _told(report: ErrorReport | None, name: str) -> str | None:
    if report is None:
        return None
    return report.value("model") if name == "model" else report.value("project_id")
