"""Words in both languages, kept side by side, with placeholders and links by id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
LINK = re.compile(r"\[([^\]\[]+)\]\(([a-z0-9_]+)\)")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Japanese and in English; `{name}` is a placeholder, `[words](link_id)` a link by id."""

    ja: str
    en: str

    def say(self, language: Language) -> str:
        """Return the text in one language, placeholders and link ids still in place."""
        return self.ja if language == "ja" else self.en

    def placeholders(self, language: Language) -> frozenset[str]:
        """Return the names of the placeholders that one language uses."""
        return frozenset(PLACEHOLDER.findall(self.say(language)))

    def links(self, language: Language) -> frozenset[str]:
        """Return the link ids that one language uses."""
        return frozenset(link for _, link in LINK.findall(self.say(language)))


def as_code(value: str) -> str:
    """Return a value as inline code that no character of the value can break out of."""
    flat = " ".join(value.replace("`", "'").split())
    return f"`{flat}`"


def fill(words: str, values: Mapping[str, str]) -> str:
    """Replace each `{name}` that has a value; a name without one stays, so that a test can see it."""
    return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), words)
