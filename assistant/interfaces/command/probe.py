"""`model-access probe`: checks a key against the live API and says what the project's calls get."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.evidence import Finding
from assistant.domain.probing.base_url import clean_base_url, stray_environment
from assistant.domain.probing.keys import DEFAULT_BASE_URL, Keys

FIELDS = ("probe", "found", "method", "url", "status", "code", "message", "model", "request_id", "seconds", "at")
Probe = Callable[[str, str, bool, Keys], tuple[Diagnosis, tuple[Finding, ...]]]


def add(commands: Any) -> None:
    """Add the verb to the command line."""
    parser = commands.add_parser("probe", help="check a key against the live API")
    parser.add_argument("--project", required=True, help="the project id that the failing call belongs to")
    parser.add_argument("--model", required=True, help="the model id, exactly as it is called")
    parser.add_argument("--call", action="store_true", help="also make one minimal call (under 0.01 dollar)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--base-url", help="with its /v1; default OPENAI_BASE_URL, else https://api.openai.com/v1")


def run(arguments: argparse.Namespace, environ: Mapping[str, str], probe: Probe) -> int:
    """Run the verb; 0 exactly when nothing refuses the call, 1 when something does, 2 without a key or a usable URL."""
    given = arguments.base_url or environ.get("OPENAI_BASE_URL") or DEFAULT_BASE_URL
    base_url = clean_base_url(given)
    if base_url is None:
        return _wrong(f"{given!r} is no base URL: it needs http or https, a host and a path, and nothing else")
    project_key, admin_key = environ.get("OPENAI_API_KEY", "").strip(), environ.get("OPENAI_ADMIN_KEY", "").strip()
    keys = Keys(project_key or None, admin_key or None, base_url)
    if not arguments.project.strip() or not arguments.model.strip():
        return _wrong("--project and --model need an id")
    if not keys:
        return _wrong("no key: set OPENAI_API_KEY, OPENAI_ADMIN_KEY or both")
    stray = stray_environment(environ)
    if stray:
        print(f"model-access probe: not sent: {', '.join(stray)}", file=sys.stderr)
    verdict, findings = probe(arguments.project, arguments.model, arguments.call, keys)
    print(json.dumps(as_json(verdict, findings), ensure_ascii=False) if arguments.json else _as_text(verdict, findings))
    return 0 if verdict.category == "none" else 1


def as_json(verdict: Diagnosis, findings: tuple[Finding, ...]) -> dict[str, Any]:
    """Return the object of the contract."""
    return {
        "category": verdict.category,
        "cause": verdict.cause_id,
        "grade": verdict.grade,
        "usable": verdict.usable,
        "rests_on": list(verdict.rests_on),
        "findings": [{name: value for name, value in asdict(one).items() if name in FIELDS} for one in findings],
    }


def _as_text(verdict: Diagnosis, findings: tuple[Finding, ...]) -> str:
    lines = [f"{verdict.category} ({verdict.grade})"]
    for one in findings:
        parts = (one.probe, one.found.value, str(one.status or one.reason or ""), one.code or "", one.message or "")
        lines.append("  " + " | ".join(part for part in parts if part))
    return "\n".join(lines)


def _wrong(words: str) -> int:
    print(f"model-access probe: {words}", file=sys.stderr)
    return 2
