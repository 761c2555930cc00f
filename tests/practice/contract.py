"""OpenAI's published contract, where it lies beside the checkout; what it says about one answer or request."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator

FILE = Path(__file__).resolve().parents[2].parent / "shared" / "openai-openapi.json"


@cache
def document() -> dict[str, Any]:
    if not FILE.is_file():
        pytest.skip(f"OpenAI's contract file is not at ../{FILE.parent.name}/{FILE.name}")
    return json.loads(FILE.read_text())


def complaints(schema: dict[str, Any], value: Any) -> list[str]:
    """Return what is wrong with a value; references are looked up in the whole document."""
    whole = {**schema, "components": document()["components"]}
    found = OAS31Validator(whole).iter_errors(value)
    return [f"{'/'.join(map(str, each.absolute_path))}: {each.message[:200]}" for each in found]


def answer_schema(method: str, path: str) -> dict[str, Any]:
    """Return the schema of the good answer."""
    operation = document()["paths"][path][method.lower()]
    return operation["responses"]["200"]["content"]["application/json"]["schema"]


def request_schema(method: str, path: str) -> dict[str, Any]:
    return document()["paths"][path][method.lower()]["requestBody"]["content"]["application/json"]["schema"]


def error_complaints(body: Any) -> list[str]:
    return complaints({"$ref": "#/components/schemas/ErrorResponse"}, body)
