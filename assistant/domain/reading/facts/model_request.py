"""The model that a request or a configuration names."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.domain.reading.facts.model_name import never, only
from assistant.domain.reading.facts.values import VARIANT, Value, is_blank
from assistant.domain.reading.text.pairs import Pairs, is_none

_KEYS = frozenset(
    [
        "model",
        "modelname",
        "modelid",
        "openaimodel",
        "llmmodel",
        "chatmodel",
        "embeddingmodel",
        "openaimodelname",
        "deployment",
        "deploymentname",
        "azuredeployment",
        "azuredeploymentname",
        "openaiapimodel",
        "defaultmodel",
        "openaichatmodel",
        "engine",
        "modelgroup",
        "openaimodelid",
        "aimodel",
        "openaiembeddingmodel",
        "imagemodel",
        "gptmodel",
        "requestedmodel",
    ]
)
_NAME = re.compile(rf"(?=[^\s]*[a-z0-9])[A-Za-z0-9][A-Za-z0-9._:/@+\-]{{1,120}}(?:{VARIANT})?")
_FLAG = re.compile(
    r"(?<![A-Za-z0-9\-])(?:--model(?:-name|-id)?|-m)[ =][\"']?"
    rf"(?P<name>[A-Za-z0-9][A-Za-z0-9._:/@+\-]{{1,120}}(?:{VARIANT})?)"
)
_PATH = re.compile(
    r"(?:/deployments/(?!(?:chat|completions|embeddings|images|audio|responses)(?![\w-]))|[?&]model="
    r"|/(?:models|engines)/)(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._@+\-]|:(?!(?:[a-z]+[A-Z][A-Za-z]*|predict)\b)){1,120})(?![A-Za-z0-9])"
)
_TAG = re.compile(r"\[[a-z_]{2,30}:[a-z_]{2,20}:(?P<name>[A-Za-z0-9][A-Za-z0-9._:/@+\-]{1,80})\]")
_CALL = re.compile(  # a model that a call is made for: `with_model("x")`, `.modelName("x")`, `openai.chat("x")`
    r"(?:\b(?:with|set|use|using)?_?[mM]odel(?:_?[nN]ame|_?[iI][dD])?|\bopenai(?:\.(?:chat|responses|completion|embedding"
    r"|languageModel|textEmbeddingModel|image))?)\(\s{0,4}[\"']"
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._:/@+\-]{1,120})[\"']"
)
_DISPLAY = re.compile(r"^[A-Z][A-Za-z]*(?:[ -][A-Z0-9]|$)")


def model_from_request(
    seen: str, pairs: Pairs, low: int, high: int, *, whole: bool = False, skip: Callable[[int], bool] = never
) -> Value | None:
    """Return the one model that the request or the configuration names, or None; `whole` with a library's prefix.

    `skip` knows the places whose names are not the call's.
    """
    named = [
        Value(pair.value, pair.start, pair.end) for pair in pairs.all
        if pair.key in _KEYS and low <= pair.start < high and _is_name(pair.value, pair.quoted, seen, pair.end)
        and not skip(pair.start)
    ]  # fmt: skip
    taken = [(one.start or 0, one.end or 0) for one in named]
    for pattern in (_FLAG, _PATH, _TAG, _CALL):
        named += [
            Value(found["name"], *found.span("name"))
            for found in pattern.finditer(seen, low, high)
            if not is_blank(found["name"])
            and (pattern is not _CALL or _is_name(found["name"], False, seen, found.end("name")))
            and not any(start < found.start("name") < end for start, end in taken)
            and not skip(found.start("name"))
        ]
    return only(named, whole=whole) if named else None


def _is_name(value: str, quoted: bool, seen: str, end: int) -> bool:
    """Tell whether a value is a model's name and not a label that a page shows, or program text."""
    if is_none(value) or is_blank(value) or not _NAME.fullmatch(value) or value.isdigit():
        return False
    if seen[end : end + 1] in ("(", "[") or re.fullmatch(r"[a-z_]+(?:\.[a-z_]+)+", value):
        return False
    rest = seen[end : end + 24].split("\n", maxsplit=1)[0]
    if not quoted and (
        _DISPLAY.match(value) and ((rest[:1] == " " and rest[1:2].isalnum()) or not any(map(str.isdigit, value)))
    ):
        return False
    if not quoted and re.fullmatch(r"[A-Z]+-[0-9.]+(?:[A-Z][a-z]*)?", value):
        return False
    return any(map(str.isdigit, value)) or "-" in value or quoted
