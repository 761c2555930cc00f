"""The facts of one error, each with its place in the masked text."""

from __future__ import annotations

from assistant.domain.reading.choose import GENERIC, Choice
from assistant.domain.reading.error import Read
from assistant.domain.reading.facts.identifiers import organization, project, request_id
from assistant.domain.reading.facts.model_request import model_from_request
from assistant.domain.reading.facts.model_used import model_used
from assistant.domain.reading.facts.provider import names_openai, provider_around
from assistant.domain.reading.facts.tool import endpoint_near, tool_in
from assistant.domain.reading.facts.values import ORGANIZATION, Value, first_of, id_in
from assistant.domain.reading.native import version_near
from assistant.domain.reading.passed import stated_200
from assistant.domain.reading.people.prose import line_at
from assistant.domain.reading.templates import Templates
from assistant.domain.reading.text.pairs import LIMIT, Pairs
from assistant.domain.reading.text.source import Source
from assistant.domain.report import Fact, FactName, Seen

_LONGEST_QUOTE = 600


def facts_of(source: Source, ordered: list[Read], templates: Templates) -> tuple[Fact, ...]:
    """Return the facts of the error that counts, the last of all."""
    seen, one = source.text, ordered[-1]
    low, high = (0, len(seen)) if len(ordered) == 1 and len(seen) <= LIMIT else (one.low, one.high)
    start, end = one.incident.places[-1]
    answerer = _answerer(seen, one, templates)
    answered = one.choice is None or templates.causes[one.choice.cause].provider != GENERIC
    facts: dict[FactName, Value | None] = {
        "project_id": _project(source, one, low, high),
        "model": model_used(seen, one, low, high, templates, answerer),
        "organization_id": _organization(source, one),
        "request_id": request_id(source, start, end, one.low, one.high),
        "http_status": Value(*one.status) if one.status else None,
        "error_code": one.body.code if answered else None,
        "error_type": one.body.type if answered else None,
        "provider": Value(answerer),
        "endpoint": endpoint_near(seen, start, max(low, start - LIMIT), min(high, end + LIMIT)),
        "tool": tool_in(seen, max(low, start - LIMIT), min(high, end + LIMIT)),
    }
    return tuple(_fact(source, name, value) for name, value in facts.items() if value)


def _fact(source: Source, name: FactName, value: Value) -> Fact:
    """Return a value as a fact with its place in the masked text, where it stands there as it is."""
    if value.start is None or value.end is None:
        return Fact(name, value.text, doubtful=value.doubtful)
    start, end = source.span(value.start, value.end)
    return (
        Fact(name, value.text, start, end, value.doubtful)
        if source.raw[start:end] == value.text
        else Fact(name, value.text, doubtful=value.doubtful)
    )


def passed_facts(source: Source, place: tuple[int, int], native: str | None = None) -> tuple[Fact, ...]:
    """Return the facts of a passing call's answer; `native` is whose own shape it has, None for OpenAI's."""
    seen, (start, end) = source.text, place
    low, high = max(0, start - LIMIT // 2), min(len(seen), end + LIMIT // 2)
    pairs = Pairs(seen, low, high)
    provider = provider_around(seen, start, end, low, high)
    status, version = stated_200(seen, start), version_near(seen, low, high) if native else None
    facts: dict[FactName, Value | None] = {
        "project_id": project(source, low, high),
        "model": Value(*version)
        if version
        else model_from_request(seen, pairs, start, high) or model_from_request(seen, pairs, low, high),
        "organization_id": organization(source, low, high),
        "request_id": request_id(source, start, end, low, high),
        "http_status": Value(*status) if status else None,
        "provider": Value(native or provider or "openai"),
        "endpoint": endpoint_near(seen, start, low, high),
    }
    return tuple(_fact(source, name, value) for name, value in facts.items() if value)


def _project(source: Source, one: Read, low: int, high: int) -> Value | None:
    """Return the failing call's project: the error's own, or the only one named where the error names none."""
    if one.incident.project:
        return one.incident.project
    if one.incident.has_project:
        room = one.incident.names.get("project_id")
        if room and "proj_" in source.text[room[0] : room[1]]:
            return None
    return project(source, one.low, one.high) or (project(source, low, high) if not one.incident.has_project else None)


def _organization(source: Source, one: Read) -> Value | None:
    """Return the organization: the sentence's own, or the only one that the text names."""
    room = one.incident.names.get("organization_id")
    own = (id_in(source, "org-", *room) or first_of(ORGANIZATION, "org-", source, *room)) if room else None
    return (
        own
        or organization(source, one.low, one.high)
        or organization(source, max(0, one.low - LIMIT), one.high + LIMIT)
    )


def _answerer(seen: str, one: Read, templates: Templates) -> str:
    """Return who answered: the cause's own provider, unless the text names another."""
    cause = templates.causes[one.choice.cause] if one.choice else None
    if cause is None:
        return one.provider or "unknown"
    spoken = one.choice is not None and (
        one.choice.template is not None or one.choice.retold or one.body.code is not None or one.body.type is not None
    )
    if cause.provider == GENERIC or not spoken:
        return one.provider or ("openai" if names_openai(seen, one.low, one.high) else "unknown")
    if one.incident.project and cause.provider == "openai":
        return "openai"
    return one.provider or cause.provider


def seen_of(source: Source, one: Read, templates: Templates, *, quoted: bool = False) -> Seen:
    """Return one error as the report names it."""
    choice: Choice = one.choice  # type: ignore[assignment]
    cause = templates.causes[choice.cause]
    raw = source.raw
    start, end = source.span(*one.incident.places[-1])
    start += len(raw[start:end]) - len(raw[start:end].lstrip())  # not from the line before
    begin, stop = line_at(raw, start)
    return Seen(
        cause_id=cause.id,
        category=cause.category,
        quote=raw[begin : min(stop, begin + _LONGEST_QUOTE)].strip(),
        line=raw.count("\n", 0, start) + 1,
        start=start,
        end=end,
        quoted=quoted or one.quoted,
        grade=choice.grade,
        rivals=tuple(templates.causes[rival].id for rival in choice.rivals),
        retold=choice.retold,
    )
