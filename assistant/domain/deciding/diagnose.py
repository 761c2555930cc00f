"""The verdict from the text alone."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.cause import Cause
from assistant.domain.deciding.diagnosis import Diagnosis, Line
from assistant.domain.report import ErrorReport


def diagnose(causes: Sequence[Cause], report: ErrorReport) -> Diagnosis:
    """Return the cause that the text speaks of: reported by the API's own words, possible by a shared sign, or none."""
    seen = tuple(dict.fromkeys(error.category for error in report.errors))
    if report.kind != "error":
        return Diagnosis("none", None, "unknown", also_seen=seen)
    if not report.errors:
        return Diagnosis("other", None, "unknown")
    last = report.errors[-1]
    known = next((cause for cause in causes if cause.id == last.cause_id), None)
    rivals = tuple(dict.fromkeys((*last.rivals, *(known.rivals if known else ()))))
    return Diagnosis(
        last.category,
        last.cause_id,
        last.grade,
        evidence=(Line(last.quote, last.line),),
        rivals=tuple(rival for rival in rivals if rival != last.cause_id),
        also_seen=tuple(category for category in seen if category != last.category),
    )
