"""What is going on around the errors: which one is current, whether it is over, whether there is any."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

from assistant.domain.reading.error import Read
from assistant.domain.reading.liveness import is_program
from assistant.domain.reading.people import ends, is_prose, is_quoted, line_at, quoted_from, says
from assistant.domain.reading.templates import Templates

_TOPICS = (
    "openai", "chatgpt", "chat gpt", "gpt", "/v1/", "chat/completions", " llm", "langchain", "litellm",
    "anthropic", "claude", "gemini", "groq", "ollama", "openrouter", "deepseek", "mistral", "api key",
    "api_key", "apikey", "api-key", "api\u30ad\u30fc", "proj_", "permissiondeniederror", "apierror",
    "apiconnectionerror", "apitimeouterror", "apistatuserror", "ai_apicallerror", "text-embedding",
    "invalid_request_error", "cohere", "fireworks.ai", "api.x.ai", "perplexity",
)  # fmt: skip
_BODY = re.compile(r"[\"']error[\"']\s*:\s*\{(?=[^{}]{0,2000}[\"']message[\"'])[^{}]{0,2000}[\"']type[\"']\s*:")
_MODEL = re.compile(r"\bo[134](?:-mini|-pro|-preview)?\b")
_ERROR = re.compile(
    r"Traceback \(most recent|\b[A-Z]\w*(?:Error|Exception)\b\s*[:(]|\bERR!|\b(?:ERROR|FATAL|error"
    r"|Error)\b[ \t]*[:\]0-9(]|[\"']error[\"']\s*[:=]"
    r"|\b[Ss]tatus(?: [Cc]ode)?[\"']?[:= ]{1,3}[45]\d\d\b|\bHTTP[/ ][0-9.]*\s*[45]\d\d\b"
    r"|\b(?:[a-z_]\w*\.)+(?:exceptions?|errors)\.[A-Z]\w+:"
    r"|\b[a-z]+(?:_[a-z]+)*_exception\b[\"']?[:,]"
    r"|\b(?:PERMISSION_DENIED|UNAUTHENTICATED|RESOURCE_EXHAUSTED|FAILED_PRECONDITION)\b"
    r"|\b[45]\d\d (?:Forbidden|Unauthorized|Not Found|Client Error|Bad|Too Many|Internal)"
)
_CHAINED = "direct cause of the following exception"
_TABLE = re.compile(r"(?m)^[ \t]{0,20}\|?[ \t]{0,20}:?-{3,200}:?[ \t]{0,20}\|")
_SPOKEN_FOR = re.compile(  # a program's line, or one that plays a role: no person says it
    r"\W*(?:system|assistant|info|debug|warn(?:ing)?|error|trace|notice)\b[^a-z]{0,12}[:\]]", re.IGNORECASE
)
_RELEASE = re.compile(r"(?mi)^#{1,3} \[?(?:v?\d+\.\d+\.\d+|unreleased\b)")  # a change log's heading
_SENTENCE = re.compile(r"(?<=[.!?\u3002\uff01])\s")
_STATUS_CELL = re.compile(r"(?m)(?<=\|)[ \t]{0,8}[45]\d\d[ \t]{0,8}(?=\|)")  # a table of statuses explains them
_TASK = re.compile(r"\s*[-*] \[[ xX]\]")
_RULE = re.compile(
    r"(?m)^[ \t]{0,40}(?:-[ \t]{1,8})?alert:[^\n]*\n(?:[^\n]*\n){0,3}?[ \t]*expr:"
)  # of a monitoring system
_ROW = re.compile(r"\s*\|.*\|.*\|\s*$")


def speaks_of_models(seen: str) -> bool:
    """Tell whether the text is about language models at all."""
    low = seen.lower()
    if any(topic in low for topic in _TOPICS):
        return True
    edges = ends(seen)
    return _BODY.search(edges) is not None or _MODEL.search(edges) is not None


def current(seen: str, done: list[Read], templates: Templates) -> list[Read]:
    """Return the errors in the order of time: quoted mail first, then what people call past, then the others."""
    older_from, words = quoted_from(seen), templates.words
    for one in done:
        place = one.incident.places[-1][0]
        one.quoted = is_quoted(seen, place) or place > older_from
    if all(one.quoted for one in done):
        return sorted(done, key=lambda one: (is_past(seen, one, words), one.incident.places[-1][0]))
    ordered = sorted(done, key=lambda one: (not one.quoted, not is_past(seen, one, words), one.incident.places[-1][0]))
    return _root_of(seen, ordered, templates)


def _root_of(seen: str, ordered: list[Read], templates: Templates) -> list[Read]:
    """Return the errors with one that any program may print moved before its own stated cause."""
    if len(ordered) > 1 and ordered[-1].generic(templates) and not ordered[-2].generic(templates):
        between = seen[ordered[-2].end : ordered[-1].incident.start]
        if _CHAINED in between:
            return [*ordered[:-2], ordered[-1], ordered[-2]]
    return ordered


def is_past(seen: str, one: Read, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether the people's words before an error in its line say that it belongs to an earlier time."""
    start = one.incident.places[-1][0]
    begin, _ = line_at(seen, start)
    before = seen[max(begin, start - 200) : start]
    clause = re.split(r"[.!?;\u3002\uff01][\"')\u300d]?\s", before)[-1]
    return says(clause, words.get("earlier", ())) >= 0 and says(clause, words.get("now", ())) < 0


