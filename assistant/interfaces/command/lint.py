"""`model-access lint` and `model-access walk`: for those who write knowledge."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Protocol

from assistant.domain.guiding.guide import all_walks
from assistant.domain.knowledge import Knowledge
from assistant.domain.text import LANGUAGES
from assistant.domain.view.step import past
from assistant.domain.view.words import Words


class Complaint(Protocol):
    """A problem of a file of knowledge/, printed as it is."""

    @property
    def warning(self) -> bool:
        """Whether it only warns."""


def today() -> str:
    """Return the day in UTC, YYYY-MM-DD."""
    return datetime.now(UTC).date().isoformat()


def day(text: str) -> str:
    """Return a day as it was typed, YYYY-MM-DD; ValueError for anything else."""
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError(text)
    return text


def add(commands: Any) -> None:
    """Add both verbs to the command line."""
    lint = commands.add_parser("lint", help="check the files of knowledge/ and print every problem with its line")
    lint.add_argument("--today", type=day, default=today(), help="YYYY-MM-DD, for the ages")
    walk = commands.add_parser("walk", help="print every way through the guide of a cause")
    walk.add_argument("cause", metavar="CAUSE", help="a cause's id, or other or none for the fallback")
    walk.add_argument("--language", choices=LANGUAGES, default="en", help="language of the words")


def lint(problems: Sequence[Complaint]) -> int:
    """Print the problems; 1 when one of them is an error."""
    for problem in problems:
        print(problem)
    errors = sum(not problem.warning for problem in problems)
    print(f"{errors} errors, {len(problems) - errors} warnings", file=sys.stderr)
    return 1 if errors else 0


def walk(arguments: argparse.Namespace, knowledge: Knowledge) -> int:
    """Print every walk of a guide; 2 for a cause that does not exist."""
    try:
        guide = knowledge.guide(arguments.cause)
    except KeyError:
        known = ", ".join((*knowledge.causes, *knowledge.fallback))
        print(f"model-access walk: no cause {arguments.cause}; there are {known}", file=sys.stderr)
        return 2
    words = Words(knowledge, arguments.language)
    for number, one in enumerate(all_walks(guide), 1):
        print(f"{number}.")
        for step in past(one.given, words):
            print(f"   {step.title} -> {step.answer}")
        print(f"   = {one.step.end}: {words.plain(one.step.title)}")
    return 0
