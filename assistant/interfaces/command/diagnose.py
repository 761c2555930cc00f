"""`model-access diagnose`: a paste in, the verdict from the text alone out."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

from assistant.domain.deciding.decide import Decider
from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.encoding import decoded, encoding_of
from assistant.domain.knowledge import Knowledge
from assistant.domain.report import ErrorReport, FactName
from assistant.domain.text import LANGUAGES, Language
from assistant.domain.view.words import Words
from assistant.interfaces.command import log

FACTS: tuple[FactName, ...] = (
    "project_id", "model", "organization_id", "request_id", "http_status", "error_code", "error_type", "provider",
)  # fmt: skip
_HEAD = 8192  # bytes of a log that tell its encoding


def add(commands: Any) -> None:
    """Add the verb to the command line."""
    parser = commands.add_parser("diagnose", help="read an error from a file or standard input and name its cause")
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="a text file, or - for standard input")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="language of the answer")
    parser.add_argument("--log", action="store_true", help="read a log as a stream and group its errors")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print one JSON object")
    shape.add_argument("--jsonl", action="store_true", help='read lines {"id", "text"}, print one JSON object a line')


def run(arguments: argparse.Namespace, knowledge: Knowledge, decider: Decider) -> int:
    """Run the verb; 0 whenever it answered, 1 when a line of --jsonl was no paste, 2 when the file cannot be read."""
    try:
        if arguments.log:
            return _log(arguments, knowledge, decider)
        text = _text(arguments.file)
    except BrokenPipeError:
        raise
    except (OSError, UnicodeDecodeError) as error:
        print(f"model-access diagnose: {arguments.file}: {error}", file=sys.stderr)
        return 2
    if arguments.jsonl:
        return _lines(text.split("\n"), decider, knowledge, arguments.language, print)
    report = decider.read(text)
    answer = as_json(report, decider.from_text(report), knowledge, arguments.language)
    print(json.dumps(answer, ensure_ascii=False) if arguments.json else as_text(answer, knowledge, arguments.language))
    return 0


def as_json(report: ErrorReport, verdict: Diagnosis, knowledge: Knowledge, language: Language) -> dict[str, Any]:
    """Return the object of the contract; a fact that the text does not state is None."""
    facts: dict[str, str | int | None] = {name: report.value(name) for name in FACTS}
    facts["http_status"] = report.status
    words = Words(knowledge, language, {name: str(value) for name, value in facts.items() if value})
    cause = knowledge.causes.get(verdict.cause_id or "")
    tells = dict(cause.rivals) if cause else {}
    rivals = [
        {"cause": one, "tell_apart": words.plain(tells.get(one, knowledge.causes[one].evidence.verifies))}
        for one in verdict.rivals
        if one in knowledge.causes
    ]
    return {
        "category": verdict.category,
        "cause": verdict.cause_id,
        "grade": verdict.grade,
        "facts": facts,
        "reply_language": report.language,
        "masked_text": report.text,
        "evidence": [{"text": line.text, "line": line.line} for line in verdict.evidence],
        "rivals": rivals,
        "also_seen": list(verdict.also_seen),
    }


def as_text(answer: dict[str, Any], knowledge: Knowledge, language: Language) -> str:
    """Return the same for a reader."""
    words = Words(knowledge, language, {name: str(value) for name, value in answer["facts"].items() if value})
    cause = knowledge.causes.get(answer["cause"] or "")
    fallback = "nothing" if answer["category"] == "none" else "other"
    title = words.plain(cause.title) if cause else words(f"{fallback}_title")
    lines = [f"{title} ({words('grade_' + answer['grade'])})"]
    lines += [f"  {words(f'fact_{name}')}: {value}" for name, value in answer["facts"].items() if value]
    lines += [f"  {words('verdict_evidence')}: {line['text']}" for line in answer["evidence"]]
    lines.append(words.plain(cause.why) if cause else words(f"{fallback}_body"))
    return "\n".join(lines)


def _lines(
    lines: Iterable[str], decider: Decider, knowledge: Knowledge, language: Language, write: Callable[[str], None]
) -> int:
    status = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        asked = _asked(line)
        if asked is None:
            status = 1
            error = f'line {number} is no object with a text "id" and "text"'
            write(json.dumps({"id": None, "error": error}))
            continue
        report = decider.read(asked["text"])
        answer = as_json(report, decider.from_text(report), knowledge, language)
        write(json.dumps({"id": asked["id"], **answer}, ensure_ascii=False))
    return status


def _asked(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if isinstance(found, dict) and isinstance(found.get("text"), str) and "id" in found:
        return found
    return None


def _log(arguments: argparse.Namespace, knowledge: Knowledge, decider: Decider) -> int:
    with contextlib.ExitStack() as stack:
        source = sys.stdin.buffer if arguments.file == "-" else stack.enter_context(Path(arguments.file).open("rb"))
        ahead = io.BufferedReader(cast("io.RawIOBase", source), _HEAD)
        lines = io.TextIOWrapper(ahead, encoding=encoding_of(ahead.peek(_HEAD), cut=True), errors="replace")
        return log.run(log.bounded(lines), decider, knowledge, arguments.language, arguments.json, print)


def _text(file: str) -> str:
    data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    return decoded(data)