def is_over(seen: str, ordered: list[Read], words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether the text itself says that the error is gone, an example, or part of an automatic reply."""
    last = ordered[-1]
    fresh_end = quoted_from(seen)
    places = [one.incident.places[-1][0] for one in ordered if not one.quoted and not is_past(seen, one, words)]
    newest = max(places, default=-1)
    at = 0
    lines = ends(seen[:fresh_end] if fresh_end > 60 else seen).split("\n")
    for written in lines[:4000]:
        begin, at = at, at + len(written) + 1
        line = _spoken(written)
        if not line:
            continue
        found = says(line, words.get("solved", ()))
        if found >= 0 and says(line[max(0, found - 24) : found], words.get("not", ())) < 0 and begin + found > newest:
            return not says(line[found:], words.get("but", ())) >= 0 or not places
    if not places and _is_automatic(seen, words):
        return True
    if (
        len(ordered) > 1
        and _TABLE.search(seen)
        and all(_ROW.match(seen[slice(*line_at(seen, one.incident.start))]) for one in ordered)
    ):
        return True
    if not last.incident.project and (_RELEASE.search(seen) or _RULE.search(seen)):
        return True
    concrete = last.incident.project is not None or last.status is not None
    return (
        not concrete and any(is_prose(line) and says(line, words.get("draft", ())) >= 0 for line in lines[:200])
    ) or _is_supposed(seen, last, words)


def _is_automatic(seen: str, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether a person's mail program has answered by itself."""
    return any(says(line, words.get("automatic", ())) >= 0 for line in ends(seen).split("\n")[:40] if is_prose(line))


def _spoken(line: str) -> str:
    """Return what a person says in a line: all of it, or the sentences before what a program printed."""
    if line.lstrip().startswith(">") or _SPOKEN_FOR.match(line):
        return ""
    if is_prose(line):
        return line
    return " ".join(itertools.takewhile(is_prose, _SENTENCE.split(line[:600])))


def _is_supposed(seen: str, last: Read, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether the sentence's own line only asks about it or supposes it."""
    start, end = last.incident.places[-1]
    begin, stop = line_at(seen, start)
    line = seen[max(begin, start - 300) : min(stop, end + 300)]
    if last.incident.project or last.body.group >= 0 or len(last.incident.places) > 1:
        return False
    return is_prose(line) and says(line, words.get("supposed", ())) >= 0


def _fails(line: str, failing: tuple[str, ...], words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether a line says that something fails, and not that nothing does."""
    found = says(line, failing)
    if found < 0 or says(line[max(0, found - 14) : found], words.get("nothing", ())) >= 0:
        return False
    only_named = says(line, tuple(word for word in failing if word not in words.get("named", ()))) < 0
    return not (only_named and _is_asked(line, words))


def _is_asked(line: str, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether a line asks for a way or speaks of what is settled, so that an error it names did not happen."""
    return any(says(line, words.get(name, ())) >= 0 for name in ("asking", "supposed", "solved"))


def is_error(seen: str, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether anything in the text says that something failed."""
    edges = ends(seen)
    if _RELEASE.search(edges) or _RULE.search(edges) or _is_automatic(edges, words):
        return "Traceback (most recent" in edges
    if _ERROR.search(edges) is not None or any(
        mark in seen for mark in ("Traceback (most recent", "Error: ", "Exception: ", "[ERROR]", " ERROR ")
    ):
        return True
    if any(is_program(line) for line in edges.split("\n")[:400]):
        return False
    low = edges.lower()
    failing = tuple(phrase for phrase in words.get("failing", ()) if phrase in low)
    lines = [line for line in edges.split("\n")[:4000] if line.strip() and not is_program(line)]
    if any(_fails(line, failing, words) for line in lines):
        return True
    tabled = _TABLE.search(edges) is not None and len({found[0] for found in _STATUS_CELL.finditer(edges)}) > 1
    return any(
        re.search(r"(?<![A-Za-z0-9_.\-])(?:40[0-9]|42[29]|50[0-4])(?![A-Za-z0-9_.%])", line)
        and len(line) < 200
        and not _TASK.match(line)
        and not (tabled and _ROW.match(line))
        and not _is_asked(line, words)
        for line in lines[:50]
    )
