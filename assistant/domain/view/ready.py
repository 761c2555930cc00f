"""Ready calls to copy: the call that failed, with the key taken from the environment."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass

BODIES: dict[str, dict[str, object]] = {
    "/responses": {"input": "ping", "max_output_tokens": 16, "store": False},
    "/chat/completions": {"messages": [{"role": "user", "content": "ping"}], "max_completion_tokens": 16},
    "/embeddings": {"input": "a"},
    "/moderations": {"input": "a"},
    "/completions": {"prompt": "ping", "max_tokens": 16},
}


@dataclass(frozen=True, slots=True)
class ReadyCall:
    """One minimal call as a command line and as Python; -i makes the answer carry its request id."""

    curl: str
    python: str


def ready_call(model: str | None, path: str = "/responses", base_url: str = "https://api.openai.com/v1") -> ReadyCall:
    """Return the minimal call for a model on an endpoint; without a model there is a gap to fill in."""
    body = {"model": model or "MODEL", **BODIES.get(path, BODIES["/responses"])}
    path = path if path in BODIES else "/responses"
    data = json.dumps(body, ensure_ascii=False)
    curl = " \\\n".join(
        [
            f"curl -sS -i {shlex.quote(base_url + path)}",
            '  -H "Authorization: Bearer $OPENAI_API_KEY"',
            '  -H "Content-Type: application/json"',
            f"  -d {shlex.quote(data)}",
        ]
    )
    return ReadyCall(curl, _python(body, path, base_url))


def _python(body: dict[str, object], path: str, base_url: str) -> str:
    call = path.strip("/").replace("/", ".")
    arguments = ", ".join(f"{name}={value!r}" for name, value in body.items())
    client = (
        "OpenAI(max_retries=0)" if "api.openai.com" in base_url else f"OpenAI(max_retries=0, base_url={base_url!r})"
    )
    return "\n".join(
        [
            "from openai import OpenAI",
            "",
            f"answer = {client}.{call}.create({arguments})",
            "print(answer._request_id, answer.model_dump_json())",
        ]
    )
