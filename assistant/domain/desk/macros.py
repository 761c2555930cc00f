"""Macros: texts of an agent's own in both languages, with placeholders from a closed set that a ticket fills."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from assistant.domain.case import Case
from assistant.domain.desk.letter_frames import bare_name
from assistant.domain.desk.reply_values import ReplyAsked
from assistant.domain.desk.ticket import Ticket
from assistant.domain.report import FactName
from assistant.domain.text import LANGUAGES, Text, fill
from assistant.domain.view.words import Words

FACTS: tuple[FactName, ...] = ("project_id", "organization_id", "model", "http_status", "error_code", "request_id")
PLACEHOLDERS: tuple[str, ...] = ("name", "number", "subject", *FACTS, "link", "agent", "signature")
LONGEST_NAME = 80
LONGEST = 5_000  # characters of a text
MOST = 200  # macros of one person
_BRACES = re.compile("[{\uff5b]([^{}\uff5b\uff5d\n]*)[}\uff5d]")


@dataclass(frozen=True, slots=True)
class Macro:
    """One macro; `id` is None before it is stored, `version` is that of its making or last change."""

    id: int | None
    name: str
    text: Text
    version: int = 0


@dataclass(frozen=True, slots=True)
class MacroFault:
    """Why a macro cannot be kept: an id of desk.yaml, and the words it speaks of."""

    reason: str
    words: str = ""


def faults(macro: Macro) -> Iterator[MacroFault]:
    """Yield what stands against keeping a macro: a name or a language missing, a placeholder that is none."""
    if not macro.name.strip():
        yield MacroFault("macro_no_name")
    for language in LANGUAGES:
        said = macro.text.say(language)
        if not said.strip():
            yield MacroFault(f"macro_no_{language}")
        if len(said) > LONGEST:
            yield MacroFault("macro_too_long", str(LONGEST))
        unknown = dict.fromkeys(one[0] for one in _BRACES.finditer(said) if not _known(one[0]))
        if unknown:
            yield MacroFault(f"macro_unknown_{language}", " ".join(unknown))


def _known(braced: str) -> bool:
    return braced.startswith("{") and braced.endswith("}") and braced[1:-1] in PLACEHOLDERS


def values_for(ticket: Ticket, case: Case, asked: ReplyAsked, titles: tuple[str, ...]) -> dict[str, str]:
    """Return what a ticket fills placeholders with; what it does not know is not there."""
    facts: dict[str, str | None] = {name: case.value(name) for name in FACTS}
    own: dict[str, str | None] = {
        "name": bare_name(ticket, titles),
        "number": ticket.known_as,
        "subject": ticket.subject,
        "link": asked.link,
        "agent": asked.agent,
        "signature": asked.signature,
    }
    return {name: value for name, value in {**facts, **own}.items() if value}


def placed(draft: str, words: str, closings: Collection[str]) -> str:
    """Return a draft with further words before its closing, which is one of several; at its end where it has none."""
    at = max((draft.rfind(f"\n{one}") for one in closings), default=-1)
    before, after = (draft[:at], draft[at:]) if at >= 0 else (draft, "")
    return f"{before.rstrip()}\n\n{words}\n{after}".lstrip()


def filled(text: Text, values: Mapping[str, str], words: Words) -> tuple[str, tuple[str, ...]]:
    """Return a macro in the language of `words`, and the placeholders that only a noun could stand for."""
    missing = tuple(name for name in PLACEHOLDERS if name in text.placeholders(words.language) and name not in values)
    return fill(text.say(words.language), {**values, **{name: words.missing(name) for name in missing}}), missing
