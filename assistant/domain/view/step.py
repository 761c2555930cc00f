"""The card of one step: one thing to do, and the answers as buttons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from assistant.domain.cause import Step
from assistant.domain.guiding.guide import DONE, NOT_ALLOWED, NOT_SEEN, PERSON, Given, Walk, answers_of, remaining
from assistant.domain.knowledge import Asks, Guide
from assistant.domain.text import LANGUAGES, PLACEHOLDER, Language, Text
from assistant.domain.view.words import Words

Kind = Literal["choice", "done", "not_seen", "not_allowed"]


@dataclass(frozen=True, slots=True)
class Button:
    """An answer to the step; `answer` is what the engine takes."""

    answer: str
    label: str
    kind: Kind
    primary: bool = False


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A page to open in a new tab."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ReadyMessage:
    """A message to copy, in one language."""

    language: Language
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A drawing with its words; the SVG is ours, its two tokens already filled."""

    svg: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Past:
    """A step that was answered: a way back to it."""

    step_id: str
    title: str
    answer: str


@dataclass(frozen=True, slots=True)
class StepCard:
    """The step that is next, in one language."""

    id: str
    verb: str
    title: str
    say: str
    number: int
    total: int
    checked: str | None
    warn: str
    buttons: tuple[Button, ...]
    links: tuple[LinkButton, ...]
    picture: ShownPicture | None
    messages: tuple[ReadyMessage, ...]
    asks: Asks | None = None  # whom the message goes to, where more than the message can be offered
    probe: str | None = None
    retry_at: tuple[str, ...] = ()  # UTC, ISO 8601
    own_call: bool = False  # the app's call proves nothing here: only the user's own, pasted


def step_card(guide: Guide, walked: Walk, words: Words, checked_at: str | None = None) -> StepCard:
    """Return the card of the step that a walk has come to; `checked_at` is when the last check was made, in UTC."""
    step = walked.step
    number = len(walked.given) + 1
    return StepCard(
        id=step.id,
        verb=step.verb,
        title=words.markdown(step.title),
        say=words.markdown(step.say),
        number=number,
        total=max(number, len(walked.given) + remaining(step, guide)),
        checked=guide.checked if step.console else None,
        warn=words.markdown(step.warn) if step.warn else "",
        buttons=buttons(step, words),
        links=tuple(LinkButton(words.link_label(one), words.url(one)) for one in step.links),
        picture=picture(step.picture, words),
        messages=ready_messages(step.message, replace(words, values={**words.values, "checked": guide.checked})),
        asks=words.knowledge.messages[step.message].asks if step.message else None,
        probe=step.probe,
        own_call=step.own_call,
        retry_at=_later(checked_at, step.retry),
    )


def buttons(step: Step, words: Words) -> tuple[Button, ...]:
    """Return a step's answers as buttons; a check has none of its own."""
    found: list[Button] = []
    if step.verb == "ask":
        found += [Button(name, words.markdown(choice.label), "choice") for name, choice in step.choices.items()]
    elif step.verb == "do":
        found.append(Button(DONE, words("step_done"), "done", primary=True))
    if step.escape.not_seen:
        found.append(Button(NOT_SEEN, words("step_not_seen"), "not_seen"))
    if step.escape.not_allowed:
        found.append(Button(NOT_ALLOWED, words("step_not_allowed"), "not_allowed"))
    return tuple(found)


def past(given: tuple[Given, ...], words: Words) -> tuple[Past, ...]:
    """Return the answered steps as a quiet list."""
    return tuple(Past(one.step.id, words.markdown(one.step.title), _answer_label(one, words)) for one in given)


def picture(picture_id: str | None, words: Words) -> ShownPicture | None:
    """Return a drawing with the case's model and project in it, cut to what its box holds."""
    if picture_id is None or picture_id not in words.knowledge.pictures:
        return None
    found = words.knowledge.pictures[picture_id]
    svg = found.svg
    for name in ("model", "project_id"):
        svg = svg.replace("{{" + name + "}}", _xml(words.values.get(name) or words.missing(name)))
    return ShownPicture(svg, words.plain(found.alt), words.plain(found.caption))


def ready_messages(message_id: str | None, words: Words) -> tuple[ReadyMessage, ...]:
    """Return a ready message in both languages, the reader's own first: the administrator's may be the other."""
    if message_id is None:
        return ()
    message = words.knowledge.messages[message_id]
    order = sorted(LANGUAGES, key=lambda one: one != words.language)
    in_each = [Words(words.knowledge, one, words.values) for one in order]
    return tuple(
        ReadyMessage(one.language, one.plain(message.subject), message_body(message.body, one)) for one in in_each
    )


def message_body(text: Text, words: Words) -> str:
    """Return a message's body; a listed line whose fact is not known is left out."""
    grade = words.values.get("grade", "unknown")
    kept = [
        line
        for line in text.say(words.language).split("\n")
        if not line.lstrip().startswith("- ") or all(words.values.get(name) for name in PLACEHOLDER.findall(line))
    ]
    body = "\n".join(kept)
    return words.plain(Text(body, body), grade=words(f"grade_{grade}"))


def step_answers(step: Step, words: Words) -> dict[str, str]:
    """Return the words of every answer that a step takes."""
    return {answer: _answer_label(Given(step, answer), words) for answer in answers_of(step)}


def _answer_label(given: Given, words: Words) -> str:
    if given.answer in given.step.choices:
        return words.markdown(given.step.choices[given.answer].label)
    found = f"found_{given.answer}"
    return words(found if given.step.verb == "check" and given.answer != PERSON else f"answer_{given.answer}")


def _later(at: str | None, minutes: tuple[int, ...]) -> tuple[str, ...]:
    if at is None:
        return ()
    since = datetime.fromisoformat(at)
    return tuple((since + timedelta(minutes=one)).isoformat() for one in minutes)


def _xml(value: str, most: int = 28) -> str:
    short = value if len(value) <= most else value[: most - 1] + "…"
    return short.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
