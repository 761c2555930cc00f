"""`model-access permissions`: shows and changes what models a project permits, with an Admin key."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assistant.domain.permissions.ids import is_id
from assistant.domain.permissions.planned import Changed, Planned
from assistant.domain.permissions.record import NotKept, Result
from assistant.domain.permissions.until import until
from assistant.domain.probing.base_url import clean_base_url, stray_environment
from assistant.domain.probing.fit_key import unfit
from assistant.domain.probing.keys import DEFAULT_BASE_URL, Keys
from assistant.interfaces.command import permissions_output as output
from assistant.interfaces.command import permissions_show as showing
from assistant.interfaces.command.permissions_words import NOT_SENT, preview, say

if TYPE_CHECKING:  # the other verbs do not pay for the engine
    from assistant.engine.permissions import Permissions

EXIT: Mapping[Result, int] = {"applied": 0, "nothing": 0, "refused": 1, "failed": 1, "stale": 3, "unknown": 4}
WRONG = 2
EPILOG = (
    "OPENAI_ADMIN_KEY and OPENAI_BASE_URL come from the environment. Exit status: 0 applied, or nothing to do; "
    "1 refused or failed; 2 wrong usage, or no terminal and no --yes; 3 the policy is not the one planned from; "
    "4 sent, and it cannot be read whether it holds. A dry run ends with the result nothing, as nothing was done."
)
Make = Callable[[Keys], "Permissions"]


def add(commands: Any) -> None:
    """Add the verb to the command line."""
    parser = commands.add_parser("permissions", help="show or change the models that a project permits", epilog=EPILOG)
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    show = actions.add_parser("show", help="print the policy of a project, or of all")
    which = show.add_mutually_exclusive_group(required=True)
    which.add_argument("--project", metavar="P", help="the project id")
    which.add_argument("--all", action="store_true", help="every project that is not archived")
    how = show.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print one JSON object, a list of them with --all")
    how.add_argument("--csv", action="store_true", help="print CSV")
    allow = actions.add_parser("allow", help="permit models with the smallest edit", epilog=EPILOG)
    allow.add_argument("models", nargs="+", metavar="MODEL", help="exact model id")
    allow.add_argument("--project", required=True, metavar="P", help="the project id")
    allow.add_argument("--dry-run", action="store_true", help="print the plan and the policy's hash, write nothing")
    allow.add_argument("--if-unchanged", metavar="HASH", help="go on only while the policy has this hash")
    allow.add_argument("--allow-unknown", action="store_true", help="also ids that the organization does not see")
    allow.add_argument("--until", metavar="TIME", help="put back at 2026-12-01T18:00+09:00, or after 90m, 8h, 3d, 2w")
    undo = actions.add_parser("undo", help="go back to the policy before a change", epilog=EPILOG)
    undo.add_argument("record", metavar="RECORD", help="the record of the change, chg_…")
    remove = actions.add_parser("remove", help="remove the whole policy: opens every model", epilog=EPILOG)
    remove.add_argument("--project", required=True, metavar="P", help="the project id")
    remove.add_argument("--confirm-name", metavar="NAME", help="the project's name; on a terminal it is asked for")
    sweep = actions.add_parser("sweep", help="put back what was permitted until a time that has come; for cron")
    for changing in (allow, undo):
        changing.add_argument("--yes", action="store_true", help="do not ask")
    for changing in (allow, undo, remove, sweep):
        changing.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace, environ: Mapping[str, str], make: Make) -> int:
    """Run one action and return the exit status of the contract."""
    base_url = clean_base_url(environ.get("OPENAI_BASE_URL") or DEFAULT_BASE_URL)
    if base_url is None:
        return _wrong("OPENAI_BASE_URL is no base URL: it needs http or https, a host and a path, and nothing else")
    keys = Keys(admin=environ.get("OPENAI_ADMIN_KEY", "").strip() or None, base_url=base_url)
    held_back = unfit(keys, "admin")
    if held_back is not None:
        return _wrong(NOT_SENT.get(held_back, held_back))
    if not all(is_id(one.strip()) for one in (*_ids(arguments), *getattr(arguments, "models", ()))):
        return _wrong("a project or model id is empty, too long, unprintable, or looks like a key")
    stray = stray_environment(environ)
    if stray:
        say(f"not sent: {', '.join(stray)}")
    try:
        return ACTIONS[arguments.action](arguments, make(keys))
    except KeyboardInterrupt:
        say("interrupted before anything was written")
    except NotKept as error:
        say(f"the database cannot be used ({error}); nothing was written")
    return EXIT["refused"]


def _ids(arguments: argparse.Namespace) -> tuple[str, ...]:
    project = getattr(arguments, "project", None)
    return (project,) if project is not None else ()


def _allow(arguments: argparse.Namespace, permissions: Permissions) -> int:
    ends = until(arguments.until, _now()) if arguments.until is not None else None
    if arguments.until is not None and ends is None:
        return _wrong("--until needs a future moment with its zone, as 2026-12-01T18:00+09:00, or 90m, 8h, 3d, 2w")
    planned = permissions.plan_allow(
        arguments.project.strip(), arguments.models,
        allow_unknown=arguments.allow_unknown, if_unchanged=arguments.if_unchanged,
    )  # fmt: skip
    if arguments.dry_run:
        output.dry_run(planned, as_json=arguments.json)
        return EXIT[planned.result or "nothing"]
    return _confirmed(arguments, permissions, planned, ends)


def _undo(arguments: argparse.Namespace, permissions: Permissions) -> int:
    return _confirmed(arguments, permissions, permissions.plan_undo(arguments.record.strip()), None)


def _confirmed(arguments: argparse.Namespace, permissions: Permissions, planned: Planned, ends: str | None) -> int:
    """Ask where something would be written and nobody said yes; then make the change."""
    if planned.result is None and not arguments.yes:
        if not sys.stdin.isatty():
            return _wrong("no terminal to ask on: give --yes to make the change, or --dry-run to see it")
        preview(planned, ends)
        if _answer("Make this change? [y/N] ").lower() not in ("y", "yes"):
            return _ended(arguments, output.declined(planned))
    return _applied(arguments, lambda: permissions.apply(planned, until=ends))


def _remove(arguments: argparse.Namespace, permissions: Permissions) -> int:
    typed = arguments.confirm_name
    if typed is None and not sys.stdin.isatty():
        return _wrong("no terminal to ask on: give the project's name with --confirm-name")
    planned = permissions.plan_remove(arguments.project.strip())
    if planned.result is None:
        preview(planned, None)
        typed = typed if typed is not None else _answer(f"Type the project's name ({planned.project_name}): ")
    return _applied(arguments, lambda: permissions.apply(planned, confirm_name=typed))


def _applied(arguments: argparse.Namespace, apply: Callable[[], Changed]) -> int:
    try:
        changed = apply()
    except KeyboardInterrupt:
        say("interrupted: whether the change holds is not known; `permissions show` tells")
        return EXIT["unknown"]
    return _ended(arguments, changed)


def _ended(arguments: argparse.Namespace, changed: Changed) -> int:
    try:
        output.changed(changed, as_json=arguments.json)
        sys.stdout.flush()
    except BrokenPipeError:  # the status still tells what came of the change
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return EXIT[changed.result]


def _sweep(arguments: argparse.Namespace, permissions: Permissions) -> int:
    try:
        swept = permissions.sweep()
    except KeyboardInterrupt:
        say("interrupted: what is not put back yet is put back by the next sweep")
        return EXIT["unknown"]
    output.swept(swept, as_json=arguments.json)
    return max((EXIT[one.result] for one in swept), default=0)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _answer(question: str) -> str:
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def _wrong(words: str) -> int:
    say(words)
    return WRONG


ACTIONS: Mapping[str, Callable[[argparse.Namespace, Permissions], int]] = {
    "show": showing.run,
    "allow": _allow,
    "undo": _undo,
    "remove": _remove,
    "sweep": _sweep,
}
