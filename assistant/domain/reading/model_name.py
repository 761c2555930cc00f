"""The model where the error does not name it: from the request, the configuration or the user's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.reading.pairs import Pairs, is_none
from assistant.domain.reading.people import says
from assistant.domain.reading.values import VARIANT, Value, is_blank

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
    r"|/models/)(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._@+\-]|:(?!(?:[a-z]+[A-Z][A-Za-z]*|predict)\b)){1,120})(?![A-Za-z0-9])"
)
_TAG = re.compile(r"\[[a-z_]{2,30}:[a-z_]{2,20}:(?P<name>[A-Za-z0-9][A-Za-z0-9._:/@+\-]{1,80})\]")
_SAID = re.compile(
    r"(?<![A-Za-z0-9._/\-])(?P<vendor>[a-z0-9_-]{2,20}(?:/|::))?(?P<name>(?:ft:)?(?:gpt-(?:oss-)?[0-9][a-z0-9.]*"
    r"|gpt-(?:image|realtime|audio|live|transcribe|daybreak|rosalind)"
    r"|chatgpt-[a-z0-9]+|o[134](?=-|(?![A-Za-z0-9_:]|\.[A-Za-z0-9]))|(?:text|code)-(?:embedding|davinci|moderation|cushman|curie|babbage|ada)|dall-e|whisper|tts|codex"
    r"|davinci|babbage|omni-moderation|sora|chat-latest"
    r"|computer-use|claude|gemini|llama|mistral|mixtral|deepseek|qwen|grok"
    rf"|command)(?:[-:][a-z0-9][a-z0-9.:]*)*(?:{VARIANT})?)(?![A-Za-z0-9_/])"
)
_TOLD = re.compile(
    rf"{_SAID.pattern}|(?<![\w./:@-])[A-Za-z][\w.-]{{1,30}}/[A-Za-z][\w.-]{{2,60}}\d[\w.-]*(?::[a-z]+)?(?![\w/])"
    r"|(?<![\w./:@-])[a-z][\w.-]{2,30}:(?:\d{1,3}(?:\.\d)?b|latest)(?!\w)"
    r"|(?<![\w./:@-])(?:qwen|qwq|(?:code)?llama|gemma|phi|mistral|mixtral|deepseek|chatglm|glm|granite|vicuna|falcon|internlm)"
    r"-?\d[\w.]*(?:-[\w.]{1,20}){0,5}(?![\w/])",
    re.ASCII,
)
_CLAUSE = re.compile(
    r"[,;\u3001\u3002\uff01\uff1f!?\n(\uff08)]|\.\s|\b(?:but|while|whereas|when)\b|\u3067\u3059\u304c|\u3051\u3069"
)
_LATE = 60  # of the names in a text, how many from its end are looked at for what people say of them
_DISPLAY = re.compile(r"^[A-Z][A-Za-z]*(?:[ -][A-Z0-9]|$)")
_PREFIX = re.compile(r"^(?:openai|azure|openai-codex)(?:::|/(?=(?:gpt|o\d|text|chatgpt|ft:)))")


def model_from_request(seen: str, pairs: Pairs, low: int, high: int, *, whole: bool = False) -> Value | None:
    """Return the one model that the request or the configuration names, or None; `whole` with a library's prefix."""
    named = [
        Value(pair.value, pair.start, pair.end) for pair in pairs.all
        if pair.key in _KEYS and low <= pair.start < high and _is_name(pair.value, pair.quoted, seen, pair.end)
    ]  # fmt: skip
    for pattern in (_FLAG, _PATH, _TAG):
        named += [
            Value(found["name"], *found.span("name"))
            for found in pattern.finditer(seen, low, high)
            if not is_blank(found["name"])
        ]
    return _only(named, whole=whole) if named else None


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names of models stand in what people say: of known families, of a vendor, or with a tag."""
    for found in _TOLD.finditer(text):
        name = found[0].rstrip(".:")
        if any(map(str.isdigit, name)) or "/" in name:
            yield found.start(), found.start() + len(name)


def _is_fine(seen: str, start: int, end: int, fine: tuple[str, ...]) -> bool:
    """Tell whether the clause around a name says that this one works."""
    behind = _CLAUSE.split(seen[end : end + 60])[0]
    before = _CLAUSE.split(seen[max(0, start - 40) : start])[-1]
    return says(before + behind, fine) >= 0


def model_said(seen: str, low: int, high: int, fine: tuple[str, ...], *, whole: bool = False) -> Value | None:
    """Return the one model of a known family that is named and not said to work, or None; `whole` with its vendor."""
    names = []
    for found in _SAID.finditer(seen, low, high):
        name = found["name"].rstrip(".:")
        if any(map(str.isdigit, name)):
            start = found.start("vendor") if whole and found["vendor"] else found.start("name")
            end = found.start("name") + len(name)
            names.append(Value(seen[start:end], start, end))
    if len({value.text for value in names}) > 1:
        good = {one.text for one in names[-_LATE:] if _is_fine(seen, one.start or 0, one.end or 0, fine)}
        names = [value for value in names if value.text not in good]
    return _only(names, whole=whole)


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


def _only(named: list[Value], *, whole: bool = False) -> Value | None:
    """Return the value that all name, with or without prefixes of client libraries; `whole` as it is spelled."""
    bare: dict[str, Value] = {}
    for value in named:
        prefix = _PREFIX.match(value.text)
        cut = prefix.end() if prefix and value.start is not None else 0
        short = Value(value.text[cut:], (value.start or 0) + cut, value.end) if cut else value
        if whole and cut:
            bare[short.text] = value
        bare.setdefault(short.text, short)
    return next(iter(bare.values())) if len(bare) == 1 else None
