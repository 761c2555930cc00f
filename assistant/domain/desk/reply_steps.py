"""What a letter tells to do: the guide's next steps for what is known, until a call can be made again."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assistant.domain.case import Case
from assistant.domain.cause import Step
from assistant.domain.guiding.guide import walk
from assistant.domain.knowledge import Guide, Letters
from assistant.domain.text import Text
from assistant.domain.view.words import Words

_ENDS = {"ja": re.compile(r"(?<=\u3002)"), "en": re.compile(r"(?<=[.?:]) (?=[A-Z\"])")}
_MARKUP = re.compile(r"\*\*|`")
MOST = 16
IN_A_FORK = 3


@dataclass(frozen=True, slots=True)
class Way:
    """A step to do, or a question with what to do in each case; `ends` tells how it stops."""

    steps: tuple[Step, ...]
    fork: Step | None = None
    ends: str = "check"  # check, ask, person


def way(guide: Guide, answers: Mapping[str, str], known: Collection[str], letters: Letters) -> Way:
    """Return the steps from where the customer stands to the next check, to a question that is open, or to an end."""
    return _onward(guide, walk(guide, answers).step, known, letters, MOST)


def _onward(guide: Guide, step: Step, known: Collection[str], letters: Letters, most: int) -> Way:
    """Return the steps from one on; a question whose answer is known goes without saying."""
    meant = set(letters.usual) | {choice for one in known for choice in letters.known.get(one, ())}
    taken: list[Step] = []
    while len(taken) < most:
        if step.verb == "do":
            taken += [] if step.id in letters.unsaid else [step]
            step = guide.steps[str(step.go)]
        elif step.verb == "ask":
            chosen = next((one for name, one in step.choices.items() if name in meant and one.go), None)
            if chosen is None:
                return Way(tuple(taken), step, "ask")
            step = guide.steps[str(chosen.go)]
        else:
            break
    return Way(tuple(taken), None, "person" if step.end else "check")


def known_of(role: str, list_kind: str) -> set[str]:
    """Return what is known; where nobody has said otherwise, the steps are those of somebody who may do them."""
    return {role if role != "unknown" else "owner", list_kind} - {"unknown"}


def way_of(case: Case, guide: Guide, role: str, list_kind: str, letters: Letters) -> Way:
    """Return a case's way on."""
    answers = case.answers if case.guide_id == guide.id else {}
    return way(guide, answers, known_of(role, list_kind), letters)


def after_choice(guide: Guide, step: Step, known: Collection[str], letters: Letters) -> Way:
    """Return the few steps behind one choice of an open question."""
    return _onward(guide, step, known, letters, IN_A_FORK)


def letter_words(text: Text, words: Words, letters: Letters) -> str:
    """Return what a step says as plain words, without the sentences that are for the screen of this app."""
    said = _MARKUP.sub("", words.plain(text))
    marks = letters.only_here.get(words.language, ())
    sentences = _ENDS[words.language].split(said)
    kept = [one for one in sentences if one and not any(mark in one for mark in marks)]
    return ("" if words.language == "ja" else " ").join(kept).strip()


def addresses(step: Step, words: Words, named: str) -> list[str]:
    """Return the step's pages that are not named already, each as label and address."""
    found = [(words.link_label(one), words.url(one)) for one in step.links]
    return [f"{label}: {url}" for label, url in found if url not in named]


def used(found: Way, words: Words) -> set[str]:
    """Return the placeholders that the steps of a way use, in their words and in their pages' addresses."""
    steps = [*found.steps, *([found.fork] if found.fork else [])]
    names = {name for step in steps for name in step.say.placeholders(words.language)}
    links = [words.knowledge.links[one].url for step in steps for one in step.links]
    return names | {name for url in links for name in url.placeholders(words.language)}
