"""What is going on around the errors: which one is current, whether it is over, whether there is any."""

from __future__ import annotations

import re

from assistant.domain.reading.error import Read
from assistant.domain.reading.facts.provider import names_openai
from assistant.domain.reading.people.claims import claimed_at
from assistant.domain.reading.people.drafts import is_notice
from assistant.domain.reading.people.over import ROW, TABLE, is_automatic, is_over, is_past
from assistant.domain.reading.people.phrases import occurring
from assistant.domain.reading.people.prose import Words, ends, is_prose, is_quoted, line_at, quoted_from, says
from assistant.domain.reading.people.timeline import Timeline
from assistant.domain.reading.templates import Templates
from assistant.domain.reading.text.closing import without_closing

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
_CHAINED = "direct cause of the following exception"


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
        if one.status and one.status[2] <= one.incident.start and _is_of_another(seen, one.status[1], place, words):
            one.status = None
    order = Timeline(seen, words) if len(done) > 1 else None

    def key(one: Read) -> tuple[int, int]:
        place = one.incident.places[-1][0]
        return order.key(place) if order else (0, place)

    if all(one.quoted for one in done):
        return sorted(done, key=lambda one: (is_past(seen, one, words), key(one)))
    ordered = sorted(done, key=lambda one: (not is_past(seen, one, words), not one.quoted, key(one)))
    return without_closing(_root_of(seen, ordered, templates), templates)


def _is_of_another(seen: str, status: int, place: int, words: Words) -> bool:
    """Tell whether a status stands in a line of people, not the error's own, that says that all is well there."""
    begin, end = line_at(seen, status)
    line = seen[begin:end]
    return place > end and is_prose(line) and claimed_at(line, occurring(line, words)) >= 0


def _root_of(seen: str, ordered: list[Read], templates: Templates) -> list[Read]:
    """Return the errors with one that any program may print moved before its own stated cause."""
    if len(ordered) > 1 and ordered[-1].generic(templates) and not ordered[-2].generic(templates):
        between = seen[ordered[-2].end : ordered[-1].incident.start]
        if _CHAINED in between:
            return [*ordered[:-2], ordered[-1], ordered[-2]]
    return ordered


__all__ = [
    "ROW", "TABLE", "current", "is_automatic", "is_notice", "is_over", "is_past", "is_strangers", "speaks_of_models",
]  # fmt: skip
