"""`model-access desk person`, `forget` and `audit`: what is kept, deleted and on the record."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Protocol

from assistant.domain.desk.held import Held
from assistant.domain.desk.retention import days_of, kept_since

VERBS = ("person", "forget", "audit")
KEEP_DAYS = "MODEL_ACCESS_KEEP_DAYS"
MENTIONED = 20  # tickets that are named


class Keeper(Protocol):
    """What hands out and deletes."""

    def of_person(self, address: str) -> Held:
        """Return what is kept of a mail address."""

    def of_case(self, case_id: str) -> Held:
        """Return a case, with the ticket that it is of."""

    def older_than(self, moment: str) -> Held:
        """Return what nothing has happened to since a time."""

    def mentions(self, address: str, held: Held) -> list[int]:
        """Return further tickets in whose texts an address stands."""

    def all_of(self, held: Held) -> Iterator[dict[str, Any]]:
        """Yield all that is kept."""

    def handed_out(self, held: Held, who: str, at: str) -> None:
        """Put on the record that it is handed out."""

    def forget(self, held: Held, who: str, at: str) -> None:
        """Delete it."""

    def audit(self) -> Iterator[dict[str, Any]]:
        """Yield the audit record."""


def add(verbs: Any) -> None:
    """Add the verbs to those of the desk."""
    person = verbs.add_parser("person", help="print all that is kept of a customer, as JSON Lines")
    _whose(person.add_mutually_exclusive_group(required=True))
    forget = verbs.add_parser(
        "forget",
        help="delete a customer's tickets and cases, or old ones",
        description=f"Without an option: what is older than the {KEEP_DAYS} days of the environment.",
    )
    which = forget.add_mutually_exclusive_group()
    _whose(which)
    which.add_argument("--older-than", type=_days, metavar="DAYS", help="nothing happened for so many days")
    forget.add_argument("--yes", action="store_true", help="do not ask")
    verbs.add_parser("audit", help="print the audit record, as JSON Lines")


def _whose(which: Any) -> None:
    which.add_argument("--address", help="the customer's mail address")
    which.add_argument("--case", metavar="ID", help="a case, as its link names it")


def run(arguments: argparse.Namespace, keeper: Keeper, who: str, keep_days: str | None) -> int:
    """Run one of the verbs; 0 when it is done, 2 for wrong usage or where nobody confirms."""
    if arguments.desk_verb == "audit":
        return _printed(keeper.audit())
    now = datetime.now(UTC)
    if arguments.desk_verb == "person":
        held = _of(arguments, keeper)
        keeper.handed_out(held, who, now.isoformat(timespec="seconds"))
        _printed(keeper.all_of(held))
    else:
        try:
            held = _asked(arguments, keeper, keep_days, now)
        except ValueError as error:
            print(f"model-access desk forget: {error}", file=sys.stderr)
            return 2
        if held and not arguments.yes and not _confirmed(held):
            return 2
        keeper.forget(held, who, now.isoformat(timespec="seconds"))
        print(f"{_told(held)} deleted", file=sys.stderr)
    if arguments.address is not None:
        _mentioned(keeper.mentions(arguments.address, held), arguments.address)
    return 0


def _of(arguments: argparse.Namespace, keeper: Keeper) -> Held:
    """Return what is kept of a person, by address or by the case that is theirs."""
    return keeper.of_case(arguments.case) if arguments.case is not None else keeper.of_person(arguments.address)


def _asked(arguments: argparse.Namespace, keeper: Keeper, keep_days: str | None, now: datetime) -> Held:
    if arguments.case is not None or arguments.address is not None:
        return _of(arguments, keeper)
    if arguments.older_than is None and not keep_days:
        raise ValueError(f"say what: --address, --case or --older-than, or set {KEEP_DAYS}")
    try:
        days = arguments.older_than or days_of(keep_days or "")
    except ValueError as error:
        raise ValueError(f"{KEEP_DAYS}: {error}") from None
    return keeper.older_than(kept_since(now, days))


def _days(value: str) -> int:
    try:
        return days_of(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _printed(rows: Iterator[dict[str, Any]]) -> int:
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
    return 0


def _told(held: Held) -> str:
    told = f"{len(held.tickets)} tickets and {len(held.cases)} cases"
    return f"{told}, {len(held.faults)} rows not taken in," if held.faults else told


def _mentioned(others: list[int], address: str) -> None:
    if others:
        named = ", ".join(f"#{one}" for one in others[:MENTIONED]) + (", …" if len(others) > MENTIONED else "")
        print(f"{address} also stands in the texts of {len(others)} other tickets: {named}", file=sys.stderr)


def _confirmed(held: Held) -> bool:
    if not sys.stdin.isatty():
        print("model-access desk forget: no terminal to ask on, and no --yes", file=sys.stderr)
        return False
    print(f"Delete {_told(held)}? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
