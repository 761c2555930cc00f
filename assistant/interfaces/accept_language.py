"""Which of the two languages a browser asks for."""

from __future__ import annotations

from urllib.parse import parse_qs

from assistant.domain.text import LANGUAGES, Language


def preferred(query: str, header: str) -> Language:
    """Return the language named by `?lang=`, else the best of an Accept-Language header, else English."""
    for name in parse_qs(query).get("lang", []):
        if (named := spoken(name)) is not None:
            return named
    for tag in _ranked(header):
        if (asked := spoken(tag)) is not None:
            return asked
    return "en"


def spoken(tag: str | None) -> Language | None:
    """Return the language of a tag such as `ja-JP`, None when it is neither of ours."""
    primary = (tag or "").strip().lower().replace("_", "-").partition("-")[0]
    return next((language for language in LANGUAGES if language == primary), None)


def _ranked(header: str) -> list[str]:
    weighed = [_weighed(part) for part in header.split(",") if part.strip()]
    return [tag for weight, tag in sorted(weighed, key=lambda pair: -pair[0]) if weight > 0]


def _weighed(part: str) -> tuple[float, str]:
    tag, _, parameters = part.partition(";")
    name, _, value = parameters.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0, tag.strip()
    try:
        return float(value), tag.strip()
    except ValueError:
        return 0.0, tag.strip()
