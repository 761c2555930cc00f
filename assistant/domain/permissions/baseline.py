"""A baseline file, CSV or JSON, as policies by project; what is wrong with a file is a value with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.permissions.ids import is_id
from assistant.domain.permissions.policy import NO_POLICY
from assistant.domain.permissions.table import COLUMNS

ProblemKind = Literal[
    "empty",  # nothing in it
    "encoding",  # neither UTF-8, UTF-16 nor CP932
    "json",  # begins like JSON and is none
    "shape",  # JSON, but no list of objects; or a CSV row of another length
    "no_header",  # CSV without column names
    "missing_column",
    "unknown_column",
    "duplicate_column",
    "duplicate_project",
    "duplicate_model",
    "bad_project_id",
    "bad_mode",
    "bad_model_ids",
    "too_many",  # projects
    "no_projects",
]
NEEDED = ("project_id", "mode", "model_ids")
MOST_PROJECTS = 20_000
MOST_IDS = 5_000
MOST_PROBLEMS = 20
MODES: Mapping[str, PolicyMode | None] = {
    **{one.value: one for one in PolicyMode},
    **dict.fromkeys(("", "null", "none", "no_policy")),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; `line` is the file's line, of JSON the number of the object, both from 1."""

    kind: ProblemKind
    line: int | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One project of a file before it is checked; `ids` None: they are no list of texts."""

    line: int
    project_id: Any
    mode: Any
    ids: Sequence[Any] | None
    error: bool


@dataclass(frozen=True, slots=True)
class Baseline:
    """Policies by project id; with problems there are none, as half a baseline would show drift where there is none.

    `skipped` are projects whose policy was not known when the file was made.
    """

    policies: Mapping[str, Policy] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    encoding: str = "UTF-8"


def checked(entries: Sequence[Entry], encoding: str) -> Baseline:
    """Return the baseline of a file's entries, or what is wrong with them."""
    if not entries:
        return failed(encoding, Problem("no_projects"))
    if len(entries) > MOST_PROJECTS:
        return failed(encoding, Problem("too_many", None, str(len(entries))))
    problems = [*_problems(entries)]
    if problems:
        return failed(encoding, *problems)
    policies = {str(one.project_id).strip(): _policy(one) for one in entries if not one.error}
    skipped = tuple(str(one.project_id).strip() for one in entries if one.error)
    return Baseline(policies, skipped, (), encoding)


def failed(encoding: str, *problems: Problem) -> Baseline:
    """Return a baseline that cannot be used."""
    return Baseline(problems=problems[:MOST_PROBLEMS], encoding=encoding)


def column_problems(names: Sequence[str], line: int) -> Iterator[Problem]:
    """Yield what is wrong with the names of columns or of an object's fields."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield Problem("duplicate_column", line, name[:60])
        elif name not in COLUMNS:
            yield Problem("unknown_column", line, name[:60])
        seen.add(name)
    for name in NEEDED:
        if name not in seen:
            yield Problem("missing_column", line, name)


def _problems(entries: Sequence[Entry]) -> Iterator[Problem]:
    lines: dict[str, int] = {}
    for one in entries:
        name = one.project_id.strip() if isinstance(one.project_id, str) else ""
        if not is_id(name):
            yield Problem("bad_project_id", one.line)
            continue
        if name in lines:
            yield Problem("duplicate_project", one.line, name)
        lines.setdefault(name, one.line)
        if not one.error:
            yield from _policy_problems(one)


def _policy_problems(entry: Entry) -> Iterator[Problem]:
    mode = _mode(entry)
    if mode not in MODES:
        yield Problem("bad_mode", entry.line, mode[:60])
        return
    ids = [one.strip() if isinstance(one, str) else "" for one in entry.ids or ()]
    bare = MODES[mode] is None and ids
    if entry.ids is None or bare or len(ids) > MOST_IDS or not all(is_id(one) for one in ids):
        yield Problem("bad_model_ids", entry.line)
        return
    twice = next((one for at, one in enumerate(ids) if one in ids[:at]), None) if len(set(ids)) < len(ids) else None
    if twice is not None:
        yield Problem("duplicate_model", entry.line, twice)


def _mode(entry: Entry) -> str:
    return "" if entry.mode is None else str(entry.mode).strip().lower()


def _policy(entry: Entry) -> Policy:
    mode = MODES[_mode(entry)]
    ids = tuple(str(one).strip() for one in entry.ids or ())
    return Policy(mode, ids) if mode else NO_POLICY
