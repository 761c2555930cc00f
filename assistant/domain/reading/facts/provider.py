"""Who answered: told by hosts, by classes of client libraries, by labels, and by words only one of them uses."""

from __future__ import annotations

import re

from assistant.domain.reading.facts.client_marks import CLIENTS, TYPES
from assistant.domain.reading.facts.lead import is_mark
from assistant.domain.reading.facts.provider_marks import HOSTS, LABELS, LIBRARIES, SPOKEN
from assistant.domain.reading.facts.provider_words import WORDS


def _compiled(table: tuple[tuple[str, ...], ...], flags: int = 0) -> re.Pattern[str]:
    """Return one pattern with a named group for each row; the name ends in the row's provider."""
    rows = "|".join(f"(?P<p{at}_{provider}>{'|'.join(patterns)})" for at, (provider, *patterns) in enumerate(table))
    return re.compile(rows, flags | re.ASCII)


_HOST, _LIBRARY, _CLIENT = _compiled(HOSTS, re.IGNORECASE), _compiled(LIBRARIES), _compiled(CLIENTS)
_WORDING = _compiled(
    tuple(tuple(words.replace(" ", r"\s{0,8}") for words in row) for row in WORDS), re.IGNORECASE
)  # a line may break between the words, or a blank be lost
_LABEL = re.compile(
    r"(?im)^[ \t>*\-]*(?:model|provider|vendor|backend)[*]{0,2}[ \t]*[:=][*]{0,2}[ \t]*[\"'`]?(?P<name>[A-Za-z]+)"
)
_VENDOR = re.compile(r"\b(?:ollama|groq|openrouter|vllm|litellm|lm ?studio)\b", re.IGNORECASE | re.ASCII)
_LED = re.compile(  # LiteLLM may be no more than a library, and OpenAI the form of the call
    rf"(?<![\w./@-])(?:{'|'.join(sorted(SPOKEN, key=len, reverse=True))})(?![\w/@]|-\w|\.\w)",
    re.IGNORECASE | re.ASCII,
)
_FLAT_BODY = re.compile(r"[\"']object[\"']\s*:\s*[\"']error[\"']")
_CLASS = re.compile(r"[A-Z][a-z]\w*Error")  # as a body's type: a server's that gives its own exceptions' names
_OPENAI_CODE = re.compile(
    r"(?:from|import) openai\b|(?<![A-Za-z])(?:Async)?OpenAI\(|[\"']openai[\"']|\bopenai\.[A-Z]\w+|@ai-sdk/openai\b"
    r"|\bopenai[\\/]|com\.openai\.|OpenAI\\"
)
_OPENAI_SAID = re.compile(
    r"(?<![A-Za-z])(?:OpenAI|ChatGPT)(?![A-Za-z(\\]|[ -](?:SDK|client|compat|format|style)|\u4e92\u63db|\u517c\u5bb9)"
    r"|(?<![A-Za-z/])gpt-[0-9]|api\.openai\.com"
)
_OPENAI_CLIENT = re.compile(
    r"OpenAIException|\bopenai\.(?:error\.)?[A-Z]\w+Error|openai/(?:core|error|_base_client)|openai[\\/]_"
    r"|com\.openai\.|OpenAI\\|PermissionDeniedError"
    r"|API(?:Connection|Timeout|ConnectionTimeout)Error|_APIError|AsyncOpenAI|\bOpenAI\(|ChatOpenAI"
    r"|openai-python|OpenAI/|(?<![A-Za-z])(?:openai|OpenAI|ChatGPT)(?![A-Za-z])|(?<![A-Za-z/])gpt-[0-9]",
)
_SERVERS = frozenset({"ollama", "groq", "openrouter", "vllm", "other"})  # LiteLLM may be no more than a library


def wording_provider(words: str) -> str | None:
    """Return whose words these are, where only one of them says it so."""
    return _named(_WORDING.search(words))


def provider_around(seen: str, start: int, end: int, low: int, high: int) -> str | None:
    """Return who answered by what stands nearest to a sentence; `low` and `high` bound what belongs to it."""
    near = _named(_HOST.search(seen, end, min(high, end + 300)))
    line_end = seen.find("\n", end, high)
    if near and (line_end < 0 or _HOST.search(seen, end, line_end)):
        return near
    inside = _named(_LIBRARY.search(seen, max(low, start - 40), min(high, end + 40)))
    if inside and end - start < 200:
        return inside
    before = [
        found for pattern in (_LIBRARY, _HOST) for found in pattern.finditer(seen, max(low, start - 20_000), start)
    ]
    behind = [found for pattern in (_LIBRARY, _HOST) for found in pattern.finditer(seen, end, min(high, end + 5_000))]
    ranked = sorted(
        [
            *((start - found.end(), found) for found in before),
            *((2 * (found.start() - end), found) for found in behind),
        ],
        key=lambda row: row[0],
    )
    if ranked:
        return _named(ranked[0][1])
    labels = [
        LABELS.get(found["name"].lower())
        for found in _LABEL.finditer(seen, max(low, start - 2_000), min(high, end + 2_000))
    ]
    return next(filter(None, labels), None)


def typed_provider(type_: str, number: str | None, seen: str, low: int, high: int) -> str | None:
    """Return who answered by the type that a body states; `number` is its code, where that is a number."""
    if type_ in TYPES:
        return TYPES[type_]
    if _CLASS.fullmatch(type_) and (number or _FLAT_BODY.search(seen, low, high)):
        return "vllm"
    return None


def vendor_led(seen: str, lead: tuple[int, int], end: int, marking: tuple[str, ...]) -> str | None:
    """Return the vendor that the words before an error name as the one who answers, unless the error names a host."""
    line_end = seen.find("\n", end)
    if _HOST.search(seen, end, line_end if line_end >= 0 else len(seen)):
        return None
    names = [found for found in _LED.finditer(seen, *lead) if is_mark(seen[found.end() : lead[1]], marking)]
    return LABELS[_key(names[-1][0])] if names else None


def _key(name: str) -> str:
    """Return a vendor's name as the table of names spells it."""
    return re.sub(r"[ .\-]", "", name.lower())


def client_made(seen: str, low: int, high: int) -> str | None:
    """Return the one vendor whose client is at work, where the text shows no client of OpenAI's."""
    made = {name for found in _CLIENT.finditer(seen, low, high) if (name := _named(found))}
    return made.pop() if len(made) == 1 and not _OPENAI_CODE.search(seen, low, high) else None


def vendor_said(seen: str, low: int, high: int, among: frozenset[str]) -> str | None:
    """Return the one of some providers that people call by its name; for sentences that these alone say."""
    said = {LABELS[found[0].lower().replace(" ", "")] for found in _VENDOR.finditer(seen, low, high)} & among
    return said.pop() if len(said) == 1 else None


def only_vendor_said(seen: str, low: int, high: int) -> str | None:
    """Return the one vendor or server that people call by its name, where they do not name OpenAI."""
    said = vendor_said(seen, low, high, _SERVERS)
    return said if said and not _OPENAI_SAID.search(seen, low, high) else None


def names_openai(seen: str, low: int, high: int) -> bool:
    """Tell whether OpenAI's host or one of its client libraries is named."""
    return _OPENAI_CLIENT.search(seen, low, high) is not None


def _named(found: re.Match[str] | None) -> str | None:
    """Return the provider whose row matched."""
    return found.lastgroup.partition("_")[2] if found and found.lastgroup else None
