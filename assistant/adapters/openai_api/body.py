"""What the body of an answer says: its JSON, the error in it, its words; read whatever its shape."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.domain.masking.mask import mask

UNREAD = object()  # a body that is no JSON; null is
LONGEST_MASKED = 4000
LONGEST = 1000
LONGEST_WORD = 120
TEXT_KEYS = ("message", "detail", "error_description", "title")
FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error as an answer states it; every text in it is masked and short."""

    message: str | None = None
    code: str | None = None
    type: str | None = None
    param: str | None = None


def parsed(body: bytes) -> Any:
    """Return the JSON of a body, or `UNREAD`; bytes that fit no encoding are replaced."""
    for text in (body, body.decode("utf-8", errors="replace")):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            continue
    return UNREAD


def error_in(data: Any) -> Trouble | None:
    """Return the error inside a body that was sent with success, or None when it holds none."""
    if not isinstance(data, Mapping):
        return None
    if data.get("error"):
        return trouble_of(data)
    if data.get("object") == "error" or data.get("status") == FAILED:
        return trouble_of(data)
    return None


def trouble_of(data: Any) -> Trouble:
    """Return the error of a refusing body: an object, a list of such, a flat text, or the body itself."""
    error = data.get("error", data) if isinstance(data, Mapping) else data
    if isinstance(error, list):
        error = error[0] if error else None
    if isinstance(error, str):
        return Trouble(message=words(error))
    if not isinstance(error, Mapping):
        return Trouble(message=_first_text(data)) if isinstance(data, Mapping) else Trouble()
    return Trouble(
        message=_first_text(error),
        code=word(error.get("code")),
        type=word(error.get("type")),
        param=word(error.get("param")),
    )


def words(value: Any, most: int = LONGEST) -> str | None:
    """Return a text masked, on one line, without control characters and short; None for anything else."""
    if not isinstance(value, str):
        return None
    line = " ".join(value[:LONGEST_MASKED].split())
    shown = "".join(one for one in mask(line).text if one.isprintable())
    return shown[:most] or None


def word(value: Any) -> str | None:
    """Return a short text or a whole number as text; None for anything else."""
    if isinstance(value, bool):
        return None
    return words(str(value) if isinstance(value, int) else value, LONGEST_WORD)


def _first_text(error: Mapping[str, Any]) -> str | None:
    return next((text for key in TEXT_KEYS if (text := words(error.get(key)))), None)
