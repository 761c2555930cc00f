"""Words of knowledge/ in one language, with this case's values and links filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from assistant.domain.knowledge import Knowledge
from assistant.domain.text import LINK, PLACEHOLDER, Language, Text, as_code, fill

SAFE_ID = re.compile(r"[A-Za-z0-9._:@/-]{1,200}")
BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
SPACED = re.compile(r"( ?)\{([a-z_]+)\}( ?)")
NO_SPACE = re.compile(r"(?<=[「（、。：\n]) (?=`?)|^ | (?=[」）、。\n])", re.MULTILINE)
CLOSED = re.compile(r"(\(https?://[^\s()]+\))(?=[^\s\u3001\u3002\u300d\uff08\uff09])")
# Placeholders that stand for a day or a moment; their values are ISO 8601, moments in UTC.
DATED = frozenset({"at", "checked", "date", "shutdown_date", "until"})
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|\+00:00)")
MARKDOWN_TRAPS = re.compile(r"(?<!\\)\$")


@dataclass(frozen=True, slots=True)
class Words:
    """Says any text in one language; a value that the case does not know is said as a plain noun.

    `values` are the case's facts as they stand; they reach Markdown as inline code and addresses percent-encoded.
    """

    knowledge: Knowledge
    language: Language
    values: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, wording_id: str, **values: str | int) -> str:
        """Return one of the interfaces' own words, plain text; KeyError for an id that wording.yaml lacks."""
        words = self.knowledge.wording[wording_id].say(self.language)
        return fill(words, {name: self._dated(name, str(value)) for name, value in values.items()})

    def shown(self, wording_id: str, **values: str | int) -> str:
        """Return one of the interfaces' own words as Markdown, its values as code."""
        given = {name: str(value) for name, value in values.items()}
        return self._spaced(self.knowledge.wording[wording_id].say(self.language), given, code=True)

    def markdown(self, text: Text, **values: str) -> str:
        """Return a text of a cause as Markdown: placeholders as code, links by id as addresses."""
        given = {**self.values, **values}
        words = MARKDOWN_TRAPS.sub(r"\\$", text.say(self.language))
        linked = LINK.sub(lambda match: f"[{match[1]}]({self.url(match[2])})", words)
        return self._spaced(linked, given, code=True)

    def plain(self, text: Text, **values: str) -> str:
        """Return a text with its values bare and its links written out, for mail and copying."""
        given = {**self.values, **values}
        bare = BOLD.sub(r"\1", text.say(self.language))
        linked = LINK.sub(lambda match: f"{match[1]} ({self.url(match[2])})", bare)
        if self.language == "ja":
            linked = CLOSED.sub(r"\1 ", linked)  # a mail program would take the words behind for more of the address
        return self._spaced(linked, given, code=False)

    def url(self, link_id: str) -> str:
        """Return a link's address with the case's ids in it, or the address for when they are not known."""
        link = self.knowledge.links[link_id]
        url = link.url.say(self.language)
        needed = PLACEHOLDER.findall(url)
        if any(not SAFE_ID.fullmatch(self.values.get(name, "")) for name in needed):
            return link.without or url.split("{", 1)[0]
        return fill(url, {name: quote(self.values[name], safe="") for name in needed})

    def link_label(self, link_id: str) -> str:
        """Return what a link's button says."""
        return self.knowledge.links[link_id].label.say(self.language)

    def written(self, date: str) -> str:
        """Return a day or a moment of ISO 8601 as the language writes it; anything else stays."""
        if moment := MOMENT.fullmatch(date):
            return self("moment", day=self.written(moment[1]), time=moment[2])
        found = DAY.fullmatch(date)
        if found is None:
            return date
        year, month, day = found.groups()
        if self.language == "ja":
            month, day = month.lstrip("0"), day.lstrip("0")
        return self("day", year=year, month=month, day=day)

    def _dated(self, name: str, value: str) -> str:
        return self.written(value) if name in DATED else value

    def missing(self, name: str) -> str:
        """Return the noun for a fact that is not known, such as "the project"."""
        noun = self.knowledge.wording.get(f"the_{name}")
        return noun.say(self.language) if noun else "…"

    def _spaced(self, words: str, given: Mapping[str, str], *, code: bool) -> str:
        """Fill the placeholders; in Japanese a value has one space on each side where words are, a noun has none."""

        def said(match: re.Match[str]) -> str:
            value = given.get(match[2])
            if not value:
                noun = self.missing(match[2])
                return noun if self.language == "ja" else f"{match[1]}{noun}{match[3]}"
            if match[2] in DATED and (written := self.written(value)) != value:
                if self.language == "en":
                    return f"{match[1]}{written}{match[3]}"
                return f" {written}" if words[: match.start()].endswith(":") else written
            shown = as_code(value) if code else value
            return f" {shown} " if self.language == "ja" else f"{match[1]}{shown}{match[3]}"

        filled = SPACED.sub(said, words)
        return NO_SPACE.sub(lambda match: match[0].strip(" "), filled).strip(" ") if self.language == "ja" else filled
