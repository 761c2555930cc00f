"""The calls themselves: a policy read and written, projects and rate limits listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from assistant.adapters.admin_api.line import Answer, Line
from assistant.adapters.admin_api.reasons import fate_of, reason_of
from assistant.adapters.openai_admin import policy_of
from assistant.adapters.openai_api.body import words
from assistant.domain.evidence import Finding, Found, Policy
from assistant.domain.permissions.policy import NO_POLICY, as_json, is_known
from assistant.domain.permissions.record import Reason
from assistant.domain.permissions.seen import ModelsSeen, PolicySeen, ProjectSeen, ProjectsSeen, WriteSeen
from assistant.domain.probing.request import LONGEST_ID, Request, request_for

MOST_PAGES = 100
LONGEST_NAME = 300


async def read_policy(line: Line, project_id: str) -> PolicySeen:
    """Read a policy; after a 404 the project itself tells "no policy" from "no such project"."""
    answer = await line.read(request_for("project_policy", model="", project=project_id))
    if answer.finding.found is Found.MISSING:
        project = await read_project(line, project_id)
        policy = NO_POLICY if project.reason is None else None
        first = replace(answer.finding, policy=policy)
        return PolicySeen(project_id, policy, project.reason, (first, project.finding))
    policy, reason = _policy(answer)
    return PolicySeen(project_id, policy, reason, (replace(_read(answer.finding, reason), policy=policy),))


async def write_policy(line: Line, project_id: str, policy: Policy) -> WriteSeen:
    """Replace a policy, or delete it for `NO_POLICY`; the call is made once, whatever comes of it."""
    place = request_for("project_policy", model="", project=project_id)
    request = replace(place, method="DELETE") if policy == NO_POLICY else _setting(place, policy)
    answer = await line.call(request)
    return WriteSeen(fate_of(answer), answer.finding)


async def read_project(line: Line, project_id: str) -> ProjectSeen:
    """Retrieve one project."""
    answer = await line.read(request_for("project", model="", project=project_id))
    reason = reason_of(answer.finding)
    if reason is not None:
        return ProjectSeen(project_id, None, False, reason, answer.finding)
    project = _project(answer.data, answer.finding)
    if project is None or project.id != project_id:
        return ProjectSeen(project_id, None, False, "unreadable", _read(answer.finding, "unreadable"))
    return project


async def read_projects(line: Line) -> ProjectsSeen:
    """List the projects that are not archived, all pages."""
    place = Request("project", "admin", path="/organization/projects?limit=100")
    entries, answer, whole = await _pages(line, place)
    reason = reason_of(answer.finding) or (None if whole else "unreadable")
    projects = tuple(one for entry in entries if (one := _project(entry, answer.finding)) is not None)
    return ProjectsSeen(projects, reason, _read(answer.finding, reason))


async def read_models(line: Line, project_id: str) -> ModelsSeen:
    """List the model ids that have a rate limit in a project; an empty list says nothing."""
    entries, answer, whole = await _pages(line, request_for("rate_limits", model="", project=project_id))
    ids = frozenset(entry["model"] for entry in entries if isinstance(entry.get("model"), str))
    return ModelsSeen(ids if ids and whole else None, answer.finding)


def _setting(place: Request, policy: Policy) -> Request:
    return place if place.skip else replace(place, method="POST", body=as_json(policy))


def _policy(answer: Answer) -> tuple[Policy | None, Reason | None]:
    reason = reason_of(answer.finding)
    if reason is not None:
        return None, reason
    policy = policy_of(answer.data) if isinstance(answer.data, Mapping) else None
    if policy is None:
        return None, "unreadable"
    return policy, None if is_known(policy) else "unknown_mode"


def _read(finding: Finding, reason: Reason | None) -> Finding:
    """Return a success whose content was none as what it is."""
    unfit = reason == "unreadable" and finding.found is Found.OK
    return replace(finding, found=Found.UNREACHABLE, reason="shape") if unfit else finding


def _project(data: Any, finding: Finding) -> ProjectSeen | None:
    name = data.get("id") if isinstance(data, Mapping) else None
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_ID or not name.isprintable():
        return None
    archived = data.get("status") == "archived" or isinstance(data.get("archived_at"), int)
    return ProjectSeen(name, words(data.get("name"), LONGEST_NAME), archived, None, finding)


async def _pages(line: Line, place: Request) -> tuple[list[Mapping[str, Any]], Answer, bool]:
    """Return a list's entries, the last call, and whether the list was read to its end."""
    entries: list[Mapping[str, Any]] = []
    answer, cursors = await line.read(place), {""}
    for _ in range(MOST_PAGES):
        data = answer.data.get("data") if isinstance(answer.data, Mapping) else None
        if not isinstance(data, list):
            return entries, answer, False
        entries += [one for one in data if isinstance(one, Mapping)]
        if answer.data.get("has_more") is not True:
            return entries, answer, True
        cursor = _cursor(answer.data, entries)
        if cursor in cursors:
            break
        cursors.add(cursor)
        answer = await line.read(replace(place, path=f"{place.path}&after={quote(cursor, safe='')}"))
    return entries, answer, False


def _cursor(data: Mapping[str, Any], entries: list[Mapping[str, Any]]) -> str:
    """Return where the next page begins; the last entry's id where the page does not say."""
    last = data.get("last_id") or (entries[-1].get("id") if entries else None)
    return last if isinstance(last, str) and len(last) <= LONGEST_ID and last.isprintable() else ""
