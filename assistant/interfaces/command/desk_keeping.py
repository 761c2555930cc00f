"""`model-access desk person`, `forget` and `audit`: what is kept, deleted and on the record."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

VERBS = ("person", "forget", "audit")


class Keeper(Protocol):
    """What hands out and deletes."""

    def of_person(self, address: str) -> list[int]:
        """Return the tickets of a customer's address."""

    def older_than(self, moment: str) -> list[int]:
        """Return the tickets whose last message is older than a time."""

    def all_of(self, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
        """Yield all that is kept of tickets."""

    def forget(self, ids: Sequence[int], who: str, at: str) -> None:
        """Delete tickets with their cases."""

    def audit(self) -> Iterator[dict[str, Any]]:
        """Yield the audit record."""


def add(verbs: Any) -> None:
    """Add the verbs to those of the desk."""
    person = verbs.add_parser("person", help="print all that is kept of a customer, as JSON Lines")
    person.add_argument("--address", required=True, help="the customer's mail address")
    forget = verbs.add_parser("forget", help="delete a customer's tickets, or old ones, with their cases")
    which = forget.add_mutually_exclusive_group(required=True)
    which.add_argument("--address", help="the customer's mail address")
    which.add_argument("--older-than", type=int, metavar="DAYS", help="last message more than so many days ago")
    forget.add_argument("--yes", action="store_true", help="do not ask")
    verbs.add_parser("audit", help="print the audit record, as JSON Lines")


def run(arguments: argparse.Namespace, keeper: Keeper, who: str) -> int:
    """Run one of the verbs; 0 when it is done, 2 where nobody confirms."""
    if arguments.desk_verb == "audit":
        return _printed(keeper.audit())
    if arguments.desk_verb == "person":
        return _printed(keeper.all_of(keeper.of_person(arguments.address)))
    now = datetime.now(UTC)
    if arguments.address is not None:
        ids = keeper.of_person(arguments.address)
    else:
        ids = keeper.older_than((now - timedelta(days=arguments.older_than)).isoformat(timespec="seconds"))
    if ids and not arguments.yes and not _confirmed(len(ids)):
        return 2
    if ids:
        keeper.forget(ids, who, now.isoformat(timespec="seconds"))
    print(f"{len(ids)} tickets deleted", file=sys.stderr)
    return 0


def _printed(rows: Iterator[dict[str, Any]]) -> int:
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
    return 0


def _confirmed(count: int) -> bool:
    if not sys.stdin.isatty():
        print("model-access desk forget: no terminal to ask on, and no --yes", file=sys.stderr)
        return False
    print(f"Delete {count} tickets with their cases? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
