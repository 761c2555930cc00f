"""What is going on around the errors: which one is current, whether it is over, whether there is any."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping

from assistant.domain.reading.above import is_above, stamp_of
from assistant.domain.reading.claims import claimed_at, is_left
from assistant.domain.reading.closed import is_thanked
from assistant.domain.reading.closing import without_closing
from assistant.domain.reading.error import Read
from assistant.domain.reading.people import ends, is_prose, is_quoted, line_at, quoted_from, says, unstamped
from assistant.domain.reading.provider import names_openai
from assistant.domain.reading.talk import SENTENCE, happened
from assistant.domain.reading.templates import Templates

_TOPICS = (
    "openai", "chatgpt", "chat gpt", "gpt", "/v1/", "chat/completions", " llm", "langchain", "litellm",
    "anthropic", "claude", "gemini", "groq", "ollama", "openrouter", "deepseek", "mistral", "api key",
    "api_key", "apikey", "api-key", "api\u30ad\u30fc", "proj_", "permissiondeniederror", "apierror",
    "apiconnectionerror", "apitimeouterror", "apistatuserror", "ai_apicallerror", "text-embedding",
    "invalid_request_error", "vertexai", "vertex ai", ":11434",
    "insufficient_quota", "unsupported_country_region", "context_length_exceeded", "billing_hard_limit",
    "billing_not_active", "mismatched_organization", "mismatched_project",
    "aiplatform", "bedrock", "generativelanguage", "cohere", "fireworks.ai", "api.x.ai", "perplexity",
)  # fmt: skip
_SHARED = (  # topics that other services name too
    "invalid_request_error", "api key", "api_key", "apikey", "api-key", "api\u30ad\u30fc",
)  # fmt: skip
_SERVICES = "stripe|twilio|sendgrid|shopify|paypal|hubspot|zendesk|mailgun|mailchimp|algolia|supabase|firebase"
_NAMES = (*_SERVICES.split("|"), "slack", "notion", "discord", "jira")
_STRANGERS = re.compile(
    rf"\b(?:{_SERVICES})(?:\.com\b|\.[a-z]+\.|::)"
    rf"|\b(?:{'|'.join(_NAMES)})(?P<raised>\w*(?:error|exception)\b)"
)  # of a text in small letters
_BODY = re.compile(r"[\"']error[\"']\s*:\s*\{(?=[^{}]{0,2000}[\"']message[\"'])[^{}]{0,2000}[\"']type[\"']\s*:")
_MODEL = re.compile(r"(?<![A-Za-z0-9_])o[134](?:-mini|-pro|-preview)?(?![A-Za-z0-9_])")
_NAMED = re.compile(r"(?<![a-z0-9_])(?:gpt-[\w.\-]+|o[134](?:-[a-z\-]+)?(?![\w.])|text-embedding[\w\-]*)", re.ASCII)
_NUMBER = re.compile(r"(?<![\w.\-])(?:40[0-9]|42[29]|50[0-4])(?![\w.\-])", re.ASCII)
_CHAINED = "direct cause of the following exception"
TABLE = re.compile(r"(?m)^[ \t]{0,20}\|?[ \t]{0,20}:?-{3,200}:?[ \t]{0,20}\|")
_SPOKEN_FOR = re.compile(  # a program's line, or one that plays a role: no person says it
    r"\W*(?:system|assistant|info|debug|warn(?:ing)?|error|trace|notice)\b[^a-z]{0,12}[:\]]", re.IGNORECASE
)
_RELEASE = re.compile(r"(?mi)^#{1,3} \[?(?:v?\d+\.\d+\.\d+|unreleased\b)")  # a change log's heading
_CHANGES = re.compile(r"(?mi)^[ \t]{0,8}[-*\u2022] (?:fixed|fix|added|changed|new|removed|improved|security)\b[:\]]")
_HISTORY = re.compile(r"(?m)^commit [0-9a-f]{7,40}\b[^\n]*\n(?:Merge: [^\n]*\n)?Author: |^diff --git a/")
_RULE = re.compile(
    r"(?m)^(?:resource|data|module) \"[\w\-]+\"(?: \"[\w\-]+\")? \{$|"
    r"^[ \t]{0,40}(?:-[ \t]{1,8})?alert:[^\n]*\n(?:[^\n]*\n){0,3}?[ \t]*expr:"
)  # of a monitoring system
_BEHIND = 12  # lines behind a claim in which people may take it back
_EACH = re.compile(r"(?<=[.!?])\s|(?<=[!?\u3002])(?![\x00-\x7f])")  # between sentences of either script
ROW = re.compile(r"\s*\|.*\|.*\|\s*$")


def speaks_of_models(seen: str, topics: tuple[str, ...] = ()) -> bool:
    """Tell whether the text is about language models at all; `topics` are further names that say so."""
    if is_strangers(seen):
        return False
    low = seen.lower()
    if any(topic in low for topic in _TOPICS) or says(low, topics) >= 0:
        return True
    edges = ends(seen)
    return _BODY.search(edges) is not None or _MODEL.search(edges) is not None


def is_strangers(seen: str) -> bool:
    """Tell whether a service that is no language model and answers in the same form is named, and no model.

    Where its own client raised the error, words such as GPT do not count: only OpenAI's client, host or models do.
    """
    low = seen.lower()
    found = _STRANGERS.search(low) if any(name in low for name in _NAMES) else None
    if found is None:
        return False
    if found["raised"] and not names_openai(seen, 0, len(seen)):
        return True
    return not any(one in low for one in _TOPICS if one not in _SHARED)


def current(seen: str, done: list[Read], templates: Templates) -> list[Read]:
    """Return the errors in the order of time: what people call past first, then quoted mail, then the others."""
    older_from, words = quoted_from(seen), templates.words
    for one in done:
        place = one.incident.places[-1][0]
        one.quoted = is_quoted(seen, place) or place > older_from
    if all(one.quoted for one in done):
        return sorted(done, key=lambda one: (is_past(seen, one, words), one.incident.places[-1][0]))
    ordered = sorted(done, key=lambda one: (not is_past(seen, one, words), not one.quoted, one.incident.places[-1][0]))
    return without_closing(_root_of(seen, ordered, templates), templates)


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


def is_over(seen: str, ordered: list[Read], templates: Templates) -> bool:
    """Tell whether the text itself says that the error is gone, an example, or part of an automatic reply."""
    last, words = ordered[-1], templates.words
    is_other = _others(last, templates)
    fresh_end = quoted_from(seen)
    places = [one.incident.places[-1][0] for one in ordered if not one.quoted and not is_past(seen, one, words)]
    newest = max(places, default=-1)
    at = 0
    lines = ends(seen[:fresh_end] if fresh_end > 60 else seen).split("\n")
    stamped = stamp_of(seen[slice(*line_at(seen, newest))]) if newest >= 0 else None
    for number, written in enumerate(lines[:4000]):
        begin, at = at, at + len(written) + 1
        line = _spoken(written)
        if not line:
            continue
        above = at <= newest and is_above(written, seen[:newest], stamped, words)
        found = claimed_at(line, words, is_other, 0 if above else max(0, newest + 1 - begin))
        if found >= 0:
            behind = (_spoken(later) for later in lines[number + 1 : number + 1 + _BEHIND])
            taken_back = says(line[found:], words.get("but", ())) >= 0 or any(is_left(later, words) for later in behind)
            return not taken_back or not places
    if not places and (is_automatic(seen, words) or is_thanked(seen[:fresh_end], words)):
        return True
    if (
        len(ordered) > 1
        and TABLE.search(seen)
        and all(ROW.match(seen[slice(*line_at(seen, one.incident.start))]) for one in ordered)
    ):
        return True
    if not last.incident.project and is_notice(seen):
        return True
    return _is_supposed(seen, last, words)


def _others(last: Read, templates: Templates) -> Callable[[str], bool]:
    """Return what tells whether a clause names other models or statuses than an error's own."""
    model = last.incident.model.text.lower() if last.incident.model else ""
    examples = templates.causes[last.choice.cause].examples if last.choice else ()
    usual = {str(one.facts["http_status"]) for one in examples if "http_status" in one.facts}
    beside = last.status if last.status and (last.status[1] < last.end or not usual) else None  # not people's words
    statuses = {beside[0]} if beside else usual

    def is_other(clause: str) -> bool:
        models = {found[0].rstrip("-.") for found in _NAMED.finditer(clause)}
        numbers = {found[0] for found in _NUMBER.finditer(clause)}
        other = bool(models) and not any(model.startswith(name) for name in models)
        return (bool(model) and other) or bool(numbers and statuses and not numbers & statuses)

    return is_other


