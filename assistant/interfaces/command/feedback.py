"""`model-access feedback`: what users said of verdicts, each with an example block ready for a cause's file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from assistant.domain.case import WrongVerdict
from assistant.domain.deciding.decide import Decider
from assistant.domain.report import ErrorReport

LONGEST = 4_000


def add(commands: Any) -> None:
    """Add the verb to the command line."""
    parser = commands.add_parser("feedback", help="list the verdicts that users called wrong")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


def run(arguments: argparse.Namespace, told: Sequence[WrongVerdict], decider: Callable[[], Decider]) -> int:
    """Print what was said, the newest first."""
    for one in told:
        if arguments.json:
            print(json.dumps(asdict(one), ensure_ascii=False))
            continue
        print(f"# {one.at}  {one.category}  {one.cause or '-'}  {one.said}")
        print(example_block(decider().read(one.text)))
    return 0


def example_block(report: ErrorReport) -> str:
    """Return the paste as an entry of `examples:`, with the facts that are read from it today."""
    facts = {fact.name: fact.value for fact in report.facts}
    lines = ["  - paste: |", *(f"      {line}" for line in report.text[:LONGEST].splitlines())]
    return "\n".join([*lines, f"    facts: {json.dumps(facts, ensure_ascii=False)}"])
