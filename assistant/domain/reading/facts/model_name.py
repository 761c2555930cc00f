"""The model where the error does not name it: from the user's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.domain.reading.facts.values import VARIANT, Value
from assistant.domain.reading.people.prose import is_prose, says

_SAID = re.compile(
    r"(?<![A-Za-z0-9._/\-])(?P<vendor>[a-z0-9_-]{2,20}(?:/|::))?(?P<name>(?:ft:)?(?:gpt-(?:oss-)?[0-9][a-z0-9.]*"
    r"|gpt-(?:image|realtime|audio|live|transcribe|daybreak|rosalind)"
    r"|chatgpt-[a-z0-9]+|o[134](?=-|(?![A-Za-z0-9_:]|\.[A-Za-z0-9]))"
    r"|(?:text|code)-(?:embedding|davinci|moderation|cushman|curie|babbage|ada)|dall-e|whisper|tts"
    r"|davinci|babbage|omni-moderation|sora|chat-latest"
    r"|computer-use|(?P<foreign>claude|gemini|gemma|llama|codellama|mistral|mixtral|codestral|magistral|deepseek|qwen|qwq|grok|glm"
    r"|kimi|moonshot|doubao|hunyuan|ernie|phi|nemotron|granite)"
    rf"|command)(?:[-:][a-z0-9][a-z0-9.:]*)*(?:{VARIANT})?)(?![A-Za-z0-9_/])"
)
_TOLD = re.compile(
    rf"{_SAID.pattern}|(?<![\w./:@-])[A-Za-z][\w.-]{{1,30}}/[A-Za-z][\w.-]{{2,60}}\d[\w.-]*(?::[a-z]+)?(?![\w/])"
    r"|(?<![\w./:@-])[a-z][\w.-]{2,30}:(?:\d{1,3}(?:\.\d)?b|latest)(?!\w)"
    r"|(?<![\w./:@-])(?:qwen|qwq|(?:code)?llama|gemma|phi|mistral|mixtral|deepseek|chatglm|glm|granite|vicuna|falcon|internlm)"
    r"-?\d[\w.]*(?:-[\w.]{1,20}){0,5}(?![\w/])",
    re.ASCII,
)
_CUT = re.compile(r"\s{0,4}(?:\.\.\.|\u2026)")  # behind a name of which the rest was left out
_CLAUSE = re.compile(
    r"[,;\u3001\u3002\uff01\uff1f!?\n(\uff08)]|\.\s|\b(?:but|while|whereas|when)\b|\u3067\u3059\u304c|\u3051\u3069"
)
_SERVED = re.compile(r"[\w.\-]+/(?=[\w.]*-)(?![\w.\-]*\.(?:py|js|ts|go|md|json|ya?ml|txt|log|sh|gguf)$)[\w.\-]+")
_LATE = 60  # of the names in a text, how many from its end are looked at for what people say of them
_PREFIX = re.compile(r"^(?:openai|azure|openai-codex)(?:::|/(?=(?:gpt|o\d|text|chatgpt|ft:)))")


def never(_: int) -> bool:
    """Tell that no place is to be skipped."""
    return False


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names of models stand in what people say: of known families, of a vendor, or with a tag."""
    for found in _TOLD.finditer(text):
        name = found[0].rstrip(".:")
        if (any(map(str.isdigit, name)) or "/" in name) and not _is_channel(name):
            yield found.start(), found.start() + len(name)


def _is_channel(name: str) -> bool:
    """Tell whether a name is made of parts as a program's channels and methods are; a fine-tuned model's is too."""
    return name.count(":") > 1 and not name.startswith("ft:")


def _is_fine(seen: str, start: int, end: int, fine: tuple[str, ...]) -> bool:
    """Tell whether the clause around a name says that this one works."""
    behind = _CLAUSE.split(seen[end : end + 60])[0]
    before = _CLAUSE.split(seen[max(0, start - 40) : start])[-1]
    return says(before + behind, fine) >= 0


def model_said(
    seen: str,
    low: int,
    high: int,
    fine: tuple[str, ...],
    *,
    whole: bool = False,
    skip: Callable[[int], bool] = never,
    ours: bool = False,
) -> Value | None:
    """Return the one model of a known family that is named and not said to work, or None.

    `whole` is with its vendor; `ours` are models of OpenAI's alone.
    """
    names = []
    for found in _SAID.finditer(seen, low, high):
        if ours and found["foreign"]:
            continue
        name = found["name"].rstrip(".:")
        if any(map(str.isdigit, name)) and not _is_channel(name) and not skip(found.start("name")):
            if _CUT.match(seen, found.start("name") + len(name)):
                continue
            start = found.start("vendor") if whole and found["vendor"] else found.start("name")
            end = found.start("name") + len(name)
            names.append(Value(seen[start:end], start, end))
    if len({value.text for value in names}) > 1:
        good = {one.text for one in names[-_LATE:] if _is_fine(seen, one.start or 0, one.end or 0, fine)}
        names = [value for value in names if value.text not in good]
    return only(names, whole=whole)


def model_served(seen: str, low: int, high: int, fine: tuple[str, ...]) -> Value | None:
    """Return the one model that people name by its vendor's folder, as servers of open models are given it."""
    names, at = [], low
    for line in seen[low:high].split("\n"):
        named = names_in(line) if "/" in line and is_prose(line) else ()
        names += [
            Value(line[first:last], at + first, at + last)
            for first, last in named
            if _SERVED.fullmatch(line, first, last)
        ]
        at += len(line) + 1
    return only([one for one in names if not _is_fine(seen, one.start or 0, one.end or 0, fine)], whole=True)


def only(named: list[Value], *, whole: bool = False) -> Value | None:
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
