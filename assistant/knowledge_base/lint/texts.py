"""Rules on texts: both languages say the same with the same placeholders and links; no bare address, no HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.domain.text import PLACEHOLDER, Text
from assistant.knowledge_base.load import Loaded
from assistant.knowledge_base.located import Located, Place, Problem

URL = re.compile(r"https?://|www\.")
HTML = re.compile(r"</?[a-z][a-z0-9]*[ >/]", re.IGNORECASE)
KANA = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
SHOUT = re.compile("[!\uff01]")
BARE = frozenset({"links.yaml", "messages.yaml"})
BORROWED = frozenset({"wording.yaml", "desk.yaml", "login.yaml", "lead.yaml"})  # labels and names, the same in both
SENTENCE = 8  # words; a shorter text that is the same in both may be a label or the start of a message


def texts(loaded: Loaded, _today: str) -> Iterator[Problem]:
    """Check every pair of ja and en in every file, and that a cause declares the placeholders it uses."""
    for located in loaded.sources.values():
        for place, text in _pairs(located.data, ()):
            yield from _pair(located, place, text, loaded)
    for cause in loaded.knowledge.causes.values():
        located = loaded.sources[cause.file]
        used = {name for _, text in _pairs(located.data, ()) for name in text.placeholders("ja")}
        for name in sorted(used - set(cause.needs)):
            yield located.problem(("needs",), "placeholder-undeclared", f"{{{name}}} is used and not in needs")


def _pair(located: Located, place: Place, text: Text, loaded: Loaded) -> Iterator[Problem]:
    where = ".".join(map(str, place))
    if text.placeholders("ja") != text.placeholders("en"):
        yield located.problem(place, "placeholders-differ", f"{where}: ja and en use different placeholders")
    if text.links("ja") != text.links("en"):
        yield located.problem(place, "links-differ", f"{where}: ja and en use different links")
    for link in sorted(text.links("ja") | text.links("en")):
        if link not in loaded.knowledge.links:
            yield located.problem(place, "link-unknown", f"{where}: links.yaml has no {link}")
    for words in (text.ja, text.en):
        if located.file not in BARE and URL.search(words):
            yield located.problem(place, "bare-url", f"{where}: an address stands in a text; use a link by id")
        if HTML.search(words):
            yield located.problem(place, "html", f"{where}: HTML in a text")
        if SHOUT.search(PLACEHOLDER.sub("", words)):
            yield located.problem(place, "shout", f"{where}: an exclamation mark")
    same = text.ja == text.en and not KANA.search(text.ja)
    if same and located.file not in BORROWED and len(text.en.split()) >= SENTENCE:
        yield located.problem(place, "not-japanese", f"{where}: the Japanese text is the English one")


def _pairs(data: Any, place: Place) -> Iterator[tuple[Place, Text]]:
    if isinstance(data, dict):
        if set(data) == {"ja", "en"} and all(isinstance(one, str) for one in data.values()):
            yield place, Text(data["ja"], data["en"])
            return
        for key, value in data.items():
            yield from _pairs(value, (*place, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _pairs(value, (*place, index))
