"""`model-access permissions show`: policies as JSON, CSV or lines."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from assistant.domain.permissions.policy import NO_POLICY, as_json
from assistant.domain.permissions.seen import PolicySeen
from assistant.interfaces.command.permissions_words import plain, say, why

if TYPE_CHECKING:
    from assistant.engine.permissions import Permissions

FIELDS = ("project_id", "mode", "model_ids", "request_id", "at")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


def run(arguments: argparse.Namespace, permissions: Permissions) -> int:
    """Print one policy or all; 1 when one could not be read."""
    if not arguments.all:
        seen = permissions.show(arguments.project.strip())
        _print([seen], arguments, alone=True)
        return _told([seen])
    projects = permissions.projects()
    by_id: dict[str, PolicySeen] = {}
    ids = [one.id for one in projects.projects]
    for one in permissions.show_all(ids):
        by_id[one.project_id] = one
        _progress(len(by_id), len(ids))
    seen_all = [by_id[one] for one in ids if one in by_id]
    _print(seen_all, arguments, alone=False)
    if projects.reason is not None:
        say(f"the list of projects was not read to its end: {why(projects.reason, projects.finding.message)}")
    return 1 if projects.reason is not None else _told(seen_all)


def row(seen: PolicySeen) -> dict[str, Any]:
    """Return the object of the contract; of a policy that is not known, mode and ids are null and `error` says why."""
    call = seen.findings[0]
    known = seen.policy is not None and seen.reason is None
    shown = as_json(seen.policy or NO_POLICY) if known else {"mode": None, "model_ids": None}
    told = {"project_id": seen.project_id, **shown, "request_id": call.request_id, "at": call.at}
    return told if known else {**told, "error": seen.reason}


def _told(all_seen: Iterable[PolicySeen]) -> int:
    """Say of each policy that is not known why; 1 when there is one."""
    failed = [one for one in all_seen if one.reason is not None]
    for one in failed:
        mode = one.policy.mode_text if one.policy else None
        say(f"{one.project_id}: {why(one.reason, one.last.message)}{f' ({plain(mode)})' if mode else ''}")
    return 1 if failed else 0


def _print(all_seen: list[PolicySeen], arguments: argparse.Namespace, *, alone: bool) -> None:
    rows = [row(one) for one in all_seen]
    if arguments.json:
        print(json.dumps(rows[0] if alone else rows, ensure_ascii=False))
    elif arguments.csv:
        _csv(rows)
    else:
        for one in rows:
            print(_lines(one))


def _csv(rows: list[dict[str, Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([*FIELDS, "error"])
    for one in rows:
        cells = {**one, "model_ids": " ".join(one["model_ids"] or ())}
        writer.writerow([_cell(cells.get(name)) for name in (*FIELDS, "error")])


def _cell(value: Any) -> str:
    text = plain(str(value)) if value is not None else ""
    return f"'{text}" if text.startswith(FORMULA) else text


def _lines(shown: dict[str, Any]) -> str:
    if "error" in shown:
        return f"{shown['project_id']}: not known"
    if shown["mode"] is None:
        return f"{shown['project_id']}: no policy, every model of the organization is let through"
    ids = shown["model_ids"]
    return "\n".join([f"{shown['project_id']}: {shown['mode']}, {len(ids)} ids", *(f"  {plain(one)}" for one in ids)])


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{of}", end="\n" if done == of else "", file=sys.stderr, flush=True)