def is_notice(seen: str) -> bool:
    """Tell whether a text is a change log, a repository's history, or a system's rules and not their outcome."""
    return any(pattern.search(seen) for pattern in (_RELEASE, _HISTORY, _RULE)) or len(_CHANGES.findall(ends(seen))) > 1


def is_automatic(seen: str, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether a person's mail program has answered by itself."""
    return any(says(line, words.get("automatic", ())) >= 0 for line in ends(seen).split("\n")[:40] if is_prose(line))


def _spoken(line: str) -> str:
    """Return what a person says in a line: all of it, or the sentences before what a program printed."""
    if line.lstrip().startswith(">") or _SPOKEN_FOR.match(line):
        return ""
    if is_prose(line):
        return unstamped(line).rjust(len(line))  # its places stay
    return " ".join(itertools.takewhile(is_prose, SENTENCE.split(line[:600])))


def _is_supposed(seen: str, last: Read, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether the sentence's own line only asks about it or supposes it."""
    start, end = last.incident.places[-1]
    begin, stop = line_at(seen, start)
    line = seen[max(begin, start - 300) : min(stop, end + 300)]
    if last.incident.project or last.body.group >= 0 or len(last.incident.places) > 1:
        return False
    supposed = words.get("supposed", ())
    beside = "\n".join(part for part in _EACH.split(line) if says(part, supposed) < 0)
    return is_prose(line) and says(line, supposed) >= 0 and not happened(beside, words)
