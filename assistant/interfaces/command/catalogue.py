"""`model-access explain`, `catalogue` and `stale`: what the knowledge says, for readers and for other tools."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from assistant.domain.cause import Cause
from assistant.domain.guiding.guide import answers_of, edge
from assistant.domain.knowledge import Knowledge
from assistant.domain.text import LANGUAGES, Text
from assistant.domain.view.step import step_answers
from assistant.domain.view.words import Words
from assistant.interfaces.command.lint import Complaint, day, today


def add(commands: Any) -> None:
    """Add the verbs to the command line."""
    explain = commands.add_parser("explain", help="print all that is known of one cause, its guide as a whole")
    explain.add_argument("cause", metavar="CAUSE", help="a cause's id; catalogue lists them")
    explain.add_argument("--language", choices=LANGUAGES, default="en", help="language of the words")
    catalogue = commands.add_parser("catalogue", help="list every cause")
    catalogue.add_argument(
        "--json", action="store_true", help="print one JSON object with everything in both languages"
    )
    catalogue.add_argument("--language", choices=LANGUAGES, default="en", help="language of the list")
    stale = commands.add_parser("stale", help="list what was checked too long ago, or whose day has passed")
    stale.add_argument("--today", type=day, default=today(), help="YYYY-MM-DD")


def explain(arguments: argparse.Namespace, knowledge: Knowledge) -> int:
    """Print one cause; 2 for a cause that does not exist."""
    cause = knowledge.causes.get(arguments.cause)
    if cause is None:
        known = ", ".join(knowledge.causes)
        print(f"model-access explain: no cause {arguments.cause}; there are {known}", file=sys.stderr)
        return 2
    print("\n".join(_explained(cause, Words(knowledge, arguments.language))))
    return 0


def catalogue(arguments: argparse.Namespace, knowledge: Knowledge) -> int:
    """Print every cause, a line each or as JSON."""
    causes = list(knowledge.causes.values())
    if arguments.json:
        print(json.dumps({"causes": [_as_json(one, knowledge) for one in causes]}, ensure_ascii=False))
        return 0
    words = Words(knowledge, arguments.language)
    for one in causes:
        print(f"{one.id:<32} {one.category:<28} {words.plain(one.title)}")
    return 0


def stale(problems: Sequence[Complaint]) -> int:
    """Print what has aged; 1 when there is anything."""
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def _explained(cause: Cause, words: Words) -> list[str]:
    lines = [f"{words.plain(cause.title)}  ({cause.id}, {cause.category})", words.plain(cause.why), ""]
    lines.append(f"{words('verdict_who')}: {words(f'who_{cause.who}')}")
    lines.append(f"{words('verdict_raise')}: {words.plain(cause.evidence.verifies)}")
    lines.append(f"{words('verdict_refutes')}: {words.plain(cause.evidence.refutes)}")
    rivals = [(words.knowledge.causes[name], tell) for name, tell in cause.rivals.items()]
    lines += [f"{words('catalogue_rivals')}: {words.plain(one.title)} — {words.plain(tell)}" for one, tell in rivals]
    lines += ["", words("catalogue_example"), *(f"    {line}" for line in cause.examples[0].paste.splitlines())]
    lines += ["", words("guide_title"), *_guide(cause, words), ""]
    lines += [words("verdict_checked", date=cause.checked)]
    return lines + [f"  {one.date} {one.mark} {one.url or ''}".rstrip() for one in cause.sources]


def _guide(cause: Cause, words: Words) -> list[str]:
    """Return every step with where its answers lead, in the file's order."""
    lines = []
    for step in cause.steps.values():
        lines.append(f"  [{step.id}] {words.plain(step.title)}: {words.plain(step.say)}")
        labels = step_answers(step, words)
        lines += [f"      {labels[one]} -> {edge(step, one)}" for one in answers_of(step) if edge(step, one)]
    return lines


def _as_json(cause: Cause, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "id": cause.id,
        "category": cause.category,
        "provider": cause.provider,
        "checked": cause.checked,
        "sources": [{"date": one.date, "mark": one.mark, "url": one.url} for one in cause.sources],
        "who": cause.who,
        "title": _both(cause.title, knowledge),
        "why": _both(cause.why, knowledge),
        "signals": [
            {"says": list(one.says), "status": list(one.status), "code": list(one.code), "type": list(one.type)}
            for one in cause.signals
        ],
        "rivals": {name: _both(tell, knowledge) for name, tell in cause.rivals.items()},
        "evidence": {
            "verifies": _both(cause.evidence.verifies, knowledge),
            "refutes": _both(cause.evidence.refutes, knowledge),
        },
        "steps": [
            {
                "id": step.id,
                "verb": step.verb,
                "title": _both(step.title, knowledge),
                "say": _both(step.say, knowledge),
                "answers": {one: edge(step, one) for one in answers_of(step)},
            }
            for step in cause.steps.values()
        ],
        "example": cause.examples[0].paste,
    }


def _both(text: Text, knowledge: Knowledge) -> dict[str, str]:
    return {language: Words(knowledge, language).plain(text) for language in LANGUAGES}
