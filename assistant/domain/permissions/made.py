"""What a change of the project's list does to the case that it was made for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.domain.case import Case
from assistant.domain.evidence import Finding, Found, Policy
from assistant.domain.probing.request import request_for, shown


@dataclass(frozen=True, slots=True)
class Made:
    """A change that holds: its record, what was read after it, and the record that it undoes, if it does."""

    record: str
    base_url: str
    project_id: str
    after: Policy
    request_id: str | None = None
    undoes: str | None = None


def with_change(case: Case, made: Made, at: str) -> Case:
    """Return the case with the list as it is now; what was found before an undo says nothing any more.

    The guide is left: what it was about is done, and what remains is the call that failed.
    """
    before = () if made.undoes else tuple(one for one in case.findings if one.probe != "project_policy")
    request = shown(request_for("project_policy", model="", project=made.project_id), made.base_url)
    read = Finding(
        "project_policy", Found.OK, request.method, request.url, 200,
        policy=made.after, request_id=made.request_id, at=at,
    )  # fmt: skip
    standing = tuple(one for one in case.changes if one != made.undoes)
    changes = standing if made.undoes else (*standing, made.record)
    return replace(case, findings=(*before, read), changes=changes, guide_id=None, answers={}, note=None)
